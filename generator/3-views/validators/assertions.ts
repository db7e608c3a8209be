/**
 * How each keyword of the document reaches the compiler. What is not in the table is an annotation, and a value of
 * the wrong type asserts nothing.
 */
import type { SchemaObject } from "../../1-document/openapi.ts";
import { FORMATS } from "./formats.ts";
import { isLegalPattern } from "./patterns.ts";

/** A schema of JSON Schema 2020-12 with the keywords of `keywords.ts`. */
export type Assertions = boolean | Readonly<Record<string, unknown>>;

export type Entry = readonly [keyword: string, value: unknown];

export interface Context {
  /** The schema in which the keyword stands. */
  readonly schema: SchemaObject;
  /** The assertions of a schema directly below; what is no schema allows everything. */
  below(schema: unknown): Assertions;
  /** The functions that a reference calls; undefined where it leads nowhere. */
  call(reference: string): Call | undefined;
}

export interface Call {
  /** Name of the function that the reference leads to. */
  readonly name: string;
  /** The anchor whose outermost bearer is called instead, where it is a `$dynamicRef` to a `$dynamicAnchor`. */
  readonly anchor: string | undefined;
}

type Reader = (keyword: string, value: unknown, context: Context) => readonly Entry[];

/** The entries of a keyword; none where it asserts nothing. */
export function assertionsOf(keyword: string, value: unknown, context: Context): readonly Entry[] {
  return READERS.get(keyword)?.(keyword, value, context) ?? [];
}

/** ajv takes no notice of a property named `__proto__`. */
export function propertyEntries(properties: Readonly<Record<string, Assertions>>): readonly Entry[] {
  const entry: Entry = ["properties", properties];
  return Object.hasOwn(properties, "__proto__") ? [entry, ["protoProperty", properties["__proto__"]]] : [entry];
}

const number: Reader = (keyword, value) => (Number.isFinite(value) ? [[keyword, value]] : []);
const count: Reader = (keyword, value) => (value === 0 || isPositive(value) ? [[keyword, value]] : []);
const factor: Reader = (keyword, value) => (isPositive(value) ? [[keyword, value]] : []);
const flag: Reader = (keyword, value) => (value === true ? [[keyword, value]] : []);
const values: Reader = (keyword, value) => (Array.isArray(value) ? [[keyword, value]] : []);
const anything: Reader = (keyword, value) => [[keyword, value]];
const format: Reader = (keyword, value) => (typeof value === "string" && FORMATS.has(value) ? [[keyword, value]] : []);
const pattern: Reader = (keyword, value) => (isPattern(value) ? [[keyword, value]] : []);
const names: Reader = (keyword, value) => [[keyword, mapEntries(value, (_name, list) => (isNames(list) ? list : []))]];
const schema: Reader = (keyword, value, { below }) => [[keyword, below(value)]];
const schemas: Reader = (keyword, value, { below }) =>
  Array.isArray(value) && value.length > 0 ? [[keyword, value.map((part) => below(part))]] : [];
const map: Reader = (keyword, value, { below }) => [[keyword, mapEntries(value, (_name, part) => below(part))]];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...each(["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"], number),
  ...each(["maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains"], count),
  ...each(["maxProperties", "minProperties"], count),
  ...each(["items", "contains", "unevaluatedItems", "additionalProperties", "unevaluatedProperties"], schema),
  ...each(["propertyNames", "not", "if", "then", "else"], schema),
  ...each(["allOf", "anyOf", "oneOf", "prefixItems"], schemas),
  ["multipleOf", factor],
  ["uniqueItems", flag],
  ["enum", values],
  ["const", anything],
  ["format", format],
  ["pattern", pattern],
  ["dependentRequired", names],
  ["dependentSchemas", map],
  [
    "patternProperties",
    (keyword, value, { below }) => [
      [keyword, mapEntries(value, (name, part) => (isPattern(name) ? below(part) : undefined))],
    ],
  ],
  ["properties", (_keyword, value, { below }) => propertyEntries(mapEntries(value, (_name, part) => below(part)))],
  [
    "type",
    (keyword, value, { schema: { format: name, contentMediaType, contentEncoding } }) => {
      const types = [value].flat().filter((item) => TYPES.has(item));
      // OpenAPI 3.2 §4.7.14: such strings travel as raw bytes where the media type lets them
      const binary = name === "binary" || (contentMediaType !== undefined && contentEncoding === undefined);
      if (binary && types.includes("string")) return [["binaryType", types]];
      if (types.length > 1) return [["types", types]];
      return types.map((type) => [keyword, type]);
    },
  ],
  [
    "$ref",
    (_keyword, value, { call }) => {
      const called = typeof value === "string" ? call(value) : undefined;
      return called === undefined ? [] : [["check", called.name]];
    },
  ],
  [
    "$dynamicRef",
    (_keyword, value, { call }) => {
      const called = typeof value === "string" ? call(value) : undefined;
      return called === undefined ? [] : [["dynamicCheck", called]];
    },
  ],
]);

const TYPES: ReadonlySet<unknown> = new Set(["null", "boolean", "object", "array", "number", "string", "integer"]);

function each(keywords: readonly string[], reader: Reader): readonly (readonly [string, Reader])[] {
  return keywords.map((keyword) => [keyword, reader]);
}

/** A dictionary with other values; those that became undefined are left out. */
function mapEntries<T>(dictionary: unknown, change: (name: string, value: unknown) => T): Record<string, T> {
  const entries = Object.entries(Object(dictionary)).map(([name, value]) => [name, change(name, value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function isPattern(value: unknown): value is string {
  return typeof value === "string" && isLegalPattern(value);
}
