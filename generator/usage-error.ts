/** What the command line, or a configuration file, asks for and cannot have. */

/** A mistake in how specwright was called: exit code 2, and the message says what to write instead. */
export class UsageError extends Error {}

/** `value` if it is one of `known`, else a usage error that names the nearest. */
export function oneOf<const Known extends string>(known: readonly Known[], value: unknown, what: string): Known {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  throw new UsageError(`unknown ${what} ${JSON.stringify(value)}${suggestion(String(value), known)}`);
}

/** ` (did you mean …?)`, or where nothing comes near, what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `: did you mean ${near}?`;
  return `: there ${known.length === 1 ? "is" : "are"} ${known.join(", ")}`;
}

/** The one of `known` that `word` may be a slip of; undefined where nothing comes near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [first] = known.toSorted((one, other) => distance(word, one) - distance(word, other));
  const isNear =
    first !== undefined && distance(word, first) <= Math.min(word.length - 1, Math.max(2, word.length / 3));
  return isNear ? first : undefined;
}

/** How many characters to insert, delete or replace to get from one word to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
