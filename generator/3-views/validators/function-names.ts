/** Names of functions and constants in `validators.js`. */
import { pascalCase, wordsOf } from "../../2-model/words.ts";

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
  const longer = name + pascalCase(wordsOf(part));
  return longer.length <= LONGEST ? longer : name;
}
