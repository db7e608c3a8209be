/** Which checks may ask the same of one value over and over: alternatives of alternatives that lead to the same schema. */
import { type Assertion, type Assertions, appliedParts, isLeaf, sharedParts } from "./assertions.ts";
import type { ValidatorCheck } from "./checks.ts";

/** So often a check may call, directly or not, before it matters whether that is the same again and again. */
const MANY = 10_000;

/** So often, on average, each schema may be asked about one value. */
const OFTEN = 16;

/**
 * Of the checks that ask the same over and over, and of those that they call: how many calls one of them counts. Of those
 * that are `recursive`, the parts are counted anyway, as they are met.
 */
export function chargesOf(
  checks: readonly ValidatorCheck[],
  recursive: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const here = new Weights(checks, appliedToValue);
  const everywhere = new Weights(
    checks.filter(({ name }) => !recursive.has(name)),
    appliedToParts,
  );
  const charges = new Map<string, number>();
  for (const { name } of checks) {
    const weights = everywhere.repeats(name) ? everywhere : here;
    if (!weights.repeats(name)) continue;
    for (const called of weights.reachOf(name)) charges.set(called, weights.own(called));
  }
  return charges;
}

/** Lists of schemas, each list for places of which at most one is met. */
type Parts = (assertions: Assertions) => readonly (readonly Assertion[])[];

/** How often a check calls others and itself about one value, as far as `parts` looks; circles are walked once. */
class Weights {
  readonly #parts: Parts;
  readonly #called = new Map<string, ReadonlySet<string>>();
  /** Without the checks that are called. */
  readonly #own = new Map<string, number>();
  /** With them, each as often as it is called; 0 of one that is on the way there, in a circle. */
  readonly #calls = new Map<string, number>();
  /** With them, each once: at least so many. */
  readonly #different = new Map<string, number>();

  constructor(checks: readonly ValidatorCheck[], parts: Parts) {
    this.#parts = parts;
    const called = new Map<string, readonly string[]>();
    for (const { name, prepared } of checks) {
      const names: string[] = [];
      this.#own.set(
        name,
        this.#weigh(prepared.schema, (each) => (names.push(each), 0)),
      );
      called.set(name, names);
      this.#called.set(name, new Set(names));
    }
    const schemas = new Map(checks.map(({ name, prepared }) => [name, prepared.schema]));
    const weightOf = (name: string): number => this.#calls.get(name) ?? 0;
    for (const name of calledFirst(this.#called)) {
      const names = called.get(name) ?? [];
      this.#calls.set(name, names.length === 0 ? this.own(name) : this.#weigh(schemas.get(name) ?? true, weightOf));
      const most = names.reduce((found, each) => Math.max(found, this.#different.get(each) ?? 0), 0);
      this.#different.set(name, this.own(name) + most);
    }
  }

  own(name: string): number {
    return this.#own.get(name) ?? 0;
  }

  /** Whether it asks much more than there is to ask. */
  repeats(name: string): boolean {
    const calls = this.#calls.get(name) ?? 0;
    if (calls <= Math.max(MANY, OFTEN * (this.#different.get(name) ?? 0))) return false;
    return calls > OFTEN * [...this.reachOf(name)].reduce((sum, each) => sum + this.own(each), 0);
  }

  /** The check and all that it leads to. */
  reachOf(name: string): ReadonlySet<string> {
    const reached = new Set([name]);
    // what is found is visited in its turn, as it is added
    for (const each of reached) for (const called of this.#called.get(each) ?? []) reached.add(called);
    return reached;
  }

  #weigh(assertion: Assertion, weightOf: (name: string) => number): number {
    if (typeof assertion === "boolean" || isLeaf(assertion)) return 1;
    let sum = 1;
    if (assertion.check !== undefined) sum += weightOf(assertion.check);
    if (assertion.dynamicCheck !== undefined) sum += weightOf(assertion.dynamicCheck.name);
    for (const list of this.#parts(assertion)) {
      let most = 0;
      for (const part of list) most = Math.max(most, this.#weigh(part, weightOf));
      sum += most;
    }
    return sum;
  }
}

/** All names, each after what it calls, as far as circles let it. */
function calledFirst(calls: ReadonlyMap<string, Iterable<string>>): readonly string[] {
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

function appliedToValue(assertions: Assertions): readonly (readonly Assertion[])[] {
  const { not } = assertions;
  return [...appliedParts(assertions), ...(not === undefined ? [] : [not])].map((part) => [part]);
}

/** Properties have a value each. */
function appliedToParts(assertions: Assertions): readonly (readonly Assertion[])[] {
  const { properties = {}, prefixItems = [] } = assertions;
  const single = [...appliedParts(assertions), ...sharedParts(assertions)].map((part) => [part]);
  return [Object.values(properties), prefixItems, ...single];
}
