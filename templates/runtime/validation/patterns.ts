/** Patterns whose tests take bearable time, whatever the text is. */

export interface Matcher {
  test(text: string): boolean;
}

/**
 * What to match: an atom as a pattern writes it (one character, or `^` and `$`), things one after the other, one
 * of several, something again and again, or what the next or the last character must or must not be.
 */
export type PatternPlan =
  | string
  | readonly PatternPlan[]
  | { readonly any: readonly PatternPlan[] }
  | { readonly of: PatternPlan; readonly min: number; readonly max?: number }
  | { readonly ahead: string; readonly is: boolean }
  | { readonly behind: string; readonly is: boolean };

/** A plan written out: a character to take, steps to go on with all at once, or a look at a neighbour. */
type PatternStep = RegExp | number[] | { readonly character: RegExp; readonly ahead: boolean; readonly is: boolean };

/** Beyond this many, what has been learnt of a plan is forgotten. */
const MOST_STATES = 1_000;
const MOST_CHARACTERS = 10_000;
const ASCII = 128;

/** Steps times characters of the text: where there are more, it does not match. */
const MOST_WORK = 2_000_000;

const UNKNOWN = undefined;
const NONE = null;
/** A neighbour: unknown as yet, or none at the ends of the text. */
type Neighbour = string | typeof NONE | typeof UNKNOWN;

/** All that can be true at one place of a text. */
interface State {
  /** The steps that the matches on their way have come to. */
  readonly steps: readonly number[];
  readonly previous: Neighbour;
  readonly hasMatched: boolean;
  /** By code point: of those below 128, and of others. */
  readonly next: (State | undefined)[];
  readonly rest: Map<number, State>;
  /** Whether the text may end here; undefined until it has once. */
  endsWell?: boolean;
}

/**
 * Goes all ways at once (K. Thompson, 1968), and learns them by heart: no character is looked at twice, so that it
 * takes time in proportion to the text.
 */
export function linearMatcher(plan: PatternPlan, flags: string): Matcher {
  const program: PatternStep[] = [];
  writeOut(plan, flags, program);
  let states = new Map<string, State>();
  let first: State | undefined;

  /** The steps that can be reached without taking a character. */
  function reach(steps: Iterable<number>, previous: Neighbour, next: Neighbour): Set<number> {
    const reached = new Set(steps);
    for (const index of reached) {
      const step = program[index];
      if (step === undefined || step instanceof RegExp) continue;
      if (Array.isArray(step)) for (const way of step) reached.add(way);
      else if (holds(step, step.ahead ? next : previous)) reached.add(index + 1);
    }
    return reached;
  }

  function stateAt(start: Iterable<number>, previous: Neighbour): State {
    const reached = reach(start, previous, UNKNOWN);
    const steps = [...reached].filter((index) => !Array.isArray(program[index]));
    steps.sort((one, other) => one - other);
    const key = `${steps.join()} ${steps.some((index) => !(program[index] instanceof RegExp)) ? previous : ""}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    if (states.size >= MOST_STATES) {
      states = new Map();
      first = undefined; // all that was learnt hangs from it
    }
    const state = { steps, previous, hasMatched: reached.has(program.length), next: [], rest: new Map() };
    states.set(key, state);
    return state;
  }

  function follow(state: State, point: number): State {
    const known = point < ASCII ? state.next[point] : state.rest.get(point);
    if (known !== undefined) return known;
    const character = String.fromCodePoint(point);
    const reached = reach(state.steps, state.previous, character);
    const taken = [...reached].filter((index) => isTaken(program[index], character)).map((index) => index + 1);
    // a match may begin anywhere, and one that has ended stays
    const next = stateAt(reached.has(program.length) ? [program.length] : [0, ...taken], character);
    if (state.rest.size >= MOST_CHARACTERS) state.rest.clear();
    if (point < ASCII) state.next[point] = next;
    else state.rest.set(point, next);
    return next;
  }

  /** Without the flag `u`, a character is a UTF-16 unit. */
  const pointAt = (text: string, index: number): number =>
    (flags === "u" ? text.codePointAt(index) : text.charCodeAt(index)) ?? 0;

  return {
    test(text) {
      if (text.length * program.length > MOST_WORK) return false;
      let state = (first ??= stateAt([0], NONE));
      for (let index = 0; index < text.length && !state.hasMatched; index++) {
        const point = pointAt(text, index);
        state = follow(state, point);
        if (point > 0xffff) index++;
      }
      if (state.hasMatched) return true;
      state.endsWell ??= reach(state.steps, state.previous, NONE).has(program.length);
      return state.endsWell;
    },
  };
}

/** A native expression, for texts up to a length; longer ones do not match. */
export function shortMatcher(expression: RegExp, longest: number): Matcher {
  return { test: (text) => text.length <= longest && expression.test(text) };
}

function isTaken(step: PatternStep | undefined, character: string): boolean {
  return step instanceof RegExp && step.test(character);
}

function holds({ character, is }: Exclude<PatternStep, RegExp | number[]>, neighbour: Neighbour): boolean {
  return neighbour !== UNKNOWN && (neighbour !== NONE && character.test(neighbour)) === is;
}

function writeOut(plan: PatternPlan, flags: string, program: PatternStep[]): void {
  const one = (source: string): RegExp => new RegExp(`^(?:${source})$`, flags);
  if (typeof plan === "string") {
    if (plan === "^" || plan === "$") program.push({ character: one("[^]"), ahead: plan === "$", is: false });
    else program.push(one(plan));
  } else if (isSequence(plan)) {
    for (const part of plan) writeOut(part, flags, program);
  } else if ("any" in plan) {
    const starts: number[] = [];
    const end: number[] = [];
    program.push(starts);
    for (const option of plan.any) {
      starts.push(program.length);
      writeOut(option, flags, program);
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
  for (let count = 0; count < min; count++) writeOut(of, flags, program);
  const exits: number[][] = [];
  for (let count = min; count < (max === Infinity ? min + 1 : max); count++) {
    const start = program.length;
    const ways = [start + 1];
    exits.push(ways);
    program.push(ways);
    writeOut(of, flags, program);
    if (max === Infinity) program.push([start]);
  }
  for (const ways of exits) ways.push(program.length);
}

function isSequence(plan: PatternPlan): plan is readonly PatternPlan[] {
  return Array.isArray(plan);
}
