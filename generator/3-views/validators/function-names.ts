/** Names of functions and constants in `validators.js`. */
import { pascalCase, splitWords } from "../../2-model/identifiers.ts";
import type { Assertion, Assertions } from "./assertions.ts";

/** Longer names are cut. */
const LONGEST = 60;

/** No two are the same. */
export class FunctionNames {
  readonly #taken: Set<string>;
  readonly #last = new Map<string, number>();

  /** `taken`: names that others have. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** `wish`, or that with a number. */
  unique(wish: string): string {
    if (this.#taken.has(wish)) return this.#next(`${wish}_`);
    this.#taken.add(wish);
    return wish;
  }

  /** `names1`, `names2`, … */
  numbered(kind: string): string {
    return this.#next(kind);
  }

  #next(stem: string): string {
    let number = this.#last.get(stem) ?? 0;
    do number++;
    while (this.#taken.has(`${stem}${number}`));
    this.#last.set(stem, number);
    this.#taken.add(`${stem}${number}`);
    return `${stem}${number}`;
  }
}

/** The name of the function of a schema that stands in the schema of another function, as `part`. */
export function nameBelow(name: string, part: string): string {
  const longer = name + pascalCase(splitWords(part));
  return longer.length <= LONGEST ? longer : name;
}

/** What a schema is wherever it stands, such as `checkDateOrNull`; undefined where that would be too long a story. */
export function nameOf(assertions: Assertions): string | undefined {
  const words = describe(assertions);
  return words === undefined ? undefined : nameBelow("check", words);
}

function describe(assertion: Assertion | undefined): string | undefined {
  if (typeof assertion === "boolean" || assertion === undefined) return undefined;
  const { check, type: types = [], format, items } = assertion;
  const keywords = Object.keys(assertion);
  if (check !== undefined && keywords.length === 1) return check.replace(/^check/, "");
  const [type, ...others] = types.filter((each) => each !== "null");
  if (type === undefined || others.length > 0) return undefined;
  const orNull = types.length > 1 ? " or null" : "";
  if (keywords.length === 1) return type + orNull;
  if (format !== undefined && keywords.length === 2) return format + orNull;
  const item = type === "array" && keywords.length === 2 ? describe(items) : undefined;
  return item === undefined ? undefined : `list of ${item}${orNull}`;
}
