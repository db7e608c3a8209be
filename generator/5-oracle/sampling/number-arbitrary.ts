/** Arbitraries of numbers, which include zero, minimum and maximum. */
import fc, { type Arbitrary } from "fast-check";
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { ValueLocation } from "./string-arbitrary.ts";

/** Ranges of numeric formats in the OpenAPI format registry. */
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
  /** Value of `multipleOf`. */
  readonly step: number | undefined;
}

function boundsOf(schemas: readonly SchemaObject[], isInteger: boolean): Bounds {
  const ranges = schemas.flatMap(({ format = "" }) => (Object.hasOwn(RANGES, format) ? [RANGES[format] ?? []] : []));
  const lows = schemas.flatMap(({ minimum, exclusiveMinimum }) => [
    ...(minimum === undefined ? [] : [minimum]),
    ...(exclusiveMinimum === undefined ? [] : [nextAbove(exclusiveMinimum, isInteger)]),
  ]);
  const highs = schemas.flatMap(({ maximum, exclusiveMaximum }) => [
    ...(maximum === undefined ? [] : [maximum]),
    ...(exclusiveMaximum === undefined ? [] : [-nextAbove(-exclusiveMaximum, isInteger)]),
  ]);
  const [step] = schemas.flatMap(({ multipleOf }) => (multipleOf === undefined ? [] : [multipleOf]));
  return {
    least: Math.max(Number.MIN_SAFE_INTEGER, ...lows, ...ranges.map(([low = 0]) => low)),
    most: Math.min(Number.MAX_SAFE_INTEGER, ...highs, ...ranges.map(([, high = 0]) => high)),
    step: isInteger && step === 1 ? undefined : step,
  };
}

/** Returns an arbitrary of the minimum, the maximum and zero. */
export function numberEdges(
  schemas: readonly SchemaObject[],
  isInteger: boolean,
  place: ValueLocation,
): Arbitrary<number> {
  const { least, most, step } = boundsOf(schemas, isInteger);
  if (step !== undefined || least > most) return numberArbitrary(schemas, isInteger, place);
  const [low, high] = isInteger ? [Math.ceil(least), Math.floor(most)] : [least, most];
  return fc.constantFrom(low, high, ...(low < 0 && high > 0 ? [0] : []));
}

/** Returns an arbitrary of numbers that satisfy most keywords of `schemas`. All integers are safe integers. */
export function numberArbitrary(
  schemas: readonly SchemaObject[],
  isInteger: boolean,
  place: ValueLocation,
): Arbitrary<number> {
  const { least, most, step } = boundsOf(schemas, isInteger);
  if (step !== undefined) return multipleArbitrary(isInteger && step < 1 ? 1 : step, least, most);

  const integers = integerArbitrary(Math.ceil(least), Math.floor(most));
  if (isInteger) return integers;
  if (Math.ceil(least) > Math.floor(most)) return fc.constant((least + most) / 2);
  const hundredths = fc
    .tuple(integers, fc.integer({ min: 0, max: 99 }))
    .map(([number, part]) => number + part / 100)
    .filter((number) => number <= most);
  const doubles = fc.double({ min: least, max: most, noNaN: true }).map((number) => {
    return Math.abs(number) < 1e-6 ? 0 : number; // smaller numbers have a long decimal notation
  });
  // outside of a body, many servers reject numbers with exponents
  return place === "body" ? fc.oneof(integers, hundredths, doubles) : fc.oneof(integers, hundredths);
}

/** Returns an arbitrary of integers. Small ones are frequent, because many servers have limits that are not described. */
function integerArbitrary(least: number, most: number): Arbitrary<number> {
  if (least > most) return fc.constant(least);
  const [low, high] = [Math.max(least, Math.min(most, -1_000)), Math.min(most, Math.max(least, 1_000))];
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: low, max: high }) },
    { weight: 1, arbitrary: fc.constantFrom(least, most) },
    { weight: 1, arbitrary: fc.integer({ min: least, max: most }) },
  );
}

function multipleArbitrary(step: number, least: number, most: number): Arbitrary<number> {
  const [low, high] = [Math.ceil(least / step), Math.floor(most / step)];
  const bounded = { min: Math.max(low, -1_000_000), max: Math.min(high, 1_000_000) };
  if (bounded.min > bounded.max) return fc.constant(low * step);
  const decimals = (/\.(\d+)/.exec(String(step))?.[1] ?? "").length;
  return fc.integer(bounded).map((count) => positiveZero(Number((count * step).toFixed(decimals))));
}

/** Returns a number slightly above an exclusive minimum. */
function nextAbove(bound: number, isInteger: boolean): number {
  return isInteger ? Math.floor(bound) + 1 : bound + Math.max(Math.abs(bound), 1) * 1e-6;
}

/** Returns zero for negative zero, which JSON does not preserve. */
function positiveZero(number: number): number {
  return number === 0 ? 0 : number;
}
