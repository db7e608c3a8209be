import { Arbitrary, type Random, type Stream, type Value } from "fast-check";

/** Arbitrary that is created when its first value is needed. */
export class LazyArbitrary<T> extends Arbitrary<T> {
  readonly #make: () => Arbitrary<T>;
  #made: Arbitrary<T> | undefined;

  constructor(make: () => Arbitrary<T>) {
    super();
    this.#make = make;
  }

  get #inner(): Arbitrary<T> {
    return (this.#made ??= this.#make());
  }

  override generate(random: Random, bias: number | undefined): Value<T> {
    return this.#inner.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#inner.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    return this.#inner.shrink(value, context);
  }
}
