/** Patterns whose tests take bearable time, whatever the text is. */

export interface Matcher {
  test(text: string): boolean;
}

/**
 * Step by step: an atom as a pattern writes it (one character, or `^` and `$`), or the numbers of the steps to go
 * on with, all at once. After the last step the text has matched.
 */
export type Program = readonly (string | readonly number[])[];

/** Beyond this many, what has been learnt of a program is forgotten. */
const MOST_STATES = 1_000;
const MOST_CHARACTERS = 10_000;

/** Steps of the program times characters of the text: more do not match. */
const MOST_WORK = 2_000_000;

/** All that can be true at one place of a text: the steps that wait for a character. */
interface State {
  readonly waiting: readonly number[];
  readonly hasMatched: boolean;
  /** Whether it has matched if the text ends here. */
  readonly matchesAtEnd: boolean;
  readonly next: Map<string, State>;
}

/**
 * Runs a program on all ways at once (K. Thompson, 1968), and learns it by heart: no character is looked at twice,
 * so that it takes time in proportion to the text.
 */
export function linearMatcher(program: Program, flags: string): Matcher {
  const atoms = program.map((step) =>
    typeof step === "string" && step !== "^" && step !== "$" ? new RegExp(`^(?:${step})$`, flags) : undefined,
  );
  let states = new Map<string, State>();

  /** The state of whoever stands before these steps. */
  function stateAt(steps: readonly number[], isStart: boolean): State {
    const waiting = reach(steps, isStart, false);
    const key = `${isStart} ${waiting.join()}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    if (states.size >= MOST_STATES) states = new Map();
    const state = {
      waiting: waiting.filter((step) => atoms[step] !== undefined),
      hasMatched: waiting.includes(program.length),
      matchesAtEnd: reach(steps, isStart, true).includes(program.length),
      next: new Map(),
    };
    states.set(key, state);
    return state;
  }

  /** The steps that can be reached without taking a character. */
  function reach(steps: readonly number[], isStart: boolean, isEnd: boolean): readonly number[] {
    const reached = new Set(steps);
    for (const step of reached) {
      const ways = program[step];
      if (typeof ways === "object") for (const way of ways) reached.add(way);
      else if ((ways === "^" && isStart) || (ways === "$" && isEnd)) reached.add(step + 1);
    }
    return [...reached].toSorted((one, other) => one - other);
  }

  function follow(state: State, character: string): State {
    const known = state.next.get(character);
    if (known !== undefined) return known;
    const steps = state.waiting.filter((step) => atoms[step]?.test(character)).map((step) => step + 1);
    // a match may begin anywhere
    const next = stateAt([0, ...steps], false);
    if (state.next.size >= MOST_CHARACTERS) state.next.clear();
    state.next.set(character, next);
    return next;
  }

  return {
    test(text) {
      if (text.length * program.length > MOST_WORK) return false;
      let state = stateAt([0], true);
      for (const character of flags === "u" ? text : text.split("")) {
        if (state.hasMatched) return true;
        state = follow(state, character);
      }
      return state.hasMatched || state.matchesAtEnd;
    },
  };
}

/** A native expression, for texts up to a length; longer ones do not match. */
export function shortMatcher(expression: RegExp, longest: number): Matcher {
  return { test: (text) => text.length <= longest && expression.test(text) };
}
