/** The expected outcome of a field of a form: by style as in a query, or by media type. */
import { type Arrival, arrivalOf, keysIn, textsIn } from "./arrival.ts";
import type { Cell } from "./cells.ts";
import type { Field } from "./fields.ts";
import type { ShapeRow } from "./shapes.ts";

export function fieldArrivalOf(field: Field, row: ShapeRow, value: unknown): Arrival {
  const cell = cellOf(field, row);
  const isMultipart = field.form === "multipart/form-data";
  if (field.style === undefined && Array.isArray(value) && value.length === 0) return NOTHING; // an item after the other
  const arrival = arrivalOf(cell, row, value);
  if (!("arrives" in arrival) || cell.mediaType === "application/json") return arrival;
  if (isMultipart && isJoined(field, row, value)) return { refused: /contains ",", which separates values here/ };
  // JSON limits apply to JSON within a body
  if (keysIn(arrival.arrives).includes("__proto__")) return { status: 400 };
  return isMultipart ? { arrives: withLineBreaks(arrival.arrives) } : arrival;
}

const NOTHING: Arrival = { arrives: undefined };

/** Returns true if an item contains a comma, which is not percent-encoded there. */
function isJoined({ style, explode }: Field, row: ShapeRow, value: unknown): boolean {
  const isForm = style === "form" && explode === false && row.isNested !== true;
  return isForm && typeof value === "object" && value !== null && textsIn(value).some((text) => text.includes(","));
}

/** Returns a string as the platform encodes it in multipart. */
function withLineBreaks(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/\r\n?|\n/g, "\r\n");
  if (Array.isArray(value)) return value.map(withLineBreaks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [withLineBreaks(name), withLineBreaks(entry)]),
  );
}

function cellOf({ form, style, explode, allowReserved, contentType }: Field, { kind, isNested }: ShapeRow): Cell {
  if (style !== undefined) {
    const isReserved = allowReserved === true && form !== "multipart/form-data"; // nothing is percent-encoded there
    return { in: "query", style, ...(explode !== undefined && { explode }), allowReserved: isReserved };
  }
  // an array travels item by item, arrays within it as JSON
  const isList = kind === "array" && isNested !== true;
  if (contentType !== undefined && !isList) return { in: "query", mediaType: contentType };
  const isJson = contentType === "application/json" || (!isList && kind !== "primitive");
  return isJson ? { in: "query", mediaType: "application/json" } : { in: "query", style: "form", explode: true };
}
