/**
 * Conversions between values as they travel and values as code has them: `Date` for `date-time`, `bigint` for `int64`.
 * Integers that a number would round are bigints in both.
 */
import type { ConversionAlternative, Conversion, FormatCodec } from "../operation.js";
import { isStream } from "../wire/read-text.js";
import { isRecord } from "../wire/records.js";
import { mapItems } from "../wire/sequences.js";
import { WireError } from "../wire/wire-error.js";

/**
 * The depth limit of a value. The functions here recurse. It is the depth of the server's deepest JSON, plus the levels
 * above a parameter.
 */
const DEEPEST = 1_010;

/** Maps the items of an array or the properties of an object. Returns the same value if nothing changes. */
export function mapParts(
  value: unknown,
  map: (part: unknown, step: string | number) => unknown,
  depth: number,
): unknown {
  if (depth > DEEPEST) throw new WireError(`is nested deeper than ${DEEPEST} levels`);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => map(item, index));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isPlain(value)) return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, part]) => {
    const mapped = map(part, name);
    changed ||= mapped !== part;
    return [name, mapped] as const;
  });
  if (!changed) return value;
  const copy: object = Object.fromEntries(entries); // defines `__proto__` as a property, too
  return Object.getPrototypeOf(value) === null ? Object.assign(Object.create(null), copy) : copy;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isSequence(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  if (isStream(value) || value instanceof Blob || ArrayBuffer.isView(value)) return false;
  return Symbol.asyncIterator in value || (Symbol.iterator in value && "next" in value);
}

/**
 * Converts a value of code to a value that travels. Throws a `WireError` for a date without a valid string and for an
 * integer beyond 64 bits.
 */
export function toWire(value: unknown, formats: readonly FormatCodec[] = [], depth = 0): unknown {
  const isBody = depth === 0 && ArrayBuffer.isView(value); // a whole body of bytes stays as it is
  const codec = isBody ? undefined : formats.find((format) => format.is(value));
  if (codec !== undefined) return codec.encode(value);
  if (typeof value === "bigint") return numberIfSafe(requireInt64(value));
  if (isSequence(value)) return mapItems(value, (item) => toWire(item, formats));
  if (!(value instanceof Date)) return mapParts(value, (part) => toWire(part, formats, depth + 1), depth);
  const year = value.getUTCFullYear();
  // RFC 3339 §1: a year has four digits
  if (!(year >= 0 && year <= 9999)) throw new WireError("has a date that is invalid, or beyond the years 0 to 9999");
  return value.toISOString();
}

/** Returns a value as validators know it: a bigint becomes the nearest number. */
export function approximate(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return Number(value);
  return mapParts(value, (part) => approximate(part, depth + 1), depth);
}

/** A conversion that applies to a value. It is not certain if several alternatives could apply. */
interface AppliedConversion {
  readonly conversion: Conversion;
  readonly certain: boolean;
}

/**
 * Converts a value that travels to a value of code. Throws a `WireError` with the place of a value that does not match
 * its format.
 */
export function fromWire(conversion: Conversion | undefined, value: unknown): unknown {
  return convert(conversion === undefined ? [] : [{ conversion, certain: true }], value, []);
}

function convert(given: readonly AppliedConversion[], value: unknown, path: readonly (string | number)[]): unknown {
  if (isSequence(value)) return mapItems(value, (item) => convert(given, item, []));
  const applied = given.flatMap((one) => resolveConversion(one, value));
  if (typeof value === "string") return convertText(applied, value, path);
  if (typeof value === "number" || typeof value === "bigint") {
    const converted = convertLeaf("bigint", applied, value, path, toInteger);
    return typeof converted === "bigint" && converted === value && !applied.some(isConversionTo("bigint"))
      ? Number(value) // the schema has no `int64` here
      : converted;
  }
  return mapParts(
    value,
    (part, step) =>
      convert(
        applied.flatMap((one) => conversionsAt(one, step)),
        part,
        [...path, step],
      ),
    path.length,
  );
}

function convertText(applied: readonly AppliedConversion[], text: string, path: readonly (string | number)[]): unknown {
  const mine = applied.find(({ conversion }) => typeof conversion === "object" && "format" in conversion);
  if (mine === undefined) return convertLeaf("Date", applied, text, path, toDate);
  try {
    return (mine.conversion as { readonly format: FormatCodec }).format.decode(text);
  } catch {
    if (!mine.certain) return text;
    const where = path.length === 0 ? "" : `/${path.join("/").slice(0, 200)} `;
    throw new WireError(`${where}is not valid by its format`);
  }
}

function convertLeaf<Value>(
  kind: Conversion,
  applied: readonly AppliedConversion[],
  value: Value,
  path: readonly (string | number)[],
  read: (value: Value) => unknown,
): unknown {
  const mine = applied.filter(isConversionTo(kind));
  if (mine.length === 0) return value;
  const converted = read(value);
  if (converted !== undefined) return converted;
  if (!mine.some(({ certain }) => certain)) return value;
  const where = path.length === 0 ? "" : `/${path.join("/").slice(0, 200)} `;
  throw new WireError(
    `${where}${kind === "Date" ? "is not a valid date-time (RFC 3339)" : "is not an integer of 64 bits"}`,
  );
}

function isConversionTo(kind: Conversion): (applied: AppliedConversion) => boolean {
  return ({ conversion }) => conversion === kind;
}

/** Resolves references and compositions, and drops alternatives that do not match the value. */
function resolveConversion({ conversion, certain }: AppliedConversion, value: unknown): readonly AppliedConversion[] {
  if (typeof conversion === "function") return resolveConversion({ conversion: conversion(), certain }, value);
  if (typeof conversion === "object" && "allOf" in conversion) {
    return conversion.allOf.flatMap((one) => resolveConversion({ conversion: one, certain }, value));
  }
  if (typeof conversion === "object" && "anyOf" in conversion) {
    const possible = conversion.anyOf.filter((alternative) => canMatch(alternative, value));
    const isOne = possible.length === 1;
    return possible.flatMap(({ as }) =>
      as === undefined ? [] : resolveConversion({ conversion: as, certain: certain && isOne }, value),
    );
  }
  return [{ conversion, certain }];
}

/** Returns true if the value can match the alternative. Checks quickly, not completely. */
function canMatch({ types, required = [], values = {} }: ConversionAlternative, value: unknown): boolean {
  if (types && !types.some((type) => isOfType(value, type))) return false;
  if (!isRecord(value)) return true;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(values).every(([name, known]) => !Object.hasOwn(value, name) || known.includes(value[name] as never))
  );
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "integer":
      return typeof value === "bigint" || Number.isInteger(value);
    case "number":
      return typeof value === "bigint" || typeof value === "number";
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isRecord(value);
    default:
      return typeof value === type;
  }
}

function conversionsAt(
  { conversion, certain }: AppliedConversion,
  step: string | number,
): readonly AppliedConversion[] {
  if (typeof conversion !== "object") return [];
  const found: (Conversion | undefined)[] = [];
  if ("items" in conversion || "prefix" in conversion) {
    const isPrefix = typeof step === "number" && step < (conversion.prefix?.length ?? 0);
    if (typeof step === "number") found.push(isPrefix ? conversion.prefix?.[step] || undefined : conversion.items);
  } else if ("properties" in conversion || "rest" in conversion) {
    const { properties = {}, others = [] } = conversion;
    const name = String(step);
    if (Object.hasOwn(properties, name)) found.push(properties[name]);
    else if (!others.includes(name)) found.push(conversion.rest);
  }
  return found.filter((one) => one !== undefined).map((one) => ({ conversion: one, certain }));
}

/**
 * Parses a date-time (RFC 3339 §5.6). Fractions of milliseconds are cut off. A leap second becomes the first moment
 * after it.
 */
function toDate(text: string): Date | undefined {
  const [, start, seconds, rest] = DATE_TIME.exec(text) ?? [];
  if (start === undefined) return undefined;
  const date = new Date(`${start}${seconds === "60" ? "59" : seconds}${rest}`.toUpperCase());
  if (seconds === "60") date.setTime(Math.floor(date.getTime() / 1000) * 1000 + 1000);
  // some engines read 30 February as 2 March
  const day = Number(text.slice(8, 10));
  const isDay = day <= new Date(Date.UTC(Number(text.slice(0, 4)) || 400, Number(text.slice(5, 7)), 0)).getUTCDate();
  return Number.isNaN(date.getTime()) || !isDay ? undefined : date;
}

const DATE_TIME =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t(?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)((?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;

function toInteger(value: number | bigint): bigint | undefined {
  if (typeof value === "number" && !Number.isInteger(value)) return undefined;
  const integer = BigInt(value);
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

function requireInt64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new WireError("has an integer beyond 64 bits");
  return value;
}

/** Returns a number if it is exactly the same integer. */
function numberIfSafe(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
