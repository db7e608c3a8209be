/** Limits for recursive and costly checks: depth and number of calls, because clients control the checked values. */
import type { Evaluated } from "./evaluated.js";
import type { Issue, InstancePath } from "./issues.js";

/** Maximum number of levels of a value. The call stack ends near 10,000 calls. */
export const MAX_DEPTH = 512;

/** Maximum number of calls in one validation. */
const MAX_CALLS = 10_000_000;

/** Calls that one step to a property or an item counts. */
const CALLS_PER_LEVEL = 10;

/**
 * Number of calls after which results are stored. Most validations end earlier. Nested alternatives would double the
 * work with every level without stored results.
 */
const CALLS_BEFORE_MEMO = 100_000;

interface KnownResult {
  readonly isValid: boolean;
  /** Evaluated parts, if a caller needed them. */
  readonly own: Evaluated | undefined;
}

/** State of one validation by checks that call each other. */
export interface ValidationRun {
  readonly effort: { depth: number; calls: number };
  /** Outermost check of each `$dynamicAnchor` that the validation has entered. */
  readonly anchors: ReadonlyMap<string, RecursiveCheck>;
  /** Stored results by check and value. Undefined until they are needed. */
  results: Map<RecursiveCheck, Map<unknown, KnownResult>> | undefined;
}

export type RecursiveCheck = (value: unknown, at?: InstancePath, run?: ValidationRun, seen?: Evaluated) => boolean;

/** Ends a validation that exceeds a limit. */
export class LimitError extends Error {
  readonly issue: Issue;

  constructor(keyword: string, message: string) {
    super(message);
    this.issue = { path: [], pointer: "", keyword, message, schemaPath: "#" };
  }
}

export function beginRun(): ValidationRun {
  return { effort: { depth: 0, calls: 0 }, anchors: new Map(), results: undefined };
}

/** Calls a check for a property or an item. Throws `LimitError` if the value has more than 512 levels or needs too many calls. */
export function validateChild(
  check: RecursiveCheck,
  value: unknown,
  at: InstancePath | undefined,
  run: ValidationRun,
): boolean {
  const { effort } = run;
  if (++effort.depth > MAX_DEPTH) throw depthError();
  const isMemoized = effort.calls > CALLS_BEFORE_MEMO;
  countCalls(run, CALLS_PER_LEVEL);
  const result = isMemoized ? validateOnce(check, value, at, run) : check(value, at, run);
  effort.depth--;
  return result;
}

/**
 * Calls a check once per value and run, and again only to report issues. `seen` records evaluated parts, and `blank`
 * creates an empty record.
 */
export function validateOnce(
  check: RecursiveCheck,
  value: unknown,
  at: InstancePath | undefined,
  run: ValidationRun,
  seen?: Evaluated,
  blank?: () => Evaluated,
): boolean {
  const byCheck = (run.results ??= new Map<RecursiveCheck, Map<unknown, KnownResult>>());
  const byValue = byCheck.get(check) ?? new Map<unknown, KnownResult>();
  byCheck.set(check, byValue);
  let result = byValue.get(value);
  if (result === undefined || (seen !== undefined && result.own === undefined)) {
    const own = seen && blank?.();
    result = { isValid: check(value, undefined, run, own), own };
    byValue.set(value, result);
  }
  if (result.isValid && result.own !== undefined) seen?.add(result.own);
  return result.isValid || (at !== undefined && check(value, at, run));
}

/** Counts calls. Throws `LimitError` if there have been too many. */
export function countCalls({ effort }: ValidationRun, calls: number): void {
  effort.calls += calls;
  if (effort.calls > MAX_CALLS) throw new LimitError("effort", "must be simpler: its validation takes too long");
}

export function depthError(): LimitError {
  return new LimitError("depth", `must not have more than ${MAX_DEPTH} levels`);
}

/** Returns the run inside of a schema resource with these `$dynamicAnchor`s. JSON Schema 2020-12 Core §8.2.3.2 */
export function enterSchema(
  { effort, anchors }: ValidationRun,
  own: readonly (readonly [string, RecursiveCheck])[],
): ValidationRun {
  return { effort, anchors: new Map([...own, ...anchors]), results: undefined };
}

/** Returns the check that a `$dynamicRef` to `anchor` calls. `own` is the check of the anchor in its own resource. */
export function outermostCheck({ anchors }: ValidationRun, anchor: string, own: RecursiveCheck): RecursiveCheck {
  return anchors.get(anchor) ?? own;
}
