/** Text back to values: every value that a text can stand for, since a schema may admit several types. */
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { DescribedHeader } from "../description/description.ts";
import { typesIn } from "../description/described-media.ts";
import { conjoined, referred } from "../description/described-schemas.ts";

/** What `text` may mean by `schema`, the likeliest first; never nothing. */
export function readingsOf(document: Document, schema: Schema, text: string): readonly Json[] {
  const types = typesIn(document, schema);
  const readings: Json[] = [];
  if (types.includes("boolean") && /^(?:true|false)$/.test(text)) readings.push(text === "true");
  if ((types.includes("integer") || types.includes("number")) && isNumber(text)) readings.push(Number(text));
  if (types.includes("null") && text === "null") readings.push(null);
  return [...readings, text];
}

export function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}

/** The value of a header of style `simple`, or with a media type; each of several readings. */
export function headerReadings(document: Document, header: DescribedHeader, text: string): readonly Json[] {
  if (header.mediaType !== undefined) return [/json/i.test(header.mediaType) ? parsed(text) : text];
  const types = typesIn(document, header.schema);
  const readings = readingsOf(document, header.schema, text.trim());
  const pieces = text.split(",").map((piece) => piece.trim());
  if (types.includes("array")) {
    const items = memberSchema(document, header.schema, "items");
    return [pieces.map((piece) => readingsOf(document, items, piece)[0] ?? piece), ...readings];
  }
  if (types.includes("object")) {
    const pairs = header.explode
      ? pieces.map((piece) => [piece.slice(0, piece.indexOf("=")), piece.slice(piece.indexOf("=") + 1)] as const)
      : pieces.flatMap((name, index) => (index % 2 === 0 ? [[name, pieces[index + 1] ?? ""] as const] : []));
    const entries = pairs.map(([name, piece]) => {
      return [name, readingsOf(document, memberSchema(document, header.schema, name), piece)[0] ?? piece] as const;
    });
    return [Object.fromEntries(entries), ...readings];
  }
  return readings;
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function parsed(text: string): Json {
  const read = parseJson(text);
  return read === undefined ? text : read.value;
}

/** The schema of the items, or of the property `name`. */
function memberSchema(document: Document, schema: Schema, name: string): Schema {
  for (const { items, properties = {} } of conjoined(document, schema)) {
    const member =
      name === "items" && items !== undefined ? items : Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (member !== undefined) return typeof member === "boolean" ? member : (referred(document, member) ?? member);
  }
  return true;
}
