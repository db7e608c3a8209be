/** Errors in command-line arguments and in the configuration. */
import { nearest } from "./nearest.ts";

/** An error in how specwright was called. The command line prints the message and exits with code 2. */
export class UsageError extends Error {
  readonly code = "usage";
}

/** Returns `value` if it is one of `known`. Throws a `UsageError` that names the closest known value otherwise. */
export function oneOf<const Known extends string>(known: readonly Known[], value: unknown, what: string): Known {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  throw new UsageError(`Unknown ${what} ${JSON.stringify(value)}${suggestion(String(value), known)}`);
}

/** Returns the end of a message about an unknown word: the closest known word, or all known words. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `. Did you mean ${near}?`;
  return `. ${known.length === 1 ? "Known" : "Choose one of"}: ${known.join(", ")}.`;
}
