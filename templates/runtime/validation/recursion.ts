/** Checks that come back to themselves, along a value that a stranger has made: neither deeper nor longer than is bearable. */
import type { Issue, InstancePath } from "./issues.js";

/** The stack ends near 10,000 calls. */
export const DEEPEST = 512;

const MOST_CALLS = 10_000_000;

/** What it costs to go on to a part of the value. */
const CALLS_A_STEP = 10;

/** Most values are done by then. Alternatives of alternatives double the work with every level, unless answers are kept. */
const CALLS_WITHOUT_MEMORY = 100_000;

/** What has been looked at, in `evaluated.ts`, which few validators need. */
interface Notes {
  add(other: Notes): void;
}

interface KnownVerdict {
  readonly isRight: boolean;
  /** What was looked at, if somebody has asked. */
  readonly own: Notes | undefined;
}

/** One validation, on its way through checks that call each other. */
export interface Run {
  readonly effort: { depth: number; calls: number };
  /** The checks of `$dynamicAnchor`s that it has passed: by anchor, the outermost. */
  readonly anchors: ReadonlyMap<string, RecursiveCheck>;
  /** What is known of values, since it was worth while to keep it. */
  responses: Map<RecursiveCheck, Map<unknown, KnownVerdict>> | undefined;
}

export type RecursiveCheck = (value: unknown, at: InstancePath | undefined, run: Run, ...more: unknown[]) => boolean;

/** Ends a validation. */
export class Excess extends Error {
  readonly issue: Issue;

  constructor(keyword: string, message: string) {
    super(message);
    this.issue = { path: [], pointer: "", keyword, message, schemaPath: "#" };
  }
}

export function begin(): Run {
  return { effort: { depth: 0, calls: 0 }, anchors: new Map(), responses: undefined };
}

/** Calls the check for a part of the value. Throws an `Excess` where the value has more than 512 levels, or costs too much. */
export function descend(check: RecursiveCheck, value: unknown, at: InstancePath | undefined, run: Run): boolean {
  const { effort } = run;
  if (++effort.depth > DEEPEST) throw tooDeep();
  const remembers = effort.calls > CALLS_WITHOUT_MEMORY;
  spend(run, CALLS_A_STEP);
  const response = remembers ? once(check, value, at, run) : check(value, at, run);
  effort.depth--;
  return response;
}

/**
 * Asks the check of each value once in a run; only to complain it is asked again. `seen`: where to note what is looked at,
 * and `blank` makes something to note it in.
 */
export function once(
  check: RecursiveCheck,
  value: unknown,
  at: InstancePath | undefined,
  run: Run,
  seen?: Notes,
  blank?: () => Notes,
): boolean {
  const ofAll = (run.responses ??= new Map());
  const known = ofAll.get(check) ?? new Map<unknown, KnownVerdict>();
  ofAll.set(check, known);
  let response = known.get(value);
  if (response === undefined || (seen !== undefined && response.own === undefined)) {
    const own = seen && blank?.();
    response = { isRight: check(value, undefined, run, own), own };
    known.set(value, response);
  }
  if (response.isRight && response.own !== undefined) seen?.add(response.own);
  return response.isRight || (at !== undefined && check(value, at, run));
}

/** Counts calls that ask something of the same value. Throws an `Excess` where there have been too many. */
export function spend({ effort }: Run, calls: number): void {
  effort.calls += calls;
  if (effort.calls > MOST_CALLS) throw new Excess("effort", "must be simpler: to check it takes too long");
}

export function tooDeep(): Excess {
  return new Excess("depth", `must not have more than ${DEEPEST} levels`);
}

/** The run inside of a schema that bears these anchors. JSON Schema 2020-12 Core §8.2.3.2 */
export function enter({ effort, anchors }: Run, own: readonly (readonly [string, RecursiveCheck])[]): Run {
  return { effort, anchors: new Map([...own, ...anchors]), responses: undefined };
}

/** What a `$dynamicRef` to `anchor` leads to, where the schema of its own resource has the check `own`. */
export function outermost({ anchors }: Run, anchor: string, own: RecursiveCheck): RecursiveCheck {
  return anchors.get(anchor) ?? own;
}
