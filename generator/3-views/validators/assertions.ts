/**
 * A schema of the document → what it asserts: each keyword well-typed, or not there. What is not in the table is an
 * annotation, and a value of the wrong type asserts nothing.
 */
import type { SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import { FORMATS } from "./formats.ts";
import { isValidPattern } from "./patterns.ts";

/** `true` allows everything, `false` nothing. */
export type Assertion = boolean | Assertions;

type Dictionary<T> = Readonly<Record<string, T>>;

/** JSON Schema 2020-12 in one form of the document, its references resolved to the functions that they call. */
export interface Assertions {
  readonly type?: readonly SchemaType[];
  /** Of a schema whose strings may also be bytes that stand outside of JSON. */
  readonly bytes?: boolean;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly multipleOf?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** One of `FORMATS`. */
  readonly format?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly prefixItems?: readonly Assertion[];
  readonly items?: Assertion;
  readonly contains?: Assertion;
  readonly maxContains?: number;
  readonly minContains?: number;
  readonly unevaluatedItems?: Assertion;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Dictionary<Assertion>;
  readonly patternProperties?: Dictionary<Assertion>;
  readonly additionalProperties?: Assertion;
  readonly propertyNames?: Assertion;
  readonly dependentRequired?: Dictionary<readonly string[]>;
  readonly dependentSchemas?: Dictionary<Assertion>;
  readonly unevaluatedProperties?: Assertion;
  readonly allOf?: readonly Assertion[];
  readonly anyOf?: readonly Assertion[];
  readonly oneOf?: readonly Assertion[];
  readonly not?: Assertion;
  readonly if?: Assertion;
  readonly then?: Assertion;
  readonly else?: Assertion;
  /** `$ref`: name of the check that it leads to. */
  readonly check?: string;
  /** `$dynamicRef` */
  readonly dynamicCheck?: SubschemaCall;
  /** The checks of the `$dynamicAnchor`s that whoever enters the schema passes: before all else; the outermost of a name counts. */
  readonly enter?: readonly (readonly [anchor: string, check: string])[];
}

export type Entry = readonly [keyword: keyof Assertions, value: unknown];

export interface AssertionContext {
  /** The schema in which the keyword stands. */
  readonly schema: SchemaObject;
  /** The assertions of a schema directly below; what is no schema allows everything. */
  below(schema: unknown): Assertion;
  /** The check that a reference leads to; undefined where it leads nowhere. */
  call(reference: string): SubschemaCall | undefined;
}

export interface SubschemaCall {
  /** Name of the check that the reference leads to. */
  readonly name: string;
  /** The anchor whose outermost bearer is called instead, where it is a `$dynamicRef` to a `$dynamicAnchor`. */
  readonly anchor: string | undefined;
}

/** The type of an assertion that says no more than that. */
export function soleType(assertion: Assertion): SchemaType | undefined {
  if (typeof assertion === "boolean" || Object.keys(assertion).length > 1) return undefined;
  const [type, ...others] = assertion.type ?? [];
  return others.length === 0 ? type : undefined;
}

const LEAF_KEYWORDS: ReadonlySet<string> = new Set(
  "type bytes enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format".split(
    " ",
  ),
);

/** Whether no other schema has a part in it. */
export function isLeaf(assertions: Assertions): boolean {
  return Object.keys(assertions).every((keyword) => LEAF_KEYWORDS.has(keyword));
}

/** The schemas directly below that are applied to the same value, and must hold for it or may. */
export function appliedParts(assertions: Assertions): readonly Assertion[] {
  const { allOf = [], anyOf = [], oneOf = [], dependentSchemas = {} } = assertions;
  const conditional = [assertions.if, assertions.then, assertions.else].filter((assertion) => assertion !== undefined);
  return [...allOf, ...anyOf, ...oneOf, ...Object.values(dependentSchemas), ...conditional];
}

/** All others directly below. */
export function otherParts(assertions: Assertions): readonly Assertion[] {
  const { prefixItems = [], properties = {} } = assertions;
  return [...sharedParts(assertions), ...prefixItems, ...Object.values(properties)];
}

/** Of those, the ones that may be about a part of the value together with others. */
export function sharedParts(assertions: Assertions): readonly Assertion[] {
  const { items, contains, not, propertyNames, additionalProperties, unevaluatedItems, unevaluatedProperties } =
    assertions;
  const single = [items, contains, not, propertyNames, additionalProperties, unevaluatedItems, unevaluatedProperties];
  return [
    ...single.filter((assertion) => assertion !== undefined),
    ...Object.values(assertions.patternProperties ?? {}),
  ];
}

type KeywordReader = (value: unknown, context: AssertionContext) => unknown;

/** Whether the keyword can assert anything: others are for people, or nobody knows them. */
export function isAssertion(keyword: string): boolean {
  return READERS.has(keyword);
}

/** The entries of a keyword; none where it asserts nothing. */
export function assertionsOf(keyword: string, value: unknown, context: AssertionContext): readonly Entry[] {
  const known = READERS.get(keyword);
  const read = known?.read(value, context);
  return known === undefined || read === undefined ? [] : [[known.as, read]];
}

const number: KeywordReader = (value) => (Number.isFinite(value) ? value : undefined);
const count: KeywordReader = (value) => (value === 0 || isPositive(value) ? value : undefined);
const factor: KeywordReader = (value) => (isPositive(value) ? value : undefined);
const flag: KeywordReader = (value) => value === true || undefined;
const list: KeywordReader = (value) => (Array.isArray(value) ? value : undefined);
const anything: KeywordReader = (value) => value;
const format: KeywordReader = (value) => (typeof value === "string" && FORMATS.has(value) ? value : undefined);
const pattern: KeywordReader = (value) => (isPattern(value) ? value : undefined);
const names: KeywordReader = (value) =>
  mapEntries(value, (_name, dependents) => (isNames(dependents) ? dependents : []));
const schema: KeywordReader = (value, { below }) => below(value);
const schemas: KeywordReader = (value, { below }) =>
  Array.isArray(value) && value.length > 0 ? value.map((part) => below(part)) : undefined;
const map: KeywordReader = (value, { below }) => mapEntries(value, (_name, part) => below(part));
const patterns: KeywordReader = (value, { below }) =>
  mapEntries(value, (name, part) => (isPattern(name) ? below(part) : undefined));
const types: KeywordReader = (value) => {
  const valid = (Array.isArray(value) ? value : [value]).filter((name) => TYPES.has(name));
  return valid.length > 0 ? valid : undefined;
};
const called: KeywordReader = (value, { call }) => (typeof value === "string" ? call(value)?.name : undefined);
const calledDynamically: KeywordReader = (value, { call }) => (typeof value === "string" ? call(value) : undefined);

interface KnownKeyword {
  readonly as: keyof Assertions;
  readonly read: KeywordReader;
}

const READERS: ReadonlyMap<string, KnownKeyword> = new Map<string, KnownKeyword>([
  ...each(["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"], number),
  ...each(["maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains"], count),
  ...each(["maxProperties", "minProperties"], count),
  ...each(["items", "contains", "unevaluatedItems", "additionalProperties", "unevaluatedProperties"], schema),
  ...each(["propertyNames", "not", "if", "then", "else"], schema),
  ...each(["allOf", "anyOf", "oneOf", "prefixItems"], schemas),
  ...each(["properties", "dependentSchemas"], map),
  ...each(["patternProperties"], patterns),
  ...each(["dependentRequired"], names),
  ...each(["type"], types),
  ...each(["multipleOf"], factor),
  ...each(["uniqueItems"], flag),
  ...each(["enum"], list),
  ...each(["const"], anything),
  ...each(["format"], format),
  ...each(["pattern"], pattern),
  ["$ref", { as: "check", read: called }],
  ["$dynamicRef", { as: "dynamicCheck", read: calledDynamically }],
]);

const TYPES: ReadonlySet<unknown> = new Set(["null", "boolean", "object", "array", "number", "string", "integer"]);

function each(
  keywords: readonly (keyof Assertions)[],
  read: KeywordReader,
): readonly (readonly [string, KnownKeyword])[] {
  return keywords.map((as) => [as, { as, read }]);
}

/** OpenAPI 3.2 §4.7.14: such strings travel as raw bytes where the media type lets them. */
export function mayBeBytes({ format: name, contentMediaType, contentEncoding }: SchemaObject): boolean {
  return name === "binary" || (contentMediaType !== undefined && contentEncoding === undefined);
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
  return typeof value === "string" && isValidPattern(value);
}
