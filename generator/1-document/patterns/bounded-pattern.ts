/**
 * Regular expressions of a description, with limits of work and time.
 *
 * A backtracking engine needs exponential time for some patterns. Linear engines in JavaScript read `\s`, `\b` or
 * Unicode properties differently from ECMA-262, so that they could judge valid values invalid. Therefore patterns run in
 * the engine of JavaScript, and a deadline stops them. The validity of the string is then unknown.
 */
import { backtrackingDegree } from "./backtracking-cost.ts";
import { parsePattern } from "./parse-pattern.ts";
import { patternExcerpt } from "../schemas/pattern.ts";
import { runWithTimeLimit } from "./time-limit.ts";

/** Error for a pattern that exceeds the limit. The message continues a sentence: "their pattern … takes too long". */
export class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";
}

/** Error for a test that can be slow and runs outside of `withPatternDeadline`. */
export class DeadlineNeeded extends Error {
  override readonly name = "DeadlineNeeded";
}

/** Steps that need no deadline. They take a few milliseconds. */
const FREE_STEPS = 200_000;
/** Maximum time of a task in `withPatternDeadline`, and of one test outside of it, in milliseconds. */
const DEADLINE = 300;
/** Time after which strings of the same length are not tried again, in milliseconds. */
const SLOW = 100;

/** Steps that are left before a deadline is needed. Reset by `withFreeSteps`. */
let freeSteps = FREE_STEPS;
/** The test that runs now, if a deadline is set. */
let running: { readonly pattern: BoundedPattern; readonly length: number; readonly start: number } | undefined;
let hasDeadline = false;

export class BoundedPattern {
  readonly #pattern: string;
  readonly #expression: RegExp;
  /** The work grows by this power of the length. Infinity if it is unknown or exponential. */
  readonly #degree: number;
  #tooLong = Number.POSITIVE_INFINITY;

  /** Compiles a pattern. Throws a `SyntaxError` if it is invalid. */
  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#expression = compilePattern(pattern);
    const parsed = parsePattern(pattern, this.#expression.unicode ? "u" : "");
    this.#degree = parsed === undefined ? Number.POSITIVE_INFINITY : Math.max(1, backtrackingDegree(parsed));
  }

  /** Returns true if the string matches. Throws a `PatternTooSlow`. */
  test(text: string): boolean {
    if (text.length >= this.#tooLong) throw this.tooSlow();
    if (hasDeadline || this.#steps(text) <= FREE_STEPS) return this.#run(text);
    return withPatternDeadline(() => this.#run(text));
  }

  /**
   * Returns true if the string matches. Throws a `DeadlineNeeded` if the tests since the last `withFreeSteps` need many
   * steps, and the caller has set no deadline.
   */
  testWithoutDeadline(text: string): boolean {
    if (!hasDeadline) {
      freeSteps -= this.#steps(text);
      if (!(freeSteps >= 0)) throw new DeadlineNeeded();
    }
    return this.#run(text);
  }

  /** Returns true if the string matches, or undefined if that needs more than a few steps. */
  matchesAtOnce(text: string): boolean | undefined {
    return this.#steps(text) > FREE_STEPS ? undefined : this.matches(text);
  }

  /** Returns undefined instead of an error if the limit is exceeded. */
  matches(text: string): boolean | undefined {
    try {
      return this.test(text);
    } catch (error) {
      if (error instanceof PatternTooSlow) return undefined;
      throw error;
    }
  }

  /** Returns the source of the expression. ajv identifies patterns by it. */
  toString(): string {
    return String(this.#expression);
  }

  /** Stores that strings of this length take too long. */
  noteSlow(length: number): void {
    this.#tooLong = Math.min(this.#tooLong, length);
  }

  tooSlow(): PatternTooSlow {
    return new PatternTooSlow(`their pattern ${patternExcerpt(this.#pattern)} takes too long`);
  }

  #steps(text: string): number {
    return (text.length + 1) ** this.#degree;
  }

  #run(text: string): boolean {
    if (text.length >= this.#tooLong) throw this.tooSlow();
    const start = hasDeadline ? performance.now() : 0;
    if (hasDeadline) running = { pattern: this, length: text.length, start };
    try {
      return this.#expression.test(text);
    } catch (error) {
      // V8 compiles an expression at the first test, and rejects one that is too large or nested too deeply
      if (error instanceof SyntaxError || error instanceof RangeError) {
        this.noteSlow(0);
        throw new PatternTooSlow(`their pattern ${patternExcerpt(this.#pattern)} is too large for JavaScript`);
      }
      throw error;
    } finally {
      if (hasDeadline) {
        if (performance.now() - start >= SLOW) this.noteSlow(text.length);
        running = undefined;
      }
    }
  }
}

/** Runs a task in which patterns may need a few steps. Beyond them, they throw a `DeadlineNeeded`. */
export function withFreeSteps<T>(task: () => T): T {
  freeSteps = FREE_STEPS;
  return task();
}

/** Runs a task in which patterns may be slow, with a deadline for all of it. Throws a `PatternTooSlow`. */
export function withPatternDeadline<T>(task: () => T): T {
  if (hasDeadline) return task();
  hasDeadline = true;
  try {
    const done = runWithTimeLimit(DEADLINE, task);
    if (done !== undefined) return done.value;
    const stopped = running;
    if (stopped === undefined) throw new PatternTooSlow("their patterns take too long");
    if (performance.now() - stopped.start >= SLOW) stopped.pattern.noteSlow(stopped.length);
    throw stopped.pattern.tooSlow();
  } finally {
    hasDeadline = false;
    running = undefined;
  }
}

const compiled = new Map<string, BoundedPattern>();

/** Returns the pattern, compiled once. Throws a `SyntaxError` if it is invalid. */
export function boundedPattern(pattern: string): BoundedPattern {
  const known = compiled.get(pattern) ?? new BoundedPattern(pattern);
  compiled.set(pattern, known);
  return known;
}

/**
 * Compiles a `pattern`. JSON Schema 2020-12 §6.4 recommends Unicode mode. Many descriptions have escapes that are only
 * valid without it, so non-Unicode mode is the fallback.
 */
function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
