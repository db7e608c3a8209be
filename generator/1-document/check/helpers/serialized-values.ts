/** Values that travel as text by a style or a media type, each with its defaults filled in: what several rules look at. */
import { defaultStyleOf, explodesByDefault } from "../../../../templates/runtime/wire/parameter-places.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { follow } from "./path-items.ts";
import type { Oas3Visitor, NodeLocation, UserContext } from "../../rule.ts";

export interface Serialised {
  /** In the words of a complaint: ``the parameter `filter` ``. */
  readonly what: string;
  readonly in: string;
  /** Undefined where a media type takes its place. */
  readonly style: string | undefined;
  readonly explode: boolean;
  readonly mediaType: string | undefined;
  readonly isRequired: boolean;
  readonly schema: unknown;
  /** Of the object that says all this. */
  readonly location: NodeLocation;
}

type ValueCheck = (value: Serialised, context: UserContext) => void;

/** Of parameters, headers, and the properties of forms that have a style. OpenAPI 3.2 §4.12, §4.15.1.2, §4.21 */
export function eachSerialised(check: ValueCheck): Oas3Visitor {
  return {
    Parameter(node: unknown, context) {
      if (!isObject(node)) return;
      const place = String(node["in"]);
      const what = `the parameter \`${String(node["name"])}\``;
      const isRequired = node["required"] === true || place === "path";
      check({ what, isRequired, ...readingOf(node, place), location: context.location }, context);
    },
    Header(node: unknown, context) {
      if (!isObject(node)) return;
      const what = `the header \`${context.key}\``;
      const isRequired = node["required"] === true;
      check({ what, isRequired, ...readingOf(node, "header"), location: context.location }, context);
    },
    MediaType(media: unknown, context) {
      if (!isObject(media)) return;
      const encodings = media["encoding"];
      if (!isObject(encodings) || !FORM.test(String(context.key))) return;
      for (const part of partsOf(media["schema"], context)) {
        const properties = isObject(part["properties"]) ? part["properties"] : {};
        for (const [name, encoding] of Object.entries(encodings)) {
          if (!isObject(encoding) || !isStyled(encoding) || !Object.hasOwn(properties, name)) continue;
          const reading = readingOf({ ...encoding, schema: properties[name] ?? true }, "query");
          const location = context.location.child(["encoding", name]);
          check({ what: `the field \`${name}\``, isRequired: false, ...reading, location }, context);
        }
      }
    },
  };
}

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

function isStyled(encoding: JsonObject): boolean {
  return ["style", "explode", "allowReserved"].some((name) => Object.hasOwn(encoding, name));
}

/** What a Parameter, Header or Encoding Object says of how its value is written, defaults filled in. */
export function readingOf(
  node: JsonObject,
  place: string,
): Pick<Serialised, "in" | "style" | "explode" | "mediaType" | "schema"> {
  const [content] = isObject(node["content"]) ? Object.entries(node["content"]) : [];
  if (content !== undefined) {
    const [mediaType, media] = content;
    return { in: place, style: undefined, explode: false, mediaType, schema: isObject(media) ? media["schema"] : true };
  }
  const style = typeof node["style"] === "string" ? node["style"] : defaultStyleOf(place);
  const explode = typeof node["explode"] === "boolean" ? node["explode"] : explodesByDefault(style);
  return { in: place, style, explode, mediaType: undefined, schema: node["schema"] };
}

/** What schemas say of one value, taken together: behind `$ref`, in every composition. */
export function partsOf(written: unknown, context: UserContext): readonly JsonObject[] {
  const waiting = new Set<unknown>([written]);
  for (const schema of waiting) {
    if (!isObject(schema)) continue;
    const target = follow(schema, context.location, context).node;
    if (target !== schema) waiting.add(target);
    for (const keyword of ["allOf", "oneOf", "anyOf"]) {
      const parts = schema[keyword];
      if (Array.isArray(parts)) for (const part of parts) waiting.add(part);
    }
  }
  return [...waiting].filter(isObject);
}

/** The types that any of them names, or implies. */
export function typesIn(parts: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { type, enum: values, properties, additionalProperties, items, prefixItems, nullable } of parts) {
    for (const one of Array.isArray(type) ? type : [type]) if (typeof one === "string") types.add(one);
    if (nullable === true) types.add("null");
    if (type !== undefined) continue;
    for (const value of Array.isArray(values) ? values : []) types.add(typeOf(value));
    if (properties !== undefined || isObject(additionalProperties)) types.add("object");
    if (items !== undefined || prefixItems !== undefined) types.add("array");
  }
  return types;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The schemas of the values within: of each item, of each property. */
export function within(parts: readonly JsonObject[]): readonly (readonly [what: string, schema: unknown])[] {
  return parts.flatMap(({ items, prefixItems, properties, additionalProperties, patternProperties }) => [
    ...[items, ...(Array.isArray(prefixItems) ? prefixItems : [])].map((schema) => ["items", schema] as const),
    ...Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) => [`\`${name}\``, schema] as const),
    ...[additionalProperties, ...Object.values(isObject(patternProperties) ? patternProperties : {})].map(
      (schema) => ["properties", schema] as const,
    ),
  ]);
}

/** What is among the values within and no text of a flat style: `[items, array]`. */
export function nestedIn(
  parts: readonly JsonObject[],
  context: UserContext,
): readonly (readonly [what: string, type: string])[] {
  return within(parts).flatMap(([what, schema]) => {
    const types = typesIn(partsOf(schema, context));
    return ["array", "object"].filter((type) => types.has(type)).map((type) => [what, type] as const);
  });
}
