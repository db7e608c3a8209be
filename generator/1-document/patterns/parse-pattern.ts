/** Parses regular expressions without back references and rare syntax (ECMA-262 §22.2.1). */
import {
  ALL_CHARACTERS,
  type CharacterSet,
  characterRanges,
  CLASSES,
  complement,
  DOT,
  union,
} from "./character-sets.ts";

export type PatternExpression =
  /** One character of a set. `source` is its text in the pattern. */
  | { readonly kind: "character"; readonly source: string; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly PatternExpression[] }
  | { readonly kind: "choice"; readonly options: readonly PatternExpression[] }
  | { readonly kind: "repeat"; readonly of: PatternExpression; readonly min: number; readonly max: number }
  /** Lookahead or lookbehind, positive if `is`. Consumes no character. */
  | { readonly kind: "look"; readonly of: PatternExpression; readonly ahead: boolean; readonly is: boolean }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

/** Maximum depth of nested groups. A deeper pattern is not parsed, because the stack is limited. */
const MAX_DEPTH = 200;
/** Maximum length of a pattern that is parsed, in characters. */
const MAX_LENGTH = 20_000;

/** The pattern uses back references, is too large, or has syntax that is too rare to support. */
class NotRegularError extends Error {}

/** Returns the expression of a valid pattern, or undefined if the parser does not support it. */
export function parsePattern(pattern: string, flags: "u" | ""): PatternExpression | undefined {
  if (pattern.length > MAX_LENGTH) return undefined;
  try {
    return new PatternParser(pattern, flags).parse();
  } catch (error) {
    if (error instanceof NotRegularError) return undefined;
    throw error;
  }
}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Recursive descent parser. A character is a code point under the flag `u`, else a UTF-16 unit. */
class PatternParser {
  readonly #characters: readonly string[];
  readonly #isUnicode: boolean;
  #position = 0;
  #depth = 0;

  constructor(pattern: string, flags: "u" | "") {
    this.#isUnicode = flags === "u";
    this.#characters = this.#isUnicode ? Array.from(pattern) : pattern.split("");
  }

  parse(): PatternExpression {
    const expression = this.#choice();
    if (this.#position < this.#characters.length) throw new NotRegularError();
    return expression;
  }

  #choice(): PatternExpression {
    const options = [this.#sequence()];
    while (this.#accept("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? { kind: "sequence", parts: [] }) : { kind: "choice", options };
  }

  #sequence(): PatternExpression {
    const parts: PatternExpression[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek()) {
      parts.push(this.#quantified());
    }
    return { kind: "sequence", parts };
  }

  #quantified(): PatternExpression {
    const atom = this.#atom();
    const range = this.#quantifier();
    if (range === undefined) return atom;
    if (atom.kind === "start" || atom.kind === "end" || atom.kind === "look") throw new NotRegularError();
    this.#accept("?"); // lazy or not, the same strings match
    return { kind: "repeat", of: atom, ...range };
  }

  #quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (this.#accept("*")) return { min: 0, max: Infinity };
    if (this.#accept("+")) return { min: 1, max: Infinity };
    if (this.#accept("?")) return { min: 0, max: 1 };
    const [braces, min, comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(this.#rest(24)) ?? [];
    if (braces === undefined) return undefined;
    this.#position += braces.length;
    if (comma === "") return { min: Number(min), max: Number(min) };
    return { min: Number(min), max: max === "" ? Infinity : Number(max) };
  }

  #atom(): PatternExpression {
    const start = this.#position;
    const character = this.#next();
    switch (character) {
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case "(":
        return this.#group();
      case ".":
        return { kind: "character", source: ".", set: DOT };
      case "[":
        return this.#written(start, this.#class());
      case "\\":
        if (this.#accept("b")) return boundary(true);
        if (this.#accept("B")) return boundary(false);
        return this.#written(start, this.#escape());
      default:
        return this.#written(start, singleton(character));
    }
  }

  #group(): PatternExpression {
    const [head = "", look] = /^\?(?::|(<?[=!])|<[^>]*>)/.exec(this.#rest(80)) ?? [];
    this.#position += Array.from(head).length;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new NotRegularError();
    const inner = this.#choice();
    this.#depth -= 1;
    if (!this.#accept(")")) throw new NotRegularError();
    if (look === undefined) return inner;
    return { kind: "look", of: inner, ahead: !look.startsWith("<"), is: look.endsWith("=") };
  }

  #class(): CharacterSet {
    const isNegated = this.#accept("^");
    const sets: CharacterSet[] = [];
    while (!this.#accept("]")) {
      const first = this.#member();
      const isRange = this.#peek() === "-" && this.#characters[this.#position + 1] !== "]";
      if (isRange) {
        this.#next();
        sets.push(this.#range(first, this.#member()));
      } else {
        sets.push(first);
      }
    }
    const set = union(sets);
    return isNegated ? complement(set) : set;
  }

  /** Returns the characters between two members. Without `u`, a hyphen beside a class is itself (ECMA-262 §B.1.2). */
  #range(first: CharacterSet, last: CharacterSet): CharacterSet {
    const [from, to] = [onlyCode(first), onlyCode(last)];
    if (from !== undefined && to !== undefined) return characterRanges([from, to]);
    if (this.#isUnicode) throw new NotRegularError();
    return union([first, singleton("-"), last]);
  }

  #member(): CharacterSet {
    const character = this.#next();
    if (character !== "\\") return singleton(character);
    return this.#accept("b") ? singleton("\b") : this.#escape();
  }

  /** Parses what follows a backslash. */
  #escape(): CharacterSet {
    const letter = this.#next();
    const known = CLASSES[letter];
    if (known !== undefined) return known;
    const control = CONTROLS[letter];
    if (control !== undefined) return characterRanges([control, control]);
    const [digits, ...hexadecimal] =
      /^(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})/i.exec(letter + this.#rest(9)) ?? [];
    if (digits !== undefined) return this.#code(digits, Number.parseInt(hexadecimal.join(""), 16));
    if (/[pP]/.test(letter) && this.#isUnicode) return this.#property();
    if (letter === "0" && !/^\d/.test(this.#rest(1))) return singleton("\0");
    // without `u`, an unknown escape stands for its letter
    if (this.#isUnicode ? /[a-z\d]/i.test(letter) : /[ckux\d]/.test(letter)) throw new NotRegularError();
    return singleton(letter);
  }

  #code(digits: string, code: number): CharacterSet {
    // rejects surrogates under `u`; without `u`, `\\u{…}` is no escape
    if (this.#isUnicode ? code >= 0xd800 && code <= 0xdfff : digits.includes("{")) throw new NotRegularError();
    this.#position += digits.length - 1;
    return characterRanges([code, code]);
  }

  /** Treats a Unicode property as any character, because only the engine knows its characters. */
  #property(): CharacterSet {
    if (!this.#accept("{")) throw new NotRegularError();
    while (this.#next() !== "}");
    return ALL_CHARACTERS;
  }

  #written(start: number, set: CharacterSet): PatternExpression {
    return { kind: "character", source: this.#characters.slice(start, this.#position).join(""), set };
  }

  #rest(length: number): string {
    return this.#characters.slice(this.#position, this.#position + length).join("");
  }

  #peek(): string | undefined {
    return this.#characters[this.#position];
  }

  #accept(character: string): boolean {
    const isNext = this.#peek() === character;
    if (isNext) this.#position++;
    return isNext;
  }

  #next(): string {
    const character = this.#characters[this.#position++];
    if (character === undefined) throw new NotRegularError();
    return character;
  }
}

/** Expresses `\b` (a word character on one side only) and `\B` (on both sides or none) by lookarounds. */
function boundary(isOne: boolean): PatternExpression {
  const word: PatternExpression = { kind: "character", source: String.raw`\w`, set: CLASSES["w"] ?? ALL_CHARACTERS };
  const between = (before: boolean, after: boolean): PatternExpression => ({
    kind: "sequence",
    parts: [
      { kind: "look", of: word, ahead: false, is: before },
      { kind: "look", of: word, ahead: true, is: after },
    ],
  });
  return { kind: "choice", options: [between(true, !isOne), between(false, isOne)] };
}

function singleton(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return characterRanges([code, code]);
}

/** Returns the character code of a set of one character, else undefined. */
function onlyCode([range, ...others]: CharacterSet): number | undefined {
  return range === undefined || others.length > 0 || range[0] !== range[1] ? undefined : range[0];
}
