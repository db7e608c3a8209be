/** Finds the known word that a word may be a typing error of. */

/** Returns the known word that `word` may be a typing error of, or undefined if none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [first] = known.toSorted((one, other) => distance(word, one) - distance(word, other));
  const isNear =
    first !== undefined && distance(word, first) <= Math.min(word.length - 1, Math.max(2, word.length / 3));
  return isNear ? first : undefined;
}

/** Returns the Levenshtein distance: the number of characters to insert, delete or replace. */
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
