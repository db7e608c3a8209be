/** Sets of characters, as ascending ranges of code points that do not touch. */

export type CharacterSet = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;

export const ALL_CHARACTERS: CharacterSet = [[0, LAST]];
export const NO_CHARACTERS: CharacterSet = [];

export function characterRanges(...ranges: readonly (readonly [first: number, last: number])[]): CharacterSet {
  return union([ranges]);
}

export function union(sets: readonly CharacterSet[]): CharacterSet {
  const result: [number, number][] = [];
  for (const [first, last] of sets.flat().toSorted(([one], [other]) => one - other)) {
    const previous = result.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else result.push([first, last]);
  }
  return result;
}

export function complement(set: CharacterSet): CharacterSet {
  const result: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

export function areDisjoint(one: CharacterSet, other: CharacterSet): boolean {
  return one.every(([first, last]) => other.every(([start, end]) => last < start || end < first));
}

/** Returns true if no character is in two of the sets. */
export function areAllDisjoint(sets: readonly CharacterSet[]): boolean {
  const ranges = sets.flat().toSorted(([one], [other]) => one - other);
  return ranges.every(([first], index) => first > (ranges[index - 1]?.[1] ?? -1));
}

const DIGITS = characterRanges([0x30, 0x39]);
const WORD = union([DIGITS, characterRanges([0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a])]);
/** WhiteSpace and LineTerminator, ECMA-262 §12.2 and §12.3. */
const SPACE = characterRanges(
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
);

/** Character classes such as `\d` by their letter. */
export const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
};

/** Characters that `.` matches: all except line terminators. */
export const DOT: CharacterSet = complement(characterRanges([0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]));
