/** Which properties and items of a value have been looked at, for those who ask for the others. JSON Schema 2020-12 Core §11 */

export class Evaluated {
  readonly #properties = new Set<string>();
  readonly #items = new Set<number>();
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

  /** The first items, `Infinity` for all. */
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

/** Of nothing as yet. */
export function evaluated(): Evaluated {
  return new Evaluated();
}

/** Whether a schema holds that need not; only then does what it has looked at count. */
export function tried(seen: Evaluated | undefined, check: (seen: Evaluated | undefined) => boolean): boolean {
  if (seen === undefined) return check(undefined);
  const own = evaluated();
  const holds = check(own);
  if (holds) seen.add(own);
  return holds;
}
