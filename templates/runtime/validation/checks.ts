/** Functions that compiled checks call. Each one needs time proportional to the size of its input. */
import { fail, type InstancePath, type PathStep } from "./issues.js";
import { MAX_DEPTH, depthError } from "./recursion.js";

/** Returns true for a number of JSON, which has neither infinities nor NaN. */
export const isFiniteNumber: (value: unknown) => value is number = Number.isFinite as (
  value: unknown,
) => value is number; // as the standard library has it

/** Returns true for a number without a fraction. */
export const isWholeNumber: (value: unknown) => value is number = Number.isInteger as (
  value: unknown,
) => value is number;

// One compiled function can contain hundreds of calls of the next functions. They are tiny so that V8 inlines all of
// them, and they take the step from the parent so that no path is built before there is an issue.

export function isString(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return typeof value === "string" || notString(at, step);
}

export function isNumber(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return isFiniteNumber(value) || notNumber(at, step);
}

export function isInteger(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return isWholeNumber(value) || notInteger(at, step);
}

export function isBoolean(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return typeof value === "boolean" || notBoolean(at, step);
}

export function isNull(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === null || notNull(at, step);
}

export function isObject(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return isRecord(value) || notObject(at, step);
}

export function isArray(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return Array.isArray(value) || notArray(at, step);
}

/** Checks an optional property: accepts `undefined` as well. */
export function isOptionalString(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || typeof value === "string" || notString(at, step);
}

export function isOptionalNumber(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || isFiniteNumber(value) || notNumber(at, step);
}

export function isOptionalInteger(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || isWholeNumber(value) || notInteger(at, step);
}

export function isOptionalBoolean(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || typeof value === "boolean" || notBoolean(at, step);
}

function notString(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("string", at, step);
}

function notNumber(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("number", at, step);
}

function notInteger(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("integer", at, step);
}

function notBoolean(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("boolean", at, step);
}

function notNull(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("null", at, step);
}

function notObject(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("object", at, step);
}

function notArray(at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return isNot("array", at, step);
}

function isNot(type: string, at: InstancePath | undefined, step: PathStep | undefined): boolean {
  return fail(step === undefined ? at : at?.to(step), "type", type);
}

/** Returns true for an object of JSON: not for null, and not for an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks the schema `true`. */
export function isAnything(): boolean {
  return true;
}

/** Checks the schema `false`. */
export function isNothing(_value: unknown, at?: InstancePath): boolean {
  return fail(at, "false");
}

/** Returns the number of characters as JSON Schema counts them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length--;
      index++;
    }
  }
  return length;
}

/** Returns true if the object itself has the property, not its prototype. */
export function has(object: object, name: string): boolean {
  return Object.hasOwn(object, name);
}

/** Compares JSON values. The order of properties and the prototype do not matter. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObjectOrArray(left) || !isObjectOrArray(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]))
  );
}

/** A set of JSON values. */
export interface ValueSet {
  has(value: unknown): boolean;
}

/** Creates a set whose lookups do not depend on its size. Throws `LimitError` if a value is nested too deeply. */
export function valueSet(values: readonly unknown[]): ValueSet {
  const keys = new Set(values.map(equalityKey));
  return { has: (value) => keys.has(equalityKey(value)) };
}

/** Creates a set of strings, numbers, booleans and null. */
export function scalarSet(values: readonly unknown[]): ValueSet {
  return new Set(values);
}

/** Creates a map of the number of times that each scalar occurs. */
export function scalarCounts(
  counts: readonly (readonly [scalar: unknown, count: number])[],
): ReadonlyMap<unknown, number> {
  return new Map(counts);
}

/**
 * Reports why no alternative of a union accepts a value. If the property of a discriminator selects an alternative, only
 * that one reports. `tags` has the index of the alternative by value of the property.
 */
export function failTagged(
  at: InstancePath,
  keyword: string,
  value: unknown,
  property: string,
  tags: Readonly<Record<string, number>>,
  alternatives: readonly (() => boolean)[],
): boolean {
  const tag = isRecord(value) && Object.hasOwn(value, property) ? value[property] : undefined;
  const selected = typeof tag === "string" && Object.hasOwn(tags, tag) ? alternatives[tags[tag] ?? -1] : undefined;
  return selected ? selected() : alternatives.every((explain) => explain()) && fail(at, keyword);
}

/** Returns true if no two items are equal JSON values. Throws `LimitError` if an item is nested too deeply. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(equalityKey)).size === items.length;
}

/**
 * Returns true if a number is a multiple of another. It compares decimals: 19.99 is a multiple of 0.01, although the
 * remainder of their binary approximations is not 0.
 */
export function isMultipleOf(value: number, factor: number): boolean {
  if (value % factor === 0) return true;
  if (Number.isInteger(value) && Number.isInteger(factor)) return false;
  const [digits, exponent] = toDecimal(value);
  const [factorDigits, factorExponent] = toDecimal(factor);
  const least = Math.min(exponent, factorExponent);
  const scale = (amount: bigint, power: number): bigint => amount * BigInt(10) ** BigInt(power - least);
  return scale(digits, exponent) % scale(factorDigits, factorExponent) === BigInt(0); // a literal needs the target es2020
}

/** Returns true for binary data that takes the place of a string outside of JSON, such as a file of a form. */
export function isBinary(value: unknown): boolean {
  return value instanceof Blob || value instanceof Uint8Array;
}

/** Returns the shortest decimal that equals the number, as `digits × 10 ** exponent`. */
function toDecimal(value: number): [digits: bigint, exponent: number] {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

type ObjectOrArray = Readonly<Record<string, unknown>>;

function isObjectOrArray(value: unknown): value is ObjectOrArray {
  return typeof value === "object" && value !== null;
}

/** Returns a key that is the same for equal JSON values and differs for all others. */
function equalityKey(value: unknown): unknown {
  if (typeof value === "string") return `"${value}`;
  return isObjectOrArray(value) && !isBinary(value) ? canonicalJson(value, MAX_DEPTH) : value;
}

/** Returns JSON with sorted properties. It begins with `[` or `{`, unlike the keys of strings. */
function canonicalJson(value: ObjectOrArray, levels: number): string {
  if (levels === 0) throw depthError();
  const toJson = (part: unknown): string =>
    isObjectOrArray(part) ? canonicalJson(part, levels - 1) : JSON.stringify(part);
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  const names = Object.keys(value);
  names.sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${toJson(value[name])}`).join()}}`;
}
