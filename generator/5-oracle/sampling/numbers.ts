/** Numbers within bounds, the bounds themselves and zero among them. */
import fc, { type Arbitrary } from "fast-check";
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { StringPlace } from "./strings.ts";

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

interface Bounds {
  readonly least: number;
  readonly most: number;
  /** What the number is a multiple of, if it says so. */
  readonly step: number | undefined;
}

function boundsOf(schemas: readonly SchemaObject[], isInteger: boolean): Bounds {
  const ranges = schemas.flatMap(({ format = "" }) => (Object.hasOwn(RANGES, format) ? [RANGES[format] ?? []] : []));
  const lows = schemas.flatMap(({ minimum, exclusiveMinimum }) => [
    ...(minimum === undefined ? [] : [minimum]),
    ...(exclusiveMinimum === undefined ? [] : [above(exclusiveMinimum, isInteger)]),
  ]);
  const highs = schemas.flatMap(({ maximum, exclusiveMaximum }) => [
    ...(maximum === undefined ? [] : [maximum]),
    ...(exclusiveMaximum === undefined ? [] : [-above(-exclusiveMaximum, isInteger)]),
  ]);
  const [step] = schemas.flatMap(({ multipleOf }) => (multipleOf === undefined ? [] : [multipleOf]));
  return {
    least: Math.max(Number.MIN_SAFE_INTEGER, ...lows, ...ranges.map(([low = 0]) => low)),
    most: Math.min(Number.MAX_SAFE_INTEGER, ...highs, ...ranges.map(([, high = 0]) => high)),
    step: isInteger && step === 1 ? undefined : step,
  };
}

/** The least and the most that `schemas` allow, and zero where they do. */
export function numberEdges(
  schemas: readonly SchemaObject[],
  isInteger: boolean,
  place: StringPlace,
): Arbitrary<number> {
  const { least, most, step } = boundsOf(schemas, isInteger);
  if (step !== undefined || least > most) return numberArbitrary(schemas, isInteger, place);
  const [low, high] = isInteger ? [Math.ceil(least), Math.floor(most)] : [least, most];
  return fc.constantFrom(low, high, ...(low < 0 && high > 0 ? [0] : []));
}

/** A number that all of `schemas` accept, or nearly. Integers stay where a double holds them exactly. */
export function numberArbitrary(
  schemas: readonly SchemaObject[],
  isInteger: boolean,
  place: StringPlace,
): Arbitrary<number> {
  const { least, most, step } = boundsOf(schemas, isInteger);
  if (step !== undefined) return multiples(isInteger && step < 1 ? 1 : step, least, most);

  const integers = whole(Math.ceil(least), Math.floor(most));
  if (isInteger) return integers;
  if (Math.ceil(least) > Math.floor(most)) return fc.constant((least + most) / 2);
  const hundredths = fc
    .tuple(integers, fc.integer({ min: 0, max: 99 }))
    .map(([number, part]) => number + part / 100)
    .filter((number) => number <= most);
  const doubles = fc.double({ min: least, max: most, noNaN: true }).map((number) => {
    return Math.abs(number) < 1e-6 ? 0 : number; // others have no plain decimal that is worth its length
  });
  // few servers read the exponents that other doubles have as text
  return place === "body" ? fc.oneof(integers, hundredths, doubles) : fc.oneof(integers, hundredths);
}

/** Small ones more often than huge ones: where nothing bounds them, most servers do. */
function whole(least: number, most: number): Arbitrary<number> {
  if (least > most) return fc.constant(least);
  const [low, high] = [Math.max(least, Math.min(most, -1_000)), Math.min(most, Math.max(least, 1_000))];
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: low, max: high }) },
    { weight: 1, arbitrary: fc.constantFrom(least, most) },
    { weight: 1, arbitrary: fc.integer({ min: least, max: most }) },
  );
}

function multiples(step: number, least: number, most: number): Arbitrary<number> {
  const [low, high] = [Math.ceil(least / step), Math.floor(most / step)];
  const bounded = { min: Math.max(low, -1_000_000), max: Math.min(high, 1_000_000) };
  if (bounded.min > bounded.max) return fc.constant(low * step);
  const decimals = (/\.(\d+)/.exec(String(step))?.[1] ?? "").length;
  return fc.integer(bounded).map((count) => positiveZero(Number((count * step).toFixed(decimals))));
}

/** The next number that an exclusive bound lets pass. */
function above(bound: number, isInteger: boolean): number {
  return isInteger ? Math.floor(bound) + 1 : bound + Math.max(Math.abs(bound), 1) * 1e-6;
}

/** JSON has no negative zero that survives. */
function positiveZero(number: number): number {
  return number === 0 ? 0 : number;
}
