/** Records evaluated properties and items, for `unevaluatedProperties` and `unevaluatedItems`. JSON Schema Core §11 */

/** The evaluated properties and items of one value. */
export class Evaluated {
  readonly #properties = new Set<string>();
  readonly #items = new Set<number>();
  /** Number of evaluated items at the start of the array. */
  #first = 0;
  #allProperties = false;

  hasProperty(name: string): boolean {
    return this.#allProperties || this.#properties.has(name);
  }

  hasItem(index: number): boolean {
    return index < this.#first || this.#items.has(index);
  }

  properties(...names: readonly string[]): void {
    for (const name of names) this.#properties.add(name);
  }

  allProperties(): void {
    this.#allProperties = true;
  }

  item(index: number): void {
    this.#items.add(index);
  }

  /** Records the first `amount` items, or all of them with `Infinity`. */
  items(amount: number): void {
    this.#first = Math.max(this.#first, amount);
  }

  add(other: Evaluated): void {
    this.#allProperties ||= other.#allProperties;
    this.#first = Math.max(this.#first, other.#first);
    for (const name of other.#properties) this.#properties.add(name);
    for (const index of other.#items) this.#items.add(index);
  }
}

/** Creates an empty record. */
export function newEvaluated(): Evaluated {
  return new Evaluated();
}

/** Runs the check of an alternative. Its evaluated parts count only if it accepts the value. */
export function validateBranch(seen: Evaluated | undefined, check: (seen: Evaluated | undefined) => boolean): boolean {
  if (seen === undefined) return check(undefined);
  const own = newEvaluated();
  const holds = check(own);
  if (holds) seen.add(own);
  return holds;
}
