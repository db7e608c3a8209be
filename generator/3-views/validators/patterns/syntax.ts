/** The syntax of regular expressions, as far as they are regular (ECMA-262 §22.2.1). */
import { ALL, type CharacterSet, characters, CLASSES, complement, DOT, union } from "./sets.ts";

export type Expression =
  /** One character; `source` is how the pattern writes it. */
  | { readonly kind: "character"; readonly source: string; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly options: readonly Expression[] }
  | { readonly kind: "repeat"; readonly of: Expression; readonly min: number; readonly max: number }
  /** Look-ahead or look-behind, for what must be there or must not: takes no character. */
  | { readonly kind: "look"; readonly of: Expression; readonly ahead: boolean; readonly is: boolean }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

/** What remembers, or is too uncommon to be worth the reading. */
class NotRegular extends Error {}

/** The expression of a legal pattern, or undefined where it is not regular: because of back references, for one. */
export function parsePattern(pattern: string, flags: "u" | ""): Expression | undefined {
  try {
    return new Parser(pattern, flags).parse();
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** By recursive descent over characters: code points under `u`, else code units. */
class Parser {
  readonly #characters: readonly string[];
  readonly #isUnicode: boolean;
  #position = 0;

  constructor(pattern: string, flags: "u" | "") {
    this.#isUnicode = flags === "u";
    this.#characters = this.#isUnicode ? Array.from(pattern) : pattern.split("");
  }

  parse(): Expression {
    const expression = this.#choice();
    if (this.#position < this.#characters.length) throw new NotRegular();
    return expression;
  }

  #choice(): Expression {
    const options = [this.#sequence()];
    while (this.#accept("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? { kind: "sequence", parts: [] }) : { kind: "choice", options };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek()) {
      parts.push(this.#quantified());
    }
    return { kind: "sequence", parts };
  }

  #quantified(): Expression {
    const atom = this.#atom();
    const range = this.#quantifier();
    if (range === undefined) return atom;
    if (atom.kind === "start" || atom.kind === "end" || atom.kind === "look") throw new NotRegular();
    this.#accept("?"); // lazy or not: the same texts match
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

  #atom(): Expression {
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
        return this.#written(start, codeOf(character));
    }
  }

  #group(): Expression {
    const [head = "", look] = /^\?(?::|(<?[=!])|<[^>]*>)/.exec(this.#rest(80)) ?? [];
    this.#position += Array.from(head).length;
    const inner = this.#choice();
    if (!this.#accept(")")) throw new NotRegular();
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
        sets.push(rangeOf(first, this.#member()));
      } else {
        sets.push(first);
      }
    }
    const set = union(sets);
    return isNegated ? complement(set) : set;
  }

  #member(): CharacterSet {
    const character = this.#next();
    if (character !== "\\") return codeOf(character);
    return this.#accept("b") ? codeOf("\b") : this.#escape();
  }

  /** What follows a backslash. */
  #escape(): CharacterSet {
    const letter = this.#next();
    const known = CLASSES[letter];
    if (known !== undefined) return known;
    const control = CONTROLS[letter];
    if (control !== undefined) return characters([control, control]);
    const [digits, ...hexadecimal] =
      /^(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})/i.exec(letter + this.#rest(9)) ?? [];
    if (digits !== undefined) return this.#code(digits, Number.parseInt(hexadecimal.join(""), 16));
    if (/[pP]/.test(letter) && this.#isUnicode) return this.#property();
    if (letter === "0" && !/^\d/.test(this.#rest(1))) return codeOf("\0");
    // without `u`, a letter that means nothing means itself
    if (this.#isUnicode ? /[a-z\d]/i.test(letter) : /[ckux\d]/.test(letter)) throw new NotRegular();
    return codeOf(letter);
  }

  #code(digits: string, code: number): CharacterSet {
    // halves of one character, or no escape at all
    if (this.#isUnicode ? code >= 0xd800 && code <= 0xdfff : digits.includes("{")) throw new NotRegular();
    this.#position += digits.length - 1;
    return characters([code, code]);
  }

  /** Which characters have a property is the engine's knowledge: taken for any. */
  #property(): CharacterSet {
    if (!this.#accept("{")) throw new NotRegular();
    while (this.#next() !== "}");
    return ALL;
  }

  #written(start: number, set: CharacterSet): Expression {
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
    if (character === undefined) throw new NotRegular();
    return character;
  }
}

/** `\b`: a word on one side only; `\B`: on both or none. */
function boundary(isOne: boolean): Expression {
  const word: Expression = { kind: "character", source: String.raw`\w`, set: CLASSES["w"] ?? ALL };
  const between = (before: boolean, after: boolean): Expression => ({
    kind: "sequence",
    parts: [
      { kind: "look", of: word, ahead: false, is: before },
      { kind: "look", of: word, ahead: true, is: after },
    ],
  });
  return { kind: "choice", options: [between(true, !isOne), between(false, isOne)] };
}

function codeOf(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return characters([code, code]);
}

function rangeOf([first, ...before]: CharacterSet, [last, ...after]: CharacterSet): CharacterSet {
  if (first === undefined || last === undefined || before.length + after.length > 0) throw new NotRegular();
  if (first[0] !== first[1] || last[0] !== last[1]) throw new NotRegular();
  return characters([first[0], last[0]]);
}
