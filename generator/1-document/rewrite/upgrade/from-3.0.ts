/**
 * Converts one schema of OpenAPI 3.0 to JSON Schema 2020-12. Its subschemas have been converted already. Where 3.0
 * is ambiguous, the functions below follow the common intent of authors and say so.
 */
import { type Json, type JsonObject, isObject } from "../../json.ts";

export function schemaFrom30(schema: JsonObject): JsonObject {
  // OpenAPI 3.0.4 §4.7.23: keywords beside a `$ref` are ignored.
  if (typeof schema["$ref"] === "string") return Object.keys(schema).length === 1 ? schema : { $ref: schema["$ref"] };
  return SCHEMA_STEPS.reduce((changed, step) => step(changed), schema);
}

/**
 * Converts the keywords of 3.0 that authors keep in descriptions of 3.1. Keywords beside a `$ref` count there. Rule:
 * `old-keyword`.
 */
export function withoutOldKeywords(schema: JsonObject): JsonObject {
  const hasOldKeyword =
    "nullable" in schema ||
    typeof schema["exclusiveMinimum"] === "boolean" ||
    typeof schema["exclusiveMaximum"] === "boolean";
  return hasOldKeyword ? withNull(withNumericBounds(schema)) : schema;
}

const SCHEMA_STEPS = [withNumericBounds, withExamples, withContent, withTuple, withNull] as const;

/** Converts `minimum: 0, exclusiveMinimum: true` to `exclusiveMinimum: 0`. */
function withNumericBounds(schema: JsonObject): JsonObject {
  return withNumericBound(withNumericBound(schema, "minimum", "exclusiveMinimum"), "maximum", "exclusiveMaximum");
}

function withNumericBound(schema: JsonObject, bound: string, exclusive: string): JsonObject {
  const flag = schema[exclusive];
  if (typeof flag !== "boolean") return schema;
  const limit = schema[bound];
  const rest = withoutKeys(schema, flag ? [bound, exclusive] : [exclusive]);
  return flag && limit !== undefined ? { ...rest, [exclusive]: limit } : rest;
}

function withExamples(schema: JsonObject): JsonObject {
  const example = schema["example"];
  if (example === undefined) return schema;
  const rest = withoutKeys(schema, ["example"]);
  return Array.isArray(rest["examples"]) ? rest : { ...rest, examples: [example] };
}

/**
 * Adds the keywords that replace `format` in 3.1. Keeps `format`, because later stages use it to distinguish bytes
 * from base64 strings.
 */
function withContent(schema: JsonObject): JsonObject {
  if (schema["type"] !== "string") return schema;
  const format = schema["format"];
  if (format === "binary") return { contentMediaType: "application/octet-stream", ...schema };
  if (format === "byte" || format === "base64") return { contentEncoding: "base64", ...schema };
  return schema;
}

/**
 * Converts an array of schemas in `items` to `prefixItems`. 3.0 forbids this form of older drafts, but authors use
 * it.
 */
function withTuple(schema: JsonObject): JsonObject {
  const items = schema["items"];
  if (!Array.isArray(items)) return schema;
  const rest = withoutKeys(schema, ["items", "additionalItems"]);
  const open = schema["additionalItems"];
  return { ...rest, prefixItems: items, ...(open !== undefined && { items: open }) };
}

/**
 * Converts `nullable`, and `x-nullable` of 2.0. Follows the intent of authors, which exceeds 3.0.3: null is also
 * valid if `enum` does not contain it. Null is also valid beside `$ref`, `allOf`, `anyOf` and `oneOf`, which become
 * one of two alternatives.
 */
function withNull(schema: JsonObject): JsonObject {
  const flag = schema["nullable"] ?? schema["x-nullable"];
  if (flag === undefined) return schema;
  const rest = withoutKeys(schema, ["nullable", "x-nullable"]);
  if (flag !== true) return rest;
  if (["$ref", "allOf", "anyOf", "oneOf", "not"].some((keyword) => keyword in rest)) return withNullAlternative(rest);

  const { type, enum: values } = rest;
  const isNullable = Array.isArray(type) ? type.includes("null") : type === undefined || type === "null";
  return {
    ...rest,
    ...(type !== undefined && !isNullable && { type: [...(Array.isArray(type) ? type : [type]), "null"] }),
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}

/**
 * Allows null in addition to the schema. Annotations stay outside, and all other keywords move into one of two
 * alternatives.
 */
function withNullAlternative(schema: JsonObject): JsonObject {
  const outside: Record<string, Json> = {};
  const inside: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    const isAnnotation = ANNOTATIONS.has(key) || key.startsWith("x-");
    (isAnnotation ? outside : inside)[key] = value;
  }
  const { anyOf, ...others } = inside;
  const isPlain = Array.isArray(anyOf) && Object.keys(others).length === 0;
  const alternatives = isPlain ? anyOf : [soleAllOfBranch(inside) ?? inside];
  return { ...outside, anyOf: [...alternatives, { type: "null" }] };
}

/**
 * Returns the only branch of an `allOf`, if the schema has no other keywords. In 3.0, authors use such an `allOf` to
 * write keywords beside a `$ref`.
 */
function soleAllOfBranch(schema: JsonObject): JsonObject | undefined {
  const list = schema["allOf"];
  if (Object.keys(schema).length !== 1 || !Array.isArray(list) || list.length !== 1) return undefined;
  return isObject(list[0]) ? list[0] : undefined;
}

const ANNOTATIONS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "example",
  "examples",
  "externalDocs",
  "xml",
]);

function withoutKeys(schema: JsonObject, keys: readonly string[]): JsonObject {
  const rest: Record<string, Json> = { ...schema };
  for (const key of keys) delete rest[key];
  return rest;
}
