/** Matchers for patterns that would be slow in the engine of JavaScript. */

export interface Matcher {
  test(text: string): boolean;
}

/**
 * An expression to match: an atom as in a pattern (one character, `^` or `$`), a sequence, a choice (`any`), or a
 * repetition (`of`). `ahead` and `behind` are lookarounds of one character, negative with `is: false`.
 */
export type PatternPlan =
  | string
  | readonly PatternPlan[]
  | { readonly any: readonly PatternPlan[] }
  | { readonly of: PatternPlan; readonly min: number; readonly max?: number }
  | { readonly ahead: string; readonly is: boolean }
  | { readonly behind: string; readonly is: boolean };

/** A step of a program: a character to consume, steps to continue with in parallel, or a lookaround. */
type PatternStep = RegExp | number[] | { readonly character: RegExp; readonly ahead: boolean; readonly is: boolean };

/** Maximum numbers of stored states and transitions. Beyond them, the stored ones are dropped. */
const MAX_STATES = 1_000;
const MAX_CHARACTERS = 10_000;
const ASCII = 128;

/** Maximum of program steps times characters. Longer strings do not match. */
const MAX_WORK = 2_000_000;

const UNKNOWN = undefined;
const NONE = null;
/** A neighbouring character: unknown yet, or none at the ends of the string. */
type Neighbour = string | typeof NONE | typeof UNKNOWN;

/** State of all possible matches at one position of a string. */
interface MatcherState {
  /** Steps that unfinished matches have reached. */
  readonly steps: readonly number[];
  readonly previous: Neighbour;
  readonly hasMatched: boolean;
  /** Next states by code point: below 128 in `next`, others in `rest`. */
  readonly next: (MatcherState | undefined)[];
  readonly rest: Map<number, MatcherState>;
  /** Set if the string can end here. Undefined until a string has ended here. */
  matchesAtEnd?: boolean;
}

/**
 * Creates a matcher that follows all alternatives in parallel (K. Thompson, 1968) and stores the states it has seen. It
 * reads each character once, so that it needs linear time.
 */
export function linearMatcher(plan: PatternPlan, flags: string): Matcher {
  const program: PatternStep[] = [];
  writeProgram(plan, flags, program);
  let states = new Map<string, MatcherState>();
  let first: MatcherState | undefined;

  /** Returns the steps that can be reached without consuming a character. */
  function reach(steps: Iterable<number>, previous: Neighbour, next: Neighbour): Set<number> {
    const reached = new Set(steps);
    for (const index of reached) {
      const step = program[index];
      if (step === undefined || step instanceof RegExp) continue;
      if (Array.isArray(step)) for (const way of step) reached.add(way);
      else if (neighbourMatches(step, step.ahead ? next : previous)) reached.add(index + 1);
    }
    return reached;
  }

  function stateAt(start: Iterable<number>, previous: Neighbour): MatcherState {
    const reached = reach(start, previous, UNKNOWN);
    const steps = [...reached].filter((index) => !Array.isArray(program[index]));
    steps.sort((one, other) => one - other);
    const key = `${steps.join()} ${steps.some((index) => !(program[index] instanceof RegExp)) ? previous : ""}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    if (states.size >= MAX_STATES) {
      states = new Map();
      first = undefined; // it refers to all stored states
    }
    const state = { steps, previous, hasMatched: reached.has(program.length), next: [], rest: new Map() };
    states.set(key, state);
    return state;
  }

  function follow(state: MatcherState, point: number): MatcherState {
    const known = point < ASCII ? state.next[point] : state.rest.get(point);
    if (known !== undefined) return known;
    const character = String.fromCodePoint(point);
    const reached = reach(state.steps, state.previous, character);
    const taken = [...reached].filter((index) => isTaken(program[index], character)).map((index) => index + 1);
    // a match can begin at any position, and a finished match stays finished
    const next = stateAt(reached.has(program.length) ? [program.length] : [0, ...taken], character);
    if (state.rest.size >= MAX_CHARACTERS) state.rest.clear();
    if (point < ASCII) state.next[point] = next;
    else state.rest.set(point, next);
    return next;
  }

  /** Returns the character at an index: a code point with the flag `u`, else a UTF-16 unit. */
  const pointAt = (text: string, index: number): number =>
    (flags === "u" ? text.codePointAt(index) : text.charCodeAt(index)) ?? 0;

  return {
    test(text) {
      if (text.length * program.length > MAX_WORK) return false;
      let state = (first ??= stateAt([0], NONE));
      for (let index = 0; index < text.length && !state.hasMatched; index++) {
        const point = pointAt(text, index);
        state = follow(state, point);
        if (point > 0xffff) index++;
      }
      if (state.hasMatched) return true;
      state.matchesAtEnd ??= reach(state.steps, state.previous, NONE).has(program.length);
      return state.matchesAtEnd;
    },
  };
}

/** Creates a matcher of a native expression. Strings longer than `longest` do not match. */
export function shortMatcher(expression: RegExp, longest: number): Matcher {
  return { test: (text) => text.length <= longest && expression.test(text) };
}

function isTaken(step: PatternStep | undefined, character: string): boolean {
  return step instanceof RegExp && step.test(character);
}

function neighbourMatches({ character, is }: Exclude<PatternStep, RegExp | number[]>, neighbour: Neighbour): boolean {
  return neighbour !== UNKNOWN && (neighbour !== NONE && character.test(neighbour)) === is;
}

function writeProgram(plan: PatternPlan, flags: string, program: PatternStep[]): void {
  const one = (source: string): RegExp => new RegExp(`^(?:${source})$`, flags);
  if (typeof plan === "string") {
    if (plan === "^" || plan === "$") program.push({ character: one("[^]"), ahead: plan === "$", is: false });
    else program.push(one(plan));
  } else if (isSequence(plan)) {
    for (const part of plan) writeProgram(part, flags, program);
  } else if ("any" in plan) {
    const starts: number[] = [];
    const end: number[] = [];
    program.push(starts);
    for (const option of plan.any) {
      starts.push(program.length);
      writeProgram(option, flags, program);
      program.push(end);
    }
    end.push(program.length);
  } else if ("of" in plan) {
    writeRepetition(plan, flags, program);
  } else {
    const ahead = "ahead" in plan;
    program.push({ character: one(ahead ? plan.ahead : plan.behind), ahead, is: plan.is });
  }
}

function writeRepetition(
  { of, min, max = Infinity }: Extract<PatternPlan, { readonly of: PatternPlan }>,
  flags: string,
  program: PatternStep[],
): void {
  for (let count = 0; count < min; count++) writeProgram(of, flags, program);
  const exits: number[][] = [];
  for (let count = min; count < (max === Infinity ? min + 1 : max); count++) {
    const start = program.length;
    const ways = [start + 1];
    exits.push(ways);
    program.push(ways);
    writeProgram(of, flags, program);
    if (max === Infinity) program.push([start]);
  }
  for (const ways of exits) ways.push(program.length);
}

function isSequence(plan: PatternPlan): plan is readonly PatternPlan[] {
  return Array.isArray(plan);
}
