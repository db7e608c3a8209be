/** A `pattern` whose search ends: where it goes back over a text again and again, a deadline stops it. */
import { createContext, Script } from "node:vm";
import { expressionOf } from "./schemas.ts";

export class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";
}

export interface Pattern {
  /** Throws a `PatternTooSlow`. */
  test(text: string): boolean;
  /** As an expression is written: ajv tells patterns apart by it. */
  toString(): string;
}

/** Shorter texts are searched in no time. */
const SHORT = 25;
/** Milliseconds. */
const DEADLINE = 1_000;

/** Throws a `SyntaxError`, if it is none. */
export function patternOf(pattern: string): Pattern {
  const expression = expressionOf(pattern);
  if ((pattern.match(/[*+{]/g) ?? []).length < 2) return expression; // with one repetition there is little to go back to
  let tooLong = Number.POSITIVE_INFINITY;
  return {
    toString: () => String(expression),
    test(text) {
      if (text.length < SHORT) return expression.test(text);
      const found = text.length < tooLong ? testedInTime(expression, text) : undefined;
      if (found !== undefined) return found;
      tooLong = Math.min(tooLong, text.length);
      throw new PatternTooSlow(`their pattern ${pattern} takes too long`);
    },
  };
}

const search = new Script("expression.test(text)");
const context = createContext({});

/** Undefined where the deadline came first. The engine of regular expressions can be stopped only from without. */
function testedInTime(expression: RegExp, text: string): boolean | undefined {
  Object.assign(context, { expression, text });
  try {
    return search.runInContext(context, { timeout: DEADLINE }) === true;
  } catch (error) {
    if (Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined; // an Error of another realm, perhaps
    throw error;
  }
}
