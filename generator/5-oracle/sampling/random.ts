/** Choices that a seed decides: small, since values are fast-check's business. */

/** Numbers from 0 to 1, exclusive: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = Math.trunc(seed) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed of its own for whatever `text` names, so that one operation alone gets what it gets among all. */
export function seedFor(seed: number, text: string): number {
  let hash = seed | 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash;
}
