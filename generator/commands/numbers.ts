/** Options that are numbers. */
import { UsageError } from "../usage-error.ts";

/** The number that `text` is, or a usage error that says what is wanted. */
export function numberOf(
  text: string,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `from ${least} to ${most}`;
  throw new UsageError(`--${name} must be a number ${range}, and is ${JSON.stringify(text)}`);
}

export function integerOf(
  text: string,
  name: string,
  range: { readonly least: number; readonly most: number },
): number {
  const value = numberOf(text, name, range);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name} must be a whole number, and is ${JSON.stringify(text)}`);
}
