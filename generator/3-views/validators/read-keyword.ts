/** Reads the keywords of a schema into assertions. Keywords that are not in the table are annotations or unknown. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import { TAGS } from "../../1-document/schemas/narrowing.ts";
import type { FindFormatAssertion } from "../../1-document/schemas/format-assertions.ts";
import type { Assertion, AssertionEntry, Assertions, CheckReference } from "./assertions.ts";
import { isValidPattern } from "./compile-pattern.ts";
import { formatCheckName } from "./format-checks.ts";

/** The schema of a keyword, and what surrounds it. */
export interface KeywordContext {
  /** Schema that contains the keyword. */
  readonly schema: SchemaObject;
  /** Returns the assertions of a subschema. A value that is no schema accepts everything. */
  below(subschema: unknown): Assertion;
  readonly formats: FindFormatAssertion;
  /** Returns the check that a reference calls, or undefined if the reference is unresolvable. */
  call(reference: string): CheckReference | undefined;
}

type KeywordReader = (value: unknown, context: KeywordContext) => unknown;

/** Returns true if the keyword can assert something: it is known and no annotation. */
export function isAssertionKeyword(keyword: string): boolean {
  return READERS.has(keyword);
}

/** Returns the assertion of a keyword as an entry, or nothing if its value has the wrong type. */
export function readKeyword(keyword: string, value: unknown, context: KeywordContext): readonly AssertionEntry[] {
  const known = READERS.get(keyword);
  const read = known?.read(value, context);
  return known === undefined || read === undefined ? [] : [[known.as, read]];
}

const readNumber: KeywordReader = (value) => (Number.isFinite(value) ? value : undefined);
const readCount: KeywordReader = (value) => (value === 0 || isPositive(value) ? value : undefined);
const readFactor: KeywordReader = (value) => (isPositive(value) ? value : undefined);
const readFlag: KeywordReader = (value) => value === true || undefined;
const readArray: KeywordReader = (value) => (Array.isArray(value) ? value : undefined);
const readAnything: KeywordReader = (value) => value;
const readFormat: KeywordReader = (value, { formats }) =>
  typeof value === "string" ? formatCheckName(value, formats(value)) : undefined;
const readPattern: KeywordReader = (value) => (isPattern(value) ? value : undefined);
const readNameMap: KeywordReader = (value) =>
  mapEntries(value, (_name, dependents) => (isNames(dependents) ? dependents : []));
const readSchema: KeywordReader = (value, { below }) => below(value);
const readSchemas: KeywordReader = (value, { below }) =>
  Array.isArray(value) && value.length > 0 ? value.map((part) => below(part)) : undefined;
const readSchemaMap: KeywordReader = (value, { below }) => mapEntries(value, (_name, part) => below(part));
const readPatternMap: KeywordReader = (value, { below }) =>
  mapEntries(value, (name, part) => (isPattern(name) ? below(part) : undefined));
const readTypes: KeywordReader = (value) => {
  const valid = (Array.isArray(value) ? value : [value]).filter((name) => TYPES.has(name));
  return valid.length > 0 ? valid : undefined;
};
const readReference: KeywordReader = (value, { call }) => (typeof value === "string" ? call(value)?.name : undefined);
const readDynamicReference: KeywordReader = (value, { call }) => (typeof value === "string" ? call(value) : undefined);

interface KnownKeyword {
  readonly as: keyof Assertions;
  readonly read: KeywordReader;
}

const READERS: ReadonlyMap<string, KnownKeyword> = new Map<string, KnownKeyword>([
  ...each(["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"], readNumber),
  ...each(["maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains"], readCount),
  ...each(["maxProperties", "minProperties"], readCount),
  ...each(["items", "contains", "unevaluatedItems", "additionalProperties", "unevaluatedProperties"], readSchema),
  ...each(["propertyNames", "not", "if", "then", "else"], readSchema),
  ...each(["allOf", "anyOf", "oneOf", "prefixItems"], readSchemas),
  ...each(["properties", "dependentSchemas"], readSchemaMap),
  ...each(["patternProperties"], readPatternMap),
  ...each(["dependentRequired"], readNameMap),
  ...each(["type"], readTypes),
  ...each(["multipleOf"], readFactor),
  ...each(["uniqueItems"], readFlag),
  ...each(["enum"], readArray),
  ...each(["const"], readAnything),
  ...each(["format"], readFormat),
  ...each(["pattern"], readPattern),
  [TAGS, { as: "tags", read: readAnything }],
  ["$ref", { as: "check", read: readReference }],
  ["$dynamicRef", { as: "dynamicCheck", read: readDynamicReference }],
]);

const TYPES: ReadonlySet<unknown> = new Set(["null", "boolean", "object", "array", "number", "string", "integer"]);

function each(
  keywords: readonly (keyof Assertions)[],
  read: KeywordReader,
): readonly (readonly [string, KnownKeyword])[] {
  return keywords.map((as) => [as, { as, read }]);
}

/** Returns true if the media type can carry strings of this schema as raw bytes. OpenAPI 3.2 §4.7.14 */
export function mayBeBinary({ format: name, contentMediaType, contentEncoding }: SchemaObject): boolean {
  return name === "binary" || (contentMediaType !== undefined && contentEncoding === undefined);
}

/** Returns an object with changed values. Properties whose value becomes undefined are left out. */
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
  return typeof value === "string" && isValidPattern(value);
}
