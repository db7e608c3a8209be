/** Returns the first item of each array, then the second of each, and so on. */
export function interleave<T>(arrays: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...arrays.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => arrays.flatMap((array) => array.slice(index, index + 1))).flat();
}
