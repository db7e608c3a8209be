/** What compiled checks call. Each takes time in proportion to its input, whatever the input is. */
import { fail, type InstancePath, type PathStep } from "./issues.js";
import { DEEPEST, tooDeep } from "./recursion.js";

/** JSON has neither infinities nor NaN. */
const { isFinite: isFiniteNumber, isInteger: isWhole } = Number;

// Of the next functions there are calls by the hundred in one function: V8 inlines all of them where each is tiny, and
// nothing is made of the step that leads from a place to the value before there is something to complain of.

export function isString(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return typeof value === "string" || notString(at, step);
}

export function isNumber(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return isFiniteNumber(value) || notNumber(at, step);
}

export function isInteger(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return isWhole(value) || notInteger(at, step);
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

/** A property that need not be there. */
export function mayBeString(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || typeof value === "string" || notString(at, step);
}

export function mayBeNumber(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || isFiniteNumber(value) || notNumber(at, step);
}

export function mayBeInteger(value: unknown, at?: InstancePath, step?: PathStep): boolean {
  return value === undefined || isWhole(value) || notInteger(at, step);
}

export function mayBeBoolean(value: unknown, at?: InstancePath, step?: PathStep): boolean {
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

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schema `true`. */
export function isAnything(): boolean {
  return true;
}

/** The schema `false`. */
export function isNothing(_value: unknown, at?: InstancePath): boolean {
  return fail(at, "false");
}

/** The number of characters as JSON Schema counts them: code points, not UTF-16 units. */
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

/** Whether a property is the object's own. */
export function has(object: object, name: string): boolean {
  return Object.hasOwn(object, name);
}

/** Equality of JSON values: the order of properties does not count, and neither does a prototype. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isComposed(left) || !isComposed(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]))
  );
}

/** JSON values to find others among. */
export interface List {
  has(value: unknown): boolean;
}

/** To find a value among many takes as long as among a few. Throws an `Excess` where that is too deep to tell. */
export function listOf(values: readonly unknown[]): List {
  const keys = new Set(values.map(keyOf));
  return { has: (value) => keys.has(keyOf(value)) };
}

/** Whether no two items are equal JSON values. Throws an `Excess` where they are too deep to tell. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(keyOf)).size === items.length;
}

/**
 * Whether a number is a multiple of another, as decimals: 19.99 is one of 0.01, though the remainder of their
 * binary approximations is not 0.
 */
export function isMultipleOf(value: number, factor: number): boolean {
  if (value % factor === 0) return true;
  if (Number.isInteger(value) && Number.isInteger(factor)) return false;
  const [digits, exponent] = decimal(value);
  const [factorDigits, factorExponent] = decimal(factor);
  const least = Math.min(exponent, factorExponent);
  const scale = (amount: bigint, power: number): bigint => amount * 10n ** BigInt(power - least);
  return scale(digits, exponent) % scale(factorDigits, factorExponent) === 0n;
}

/** Bytes as they stand for a string outside of JSON: a part of a form, an upload, a download. */
export function isBinary(value: unknown): boolean {
  return value instanceof Blob || value instanceof Uint8Array;
}

/** The shortest decimal that is this number: `digits × 10 ** exponent`. */
function decimal(value: number): [digits: bigint, exponent: number] {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

type Composed = Readonly<Record<string, unknown>>;

function isComposed(value: unknown): value is Composed {
  return typeof value === "object" && value !== null;
}

/** The same for equal JSON values, and for no others. */
function keyOf(value: unknown): unknown {
  if (typeof value === "string") return `"${value}`;
  return isComposed(value) && !isBinary(value) ? canonical(value, DEEPEST) : value;
}

/** The same text for equal values. Starts like no key of a string. */
function canonical(value: Composed, levels: number): string {
  if (levels === 0) throw tooDeep();
  const textOf = (part: unknown): string => (isComposed(part) ? canonical(part, levels - 1) : JSON.stringify(part));
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  const names = Object.keys(value);
  names.sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${textOf(value[name])}`).join()}}`;
}
