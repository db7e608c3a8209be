/** Analysis: which checks can evaluate one schema on one value very often, for example through `anyOf` within `anyOf`. */
import { type Assertion, type Assertions, inPlaceSubschemas, isLeaf, overlappingSubschemas } from "./assertions.ts";
import type { ValidatorCheck } from "./collect-checks.ts";

/** Number of direct and indirect calls up to which a check is never considered costly. */
const MIN_COSTLY_CALLS = 10_000;

/** Largest acceptable average number of calls of one schema for one value. */
const MAX_CALLS_PER_SCHEMA = 16;

/**
 * Returns the costly checks and all checks that they call, each with the number of calls to add to the effort per call.
 * For `recursive` checks only repetition on the same value matters: the run counts each step to a part anyway.
 */
export function callCostsOf(
  checks: readonly ValidatorCheck[],
  recursive: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const callsForValue = new CallCounts(checks, inPlaceGroups);
  const callsForParts = new CallCounts(
    checks.filter(({ name }) => !recursive.has(name)),
    allGroups,
  );
  const callCosts = new Map<string, number>();
  for (const { name } of checks) {
    const counts = callsForParts.repeats(name) ? callsForParts : callsForValue;
    if (!counts.repeats(name)) continue;
    for (const called of counts.reachOf(name)) callCosts.set(called, counts.own(called));
  }
  return callCosts;
}

/** Returns the subschemas to count, in groups. At most one schema of a group applies to a given part of the value. */
type SubschemaGroups = (assertions: Assertions) => readonly (readonly Assertion[])[];

/** Numbers of calls for one value, counted through the subschemas that `groups` returns. Cycles are followed once. */
class CallCounts {
  readonly #groups: SubschemaGroups;
  readonly #called = new Map<string, ReadonlySet<string>>();
  /** Calls of the check itself, without the checks that it calls. */
  readonly #own = new Map<string, number>();
  /** Calls including called checks, each as often as it is called. Calls that close a cycle count 0. */
  readonly #calls = new Map<string, number>();
  /** Lower bound of the calls if every called check ran once. */
  readonly #different = new Map<string, number>();

  constructor(checks: readonly ValidatorCheck[], groups: SubschemaGroups) {
    this.#groups = groups;
    const called = new Map<string, readonly string[]>();
    for (const { name, resolved } of checks) {
      const names: string[] = [];
      this.#own.set(
        name,
        this.#weigh(resolved.schema, (each) => (names.push(each), 0)),
      );
      called.set(name, names);
      this.#called.set(name, new Set(names));
    }
    const schemas = new Map(checks.map(({ name, resolved }) => [name, resolved.schema]));
    const callsOf = (name: string): number => this.#calls.get(name) ?? 0;
    for (const name of calleesFirst(this.#called)) {
      const names = called.get(name) ?? [];
      this.#calls.set(name, names.length === 0 ? this.own(name) : this.#weigh(schemas.get(name) ?? true, callsOf));
      const most = names.reduce((found, each) => Math.max(found, this.#different.get(each) ?? 0), 0);
      this.#different.set(name, this.own(name) + most);
    }
  }

  own(name: string): number {
    return this.#own.get(name) ?? 0;
  }

  /** Returns true if the check repeats calls: it makes many more of them than there are schemas. */
  repeats(name: string): boolean {
    const calls = this.#calls.get(name) ?? 0;
    if (calls <= Math.max(MIN_COSTLY_CALLS, MAX_CALLS_PER_SCHEMA * (this.#different.get(name) ?? 0))) return false;
    return calls > MAX_CALLS_PER_SCHEMA * [...this.reachOf(name)].reduce((sum, each) => sum + this.own(each), 0);
  }

  /** Returns the check and all checks that it calls, directly or not. */
  reachOf(name: string): ReadonlySet<string> {
    const reached = new Set([name]);
    // the loop also visits the names that it adds
    for (const each of reached) for (const called of this.#called.get(each) ?? []) reached.add(called);
    return reached;
  }

  #weigh(assertion: Assertion, callsOf: (name: string) => number): number {
    if (typeof assertion === "boolean" || isLeaf(assertion)) return 1;
    let sum = 1;
    if (assertion.check !== undefined) sum += callsOf(assertion.check);
    if (assertion.dynamicCheck !== undefined) sum += callsOf(assertion.dynamicCheck.name);
    for (const list of this.#groups(assertion)) {
      let most = 0;
      for (const part of list) most = Math.max(most, this.#weigh(part, callsOf));
      sum += most;
    }
    return sum;
  }
}

/** Returns all names, each after those that it calls (except within cycles). */
function calleesFirst(calls: ReadonlyMap<string, Iterable<string>>): readonly string[] {
  const entered = new Set<string>();
  const ordered = new Set<string>();
  const waiting: string[] = [];
  for (const start of calls.keys()) {
    waiting.push(start);
    for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
      if (entered.has(name)) {
        waiting.pop();
        ordered.add(name);
        continue;
      }
      entered.add(name);
      for (const called of calls.get(name) ?? []) if (!entered.has(called)) waiting.push(called);
    }
  }
  return [...ordered];
}

function inPlaceGroups(assertions: Assertions): readonly (readonly Assertion[])[] {
  const { not } = assertions;
  return [...inPlaceSubschemas(assertions), ...(not === undefined ? [] : [not])].map((part) => [part]);
}

/** Groups `properties` and `prefixItems`, because each of their schemas has a value of its own. */
function allGroups(assertions: Assertions): readonly (readonly Assertion[])[] {
  const { properties = {}, prefixItems = [] } = assertions;
  const single = [...inPlaceSubschemas(assertions), ...overlappingSubschemas(assertions)].map((part) => [part]);
  return [Object.values(properties), prefixItems, ...single];
}
