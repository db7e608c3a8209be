/** The matrix of parameters: place × style × explode × allowReserved × allowEmptyValue, and every kind of value. */
import type { JsonObject } from "../../../generator/1-document/json.ts";

export type Place = "path" | "query" | "querystring" | "header" | "cookie";

/** A Parameter Object without name and schema. */
export interface Cell {
  readonly in: Place;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly allowEmptyValue?: boolean;
  /** The media type instead of a style. */
  readonly mediaType?: string;
}

type Kind = "primitive" | "array" | "object";

/** OpenAPI 3.2 §4.12.3, "Style Values", row by row: "combinations not represented in this table are not permitted". */
export const STYLE_VALUES: readonly {
  readonly style: string;
  readonly types: readonly Kind[];
  readonly in: Place[];
}[] = [
  { style: "matrix", types: ["primitive", "array", "object"], in: ["path"] },
  { style: "label", types: ["primitive", "array", "object"], in: ["path"] },
  { style: "simple", types: ["primitive", "array", "object"], in: ["path", "header"] },
  { style: "form", types: ["primitive", "array", "object"], in: ["query", "cookie"] },
  { style: "spaceDelimited", types: ["array", "object"], in: ["query"] },
  { style: "pipeDelimited", types: ["array", "object"], in: ["query"] },
  { style: "deepObject", types: ["object"], in: ["query"] },
  { style: "cookie", types: ["primitive", "array", "object"], in: ["cookie"] },
];

const BOTH = [false, true] as const;
const RESERVED = BOTH.map((allowReserved) => ({ allowReserved }));

/** `allowReserved` applies to percent-encoded places, `allowEmptyValue` to queries. */
const STYLED: readonly Cell[] = STYLE_VALUES.flatMap(({ style, in: places }) =>
  places.flatMap((place) =>
    BOTH.flatMap((explode) =>
      (place === "header" || style === "cookie" ? [{}] : RESERVED).flatMap((reserved) =>
        (place === "query" ? BOTH : [false]).map((allowEmptyValue) => {
          return { in: place, style, explode, ...reserved, allowEmptyValue };
        }),
      ),
    ),
  ),
);

const WITH_CONTENT: readonly Cell[] = [
  ...(["path", "query", "querystring", "header", "cookie"] as const).flatMap((place) =>
    ["application/json", "text/plain"].map((mediaType) => ({ in: place, mediaType })),
  ),
  { in: "querystring", mediaType: "application/x-www-form-urlencoded" },
  { in: "query", mediaType: "application/x-www-form-urlencoded" },
];

export const CELLS: readonly Cell[] = [...STYLED, ...WITH_CONTENT];

export function nameOf({ in: place, style, explode, allowReserved, allowEmptyValue, mediaType }: Cell): string {
  const flags = { explode, allowReserved, allowEmptyValue };
  const set = Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [name] : []));
  return [place, style ?? mediaType, ...set].join(" · ");
}

/** Returns the keywords of a Parameter Object that determine its encoding. */
export function parameterOf({ mediaType, ...cell }: Cell, name: string, schema: JsonObject): JsonObject {
  const members = { name, ...cell, ...(cell.in === "path" && { required: true }) };
  if (mediaType !== undefined) return { ...members, content: { [mediaType]: { schema } } };
  return { ...members, schema };
}
