/**
 * Schemas that the walk can skip: they have only a type, a format, an `enum`, an example and descriptions, all of them
 * valid, and no rule checks these keywords. Most schemas of a large description are like this.
 */
import { isObject, type Json, type JsonObject } from "../../json.ts";
import { firstRounded } from "../helpers/first-rounded.ts";
import { type SchemaScope, schemaViolations, typeViolation } from "../helpers/schema-violation.ts";
import type { OpenApiVersion } from "../../openapi-version.ts";

type PlainCheck = (value: Json | undefined, schema: JsonObject) => boolean;

/** Plain schemas have no references. */
const NO_SCOPE: SchemaScope = { target: () => undefined, formats: () => true, refHidesSiblings: true };

const isString: PlainCheck = (value) => typeof value === "string";

const PLAIN: ReadonlyMap<string, PlainCheck> = new Map<string, PlainCheck>([
  ["type", (value) => TYPES.has(value)],
  ["title", isString],
  ["description", isString],
  ["format", isString],
  ["enum", (value, schema) => Array.isArray(value) && value.length > 0 && value.every((one) => isOfType(one, schema))],
  ["example", (value, schema) => isExact(value) && schemaViolations(value, schema, NO_SCOPE).length === 0],
]);

function isOfType(value: Json, schema: JsonObject): boolean {
  return isExact(value) && typeViolation(value, schema) === undefined;
}

function isExact(value: Json | undefined): boolean {
  return firstRounded(value, []) === undefined;
}

/** Keywords of 3.0. The rules `nullable-type-sibling` and `nullable-enum` check what stands beside `nullable`. */
const PLAIN_3_0: ReadonlyMap<string, PlainCheck> = new Map([
  ...PLAIN,
  [
    "nullable",
    (value, schema) => typeof value === "boolean" && Object.hasOwn(schema, "type") && !Object.hasOwn(schema, "enum"),
  ],
]);

const TYPES: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean", "object"]);

/** Returns true if no rule can find a problem in a schema. */
export function isPlainSchema(value: unknown, version: OpenApiVersion): boolean {
  const plain = version === "3.0" ? PLAIN_3_0 : PLAIN;
  if (!isObject(value)) return false;
  return Object.keys(value).every((keyword) => plain.get(keyword)?.(value[keyword], value) === true);
}
