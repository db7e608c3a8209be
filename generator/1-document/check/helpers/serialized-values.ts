/** Parameters, headers and form fields: values that a style or a media type encodes as a string. */
import { defaultStyleOf, explodesByDefault } from "../../../../templates/runtime/wire/parameter-places.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { resolveReference } from "./path-items.ts";
import type { Oas3Visitor, NodeLocation, UserContext } from "../../rule.ts";

/** A value that is encoded as a string, with defaults filled in. */
export interface SerializedValue {
  /** Label for messages, such as ``the parameter `filter` ``. */
  readonly label: string;
  readonly in: string;
  /** Undefined if a media type encodes the value. */
  readonly style: string | undefined;
  readonly explode: boolean;
  readonly mediaType: string | undefined;
  readonly isRequired: boolean;
  readonly schema: unknown;
  /** Place of the Parameter, Header or Encoding Object. */
  readonly location: NodeLocation;
}

/** Function that checks one value and reports problems. */
type SerializedValueCheck = (value: SerializedValue, context: UserContext) => void;

/**
 * Returns a visitor that passes each value to `check`: parameters, headers, and form fields with a style.
 * OpenAPI 3.2 §4.12, §4.15.1.2, §4.21
 */
export function serializedValuesVisitor(check: SerializedValueCheck): Oas3Visitor {
  return {
    Parameter(node: unknown, context) {
      if (!isObject(node)) return;
      const place = String(node["in"]);
      const label = `the parameter \`${String(node["name"])}\``;
      const isRequired = node["required"] === true || place === "path";
      check({ label, isRequired, ...serializationOf(node, place), location: context.location }, context);
    },
    Header(node: unknown, context) {
      if (!isObject(node)) return;
      const label = `the header \`${context.key}\``;
      const isRequired = node["required"] === true;
      check({ label, isRequired, ...serializationOf(node, "header"), location: context.location }, context);
    },
    MediaType(media: unknown, context) {
      if (!isObject(media)) return;
      const encodings = media["encoding"];
      if (!isObject(encodings) || !FORM.test(String(context.key))) return;
      for (const part of applicableSchemasOf(media["schema"], context)) {
        const properties = isObject(part["properties"]) ? part["properties"] : {};
        for (const [name, encoding] of Object.entries(encodings)) {
          if (!isObject(encoding) || !isStyled(encoding) || !Object.hasOwn(properties, name)) continue;
          const reading = serializationOf({ ...encoding, schema: properties[name] ?? true }, "query");
          const location = context.location.child(["encoding", name]);
          check({ label: `the field \`${name}\``, isRequired: false, ...reading, location }, context);
        }
      }
    },
  };
}

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

function isStyled(encoding: JsonObject): boolean {
  return ["style", "explode", "allowReserved"].some((name) => Object.hasOwn(encoding, name));
}

/** Returns how a Parameter, Header or Encoding Object encodes its value, with defaults filled in. */
export function serializationOf(
  node: JsonObject,
  place: string,
): Pick<SerializedValue, "in" | "style" | "explode" | "mediaType" | "schema"> {
  const [content] = isObject(node["content"]) ? Object.entries(node["content"]) : [];
  if (content !== undefined) {
    const [mediaType, media] = content;
    return { in: place, style: undefined, explode: false, mediaType, schema: isObject(media) ? media["schema"] : true };
  }
  const style = typeof node["style"] === "string" ? node["style"] : defaultStyleOf(place);
  const explode = typeof node["explode"] === "boolean" ? node["explode"] : explodesByDefault(style);
  return { in: place, style, explode, mediaType: undefined, schema: node["schema"] };
}

/** Returns all schemas that apply to one value: the schema, the target of its `$ref`, and its compositions. */
export function applicableSchemasOf(written: unknown, context: UserContext): readonly JsonObject[] {
  const waiting = new Set<unknown>([written]);
  for (const schema of waiting) {
    if (!isObject(schema)) continue;
    const target = resolveReference(schema, context.location, context).node;
    if (target !== schema) waiting.add(target);
    for (const keyword of ["allOf", "oneOf", "anyOf"]) {
      const parts = schema[keyword];
      if (Array.isArray(parts)) for (const part of parts) waiting.add(part);
    }
  }
  return [...waiting].filter(isObject);
}

/** Returns the types that the schemas name or imply. */
export function typesOfSchemas(parts: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { type, enum: values, properties, additionalProperties, items, prefixItems, nullable } of parts) {
    for (const one of Array.isArray(type) ? type : [type]) if (typeof one === "string") types.add(one);
    if (nullable === true) types.add("null");
    if (type !== undefined) continue;
    for (const value of Array.isArray(values) ? values : []) types.add(jsonTypeOf(value));
    if (properties !== undefined || isObject(additionalProperties)) types.add("object");
    if (items !== undefined || prefixItems !== undefined) types.add("array");
  }
  return types;
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Returns the schemas of all items and properties, each with a label for messages. */
function itemAndPropertySchemasOf(
  parts: readonly JsonObject[],
): readonly (readonly [label: string, schema: unknown])[] {
  return parts.flatMap(({ items, prefixItems, properties, additionalProperties, patternProperties }) => [
    ...[items, ...(Array.isArray(prefixItems) ? prefixItems : [])].map((schema) => ["items", schema] as const),
    ...Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) => [`\`${name}\``, schema] as const),
    ...[additionalProperties, ...Object.values(isObject(patternProperties) ? patternProperties : {})].map(
      (schema) => ["properties", schema] as const,
    ),
  ]);
}

/** Returns the items and properties that are themselves arrays or objects, such as `[items, array]`. */
export function nestedTypesOf(
  parts: readonly JsonObject[],
  context: UserContext,
): readonly (readonly [label: string, type: string])[] {
  return itemAndPropertySchemasOf(parts).flatMap(([label, schema]) => {
    const types = typesOfSchemas(applicableSchemasOf(schema, context));
    return ["array", "object"].filter((type) => types.has(type)).map((type) => [label, type] as const);
  });
}
