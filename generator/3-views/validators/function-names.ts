/** Names of the functions and constants in `validators.ts`. */
import { pascalCase, splitWords } from "../../2-model/identifiers.ts";
import type { Assertion, Assertions } from "./assertions.ts";

/** Maximum length of a function name. Longer names lose their last part. */
const MAX_LENGTH = 60;

/** Names of one module. Each name is given once. */
export class FunctionNames {
  readonly #taken: Set<string>;
  readonly #last = new Map<string, number>();

  /** `taken` holds names that cannot be given. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** Returns `wish`, with a number appended if the name is taken. */
  unique(wish: string): string {
    if (this.#taken.has(wish)) return this.#next(`${wish}_`);
    this.#taken.add(wish);
    return wish;
  }

  /** Returns `names1`, `names2`, … for the kind `names`. */
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

/** Returns a name for the function of a subschema. `part` is what the subschema is to its parent, such as `Item`. */
export function subschemaFunctionName(name: string, part: string): string {
  const longer = name + pascalCase(splitWords(part));
  return longer.length <= MAX_LENGTH ? longer : name;
}

/** Returns a name for what a schema checks, such as `checkDateOrNull`. Returns undefined if no short name says it. */
export function contentFunctionName(assertions: Assertions): string | undefined {
  const words = describeAssertion(assertions);
  return words === undefined ? undefined : subschemaFunctionName("check", words);
}

function describeAssertion(assertion: Assertion | undefined): string | undefined {
  if (typeof assertion === "boolean" || assertion === undefined) return undefined;
  const { check, type: types = [], format, items } = assertion;
  const keywords = Object.keys(assertion);
  if (check !== undefined && keywords.length === 1) return check.replace(/^check/, "");
  const [type, ...others] = types.filter((each) => each !== "null");
  if (type === undefined || others.length > 0) return undefined;
  const orNull = types.length > 1 ? " or null" : "";
  if (keywords.length === 1) return type + orNull;
  if (format !== undefined && keywords.length === 2) return format + orNull;
  const item = type === "array" && keywords.length === 2 ? describeAssertion(items) : undefined;
  return item === undefined ? undefined : `list of ${item}${orNull}`;
}
