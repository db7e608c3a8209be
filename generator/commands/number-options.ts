/** Reads the values of options that are numbers. */
import { UsageError } from "../usage-error.ts";

/** Parses a number within a range. Throws a `UsageError` that says what is expected. */
export function numberOf(
  text: string,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `from ${least} to ${most}`;
  throw new UsageError(`Option --${name} must be a number ${range}, got ${JSON.stringify(text)}.`);
}

/** Parses an integer within a range. Throws a `UsageError` that says what is expected. */
export function integerOf(
  text: string,
  name: string,
  range: { readonly least: number; readonly most: number },
): number {
  const value = numberOf(text, name, range);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`Option --${name} must be a whole number, got ${JSON.stringify(text)}.`);
}
