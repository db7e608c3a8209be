/** Pseudo-random numbers from a seed, for choices of cases. Values of schemas come from fast-check. */

/** Returns a generator of numbers from 0 (inclusive) to 1 (exclusive). Algorithm: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns a seed for the name `text`. So an operation has the same cases whether it is tested alone or with others. */
export function derivedSeed(seed: number, text: string): number {
  let hash = seed | 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash;
}
