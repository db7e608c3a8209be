/**
 * The oracle's decoder of strings. A string such as `1` can mean a number or a string if the schema allows both, so
 * functions return all possible values.
 */
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { DescribedHeader } from "../description/described-operation.ts";
import { possibleTypes } from "../description/described-media.ts";
import { conjoinedSchemas, referencedSchema } from "../description/described-schemas.ts";

/** Returns all values that a string can mean by `schema`, most specific first. The string itself is the last one. */
function possibleValues(document: Document, schema: Schema, text: string): readonly Json[] {
  const types = possibleTypes(document, schema);
  const values: Json[] = [];
  if (types.includes("boolean") && /^(?:true|false)$/.test(text)) values.push(text === "true");
  if ((types.includes("integer") || types.includes("number")) && isJsonNumber(text)) values.push(Number(text));
  if (types.includes("null") && text === "null") values.push(null);
  return [...values, text];
}

/** Returns true for a number in JSON syntax that a double can represent. RFC 8259 §6 */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}

/** Returns all values that a header can mean, in style `simple` or with a media type. OpenAPI 3.2 §4.21 */
export function possibleHeaderValues(document: Document, header: DescribedHeader, text: string): readonly Json[] {
  if (header.mediaType !== undefined) return [/json/i.test(header.mediaType) ? jsonOrString(text) : text];
  const types = possibleTypes(document, header.schema);
  const values = possibleValues(document, header.schema, text.trim());
  const pieces = text.split(",").map((piece) => piece.trim());
  if (types.includes("array")) {
    const items = itemSchema(document, header.schema);
    return [pieces.map((piece) => possibleValues(document, items, piece)[0] ?? piece), ...values];
  }
  if (types.includes("object")) {
    const pairs = header.explode
      ? pieces.map((piece) => [piece.slice(0, piece.indexOf("=")), piece.slice(piece.indexOf("=") + 1)] as const)
      : pieces.flatMap((name, index) => (index % 2 === 0 ? [[name, pieces[index + 1] ?? ""] as const] : []));
    const entries = pairs.map(([name, piece]) => {
      return [
        name,
        possibleValues(document, propertySchema(document, header.schema, name), piece)[0] ?? piece,
      ] as const;
    });
    return [Object.fromEntries(entries), ...values];
  }
  return values;
}

/** Returns the value of JSON text, or undefined if the text is not valid JSON. */
export function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function jsonOrString(text: string): Json {
  const read = parseJson(text);
  return read === undefined ? text : read.value;
}

/** Returns the schema of the property `name`. A property that has none has one of the dictionary's schemas. */
function propertySchema(document: Document, schema: Schema, name: string): Schema {
  const all = conjoinedSchemas(document, schema);
  const [named] = all.flatMap(({ properties = {} }) => (Object.hasOwn(properties, name) ? [properties[name]] : []));
  if (named !== undefined) return typeof named === "boolean" ? named : (referencedSchema(document, named) ?? named);
  const others = all.flatMap(({ patternProperties = {}, additionalProperties, unevaluatedProperties }) => [
    ...Object.values(patternProperties),
    additionalProperties ?? unevaluatedProperties ?? [],
  ]);
  return { anyOf: others.flat() };
}

function itemSchema(document: Document, schema: Schema): Schema {
  const [found = true] = conjoinedSchemas(document, schema).flatMap(
    ({ items, unevaluatedItems }) => items ?? unevaluatedItems ?? [],
  );
  return typeof found === "boolean" ? found : (referencedSchema(document, found) ?? found);
}
