/** What must become of a value of a form's field: by a style, what a query makes of it; by a media type, what that does. */
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
  // the limits of JSON hold for all that is parsed inside of a body
  if (keysIn(arrival.arrives).includes("__proto__")) return { status: 400 };
  return isMultipart ? { arrives: withLineBreaks(arrival.arrives) } : arrival;
}

const NOTHING: Arrival = { arrives: undefined };

/** Whether an item holds the comma between items, which nothing percent-encodes there. */
function isJoined({ style, explode }: Field, row: ShapeRow, value: unknown): boolean {
  const isForm = style === "form" && explode === false && row.isNested !== true;
  return (
    isForm && typeof value === "object" && value !== null && textsIn(value, row).some((text) => text.includes(","))
  );
}

/** As the platform writes texts in multipart. */
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
  // a list travels item by item, those within it as JSON
  const isList = kind === "array" && isNested !== true;
  if (contentType !== undefined && !isList) return { in: "query", mediaType: contentType };
  const isJson = contentType === "application/json" || (!isList && kind !== "primitive");
  return isJson ? { in: "query", mediaType: "application/json" } : { in: "query", style: "form", explode: true };
}
