/**
 * Converts parameters of Swagger 2.0 to parameters of OpenAPI 3.0, and `body` and `formData` parameters to a request
 * body.
 */
import { type Json, type JsonObject, isObject } from "../../json.ts";

/** Parameters without references and duplicates, with converted schemas. */
export type Parameters20 = readonly JsonObject[];

/** Fields that describe the parameter itself. All other fields describe its value. */
const PARAMETER_FIELDS = new Set([
  "name",
  "in",
  "description",
  "required",
  "allowEmptyValue",
  "collectionFormat",
  "schema",
]);

export function parametersFrom20(parameters: Parameters20): readonly JsonObject[] {
  return parameters
    .filter((parameter) => parameter["in"] !== "body" && parameter["in"] !== "formData")
    .map(parameterFrom20);
}

function parameterFrom20(parameter: JsonObject): JsonObject {
  const kept = Object.entries(parameter).filter(([key]) => {
    return (PARAMETER_FIELDS.has(key) && key !== "collectionFormat") || key.startsWith("x-");
  });
  const isInQuery = parameter["in"] === "query";
  return {
    ...Object.fromEntries(kept),
    ...(parameter["type"] === "array" && isInQuery && collectionStyle(parameter["collectionFormat"])),
    schema: inlineSchemaFrom20(parameter),
  };
}

/** Returns the style of a `collectionFormat`. Treats `tsv` as `csv`, because 3.0 has no equivalent. */
function collectionStyle(collectionFormat: Json | undefined): { readonly style: string; readonly explode: boolean } {
  if (collectionFormat === "multi") return { style: "form", explode: true };
  if (collectionFormat === "ssv") return { style: "spaceDelimited", explode: false };
  if (collectionFormat === "pipes") return { style: "pipeDelimited", explode: false };
  return { style: "form", explode: false };
}

/** Extensions that are about the values, and have an effect in a schema. */
const SCHEMA_EXTENSIONS: ReadonlySet<string> = new Set(
  "x-nullable x-ms-enum x-enum-varnames x-enumNames x-enum-descriptions x-enumDescriptions".split(" "),
);

/** Returns the schema that the inline fields of a parameter, a header or `items` describe. */
export function inlineSchemaFrom20(node: JsonObject): JsonObject {
  const { items, type, ...others } = node;
  const rest = Object.entries(others).filter(
    ([key]) => !PARAMETER_FIELDS.has(key) && (!key.startsWith("x-") || SCHEMA_EXTENSIONS.has(key)),
  );
  return {
    ...(type !== undefined && (type === "file" ? { type: "string", format: "binary" } : { type })),
    ...(isObject(items) && { items: inlineSchemaFrom20(items) }),
    ...Object.fromEntries(rest),
  };
}

/** Returns the request body, or undefined if no parameter is in the body. `consumes` may be empty. */
export function requestBodyFrom20(parameters: Parameters20, consumes: readonly string[]): JsonObject | undefined {
  const body = parameters.find((parameter) => parameter["in"] === "body");
  if (body) {
    const { description, required, schema = {} } = body;
    const types = consumes.filter((type) => !isForm(type));
    const content = (types.length > 0 ? types : ["application/json"]).map((type) => [type, { schema }] as const);
    return {
      ...withDescription(description),
      ...(required === true && { required }),
      content: Object.fromEntries(content),
    };
  }
  const fields = parameters.filter((parameter) => parameter["in"] === "formData");
  return fields.length > 0 ? formFrom20(fields, consumes) : undefined;
}

function formFrom20(fields: Parameters20, consumes: readonly string[]): JsonObject {
  const hasFile = fields.some((field) => field["type"] === "file");
  const types = consumes.filter((type) => isForm(type) && !(hasFile && type.startsWith(URLENCODED)));
  const properties = fields.map((field) => [String(field["name"]), propertyFrom20(field)] as const);
  const required = fields.filter((field) => field["required"] === true).map((field) => String(field["name"]));
  const encoding = fields
    .filter((field) => field["type"] === "array")
    .map((field) => [String(field["name"]), collectionStyle(field["collectionFormat"])] as const);
  const schema: JsonObject = {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
  const form: JsonObject = { schema, ...(encoding.length > 0 && { encoding: Object.fromEntries(encoding) }) };
  const content = (types.length > 0 ? types : [hasFile ? MULTIPART : URLENCODED]).map((type) => [type, form] as const);
  return { ...(required.length > 0 && { required: true }), content: Object.fromEntries(content) };
}

function propertyFrom20(field: JsonObject): JsonObject {
  return { ...withDescription(field["description"]), ...inlineSchemaFrom20(field) };
}

function withDescription(description: Json | undefined): JsonObject {
  return description === undefined ? {} : { description };
}

const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

function isForm(type: string): boolean {
  return type.startsWith(URLENCODED) || type.startsWith(MULTIPART);
}
