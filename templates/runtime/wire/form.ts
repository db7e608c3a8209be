/**
 * `application/x-www-form-urlencoded`: an object whose properties travel as query parameters do, each by its Encoding
 * Object. OpenAPI 3.2 §4.15.3.
 */
import type { ContentSpec, ParameterSpec, Shape } from "./specs.js";
import type { Decoders, EncodePieces, Encoders } from "./codec.js";
import { limited } from "./limited.js";
import { parseQuery, type QueryLimits } from "./query.js";
import { isRecord, own } from "./records.js";
import {
  claims,
  claimsRest,
  encodeContentValue,
  encodeDeepObject,
  encodeStyled,
  encodeValue,
  type NamedValue,
  pairsDecoder,
} from "./values.js";
import { collect, type InputError, WireError } from "./wire-error.js";

/** Throws a `WireError`. */
export function encodeForm(content: ContentSpec, value: unknown, encoders: Encoders): string {
  if (!isRecord(value)) throw new WireError("body must be an object");
  const all: Encoders = { styled: encodeStyled, content: encodeContentValue, ...encoders };
  return Object.entries(value)
    .flatMap(([name, entry]) => {
      const field = fieldOf(content, name, entry);
      const items: readonly unknown[] = isItemwise(field) && Array.isArray(entry) ? entry.map(jsonItem) : [entry];
      return items.flatMap((item) => encodeValue("query", field, item, all));
    })
    .join("&");
}

/** Of the media type of a form that is the whole query; what has another is as `encodeContentValue` has it. Throws a `WireError`. */
export const encodeQuerystring: EncodePieces = (place, spec, value) => {
  const { parts, rest }: Partial<ParameterSpec> = spec;
  if (place !== "querystring" || !parts) return encodeContentValue(place, spec, value);
  if (value === undefined || value === null) return [];
  return [encodeForm(querystringForm(parts, rest), value, { deepObject: encodeDeepObject })];
};

/** The counterpart. Throws a `WireError`. */
export function decodeQuerystring({ parts = {}, rest }: ParameterSpec, query: string, limits?: QueryLimits): unknown {
  const errors: InputError[] = [];
  const value = readForm(querystringForm(parts, rest), query, errors, limits);
  for (const { name, message } of errors) {
    throw new WireError(name === "" ? message : `has ${JSON.stringify(name.slice(0, 40))}, which ${message}`);
  }
  return value;
}

function querystringForm(parts: NonNullable<ParameterSpec["parts"]>, rest: Shape | undefined): ContentSpec {
  return { mediaType: "", codec: "form", parts, ...(rest !== undefined && { rest }) };
}

/** The counterpart of `encodeForm`. */
export async function decodeForm(
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  _decoders?: Decoders,
  limit: number = Infinity,
): Promise<unknown> {
  return readForm(content, await limited(source, limit).text(), errors);
}

/** The same of a form that is text already: an object without a prototype, less what `errors` tell of. */
export function readForm(
  content: ContentSpec,
  text: string,
  errors: InputError[],
  limits?: QueryLimits,
): Record<string, unknown> {
  const pairs = collect(errors, { in: "body", name: "" }, () => parseQuery(text, limits)) ?? [];
  const known = Object.keys(content.parts ?? {}).map((name) => fieldOf(content, name));
  const isRest = (name: string) => !known.some((field) => claimsRest(field) || claims(field, name));
  const unknown = pairs.filter((pair) => isRest(pair.name));
  const fields = [...known, ...Array.from(new Set(unknown.map(({ name }) => name)), (name) => fieldOf(content, name))];
  const decoded: Record<string, unknown> = Object.create(null);
  for (const field of fields) {
    const { name } = field;
    const isTaken = (other: string) => fields.some((one) => one !== field && claims(one, other));
    const value = collect(errors, { in: "body", name }, () => {
      const decode = pairsDecoder("query", field, isTaken, limits?.depth);
      if (!isItemwise(field)) return decode(pairs);
      const items = pairs.filter((pair) => pair.name === name).map((pair) => decode([pair]));
      return items.length === 0 ? undefined : items;
    });
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

/** Whether each item of a list is a text of its own, by its media type; by a style, it has other ways. OpenAPI 3.2 §4.14.4.1 */
function isItemwise({ content, repeated }: Field): boolean {
  return repeated === true && content !== undefined;
}

/** As in a JSON array. */
function jsonItem(item: unknown): unknown {
  return item === undefined ? null : item;
}

interface Field extends NamedValue {
  readonly repeated?: boolean;
}

/** A property that the description does not name is JSON where it is an object: exploded, it would lose its name. */
function fieldOf({ parts, rest = "any" }: ContentSpec, name: string, value?: unknown): Field {
  const part = own(parts, name);
  if (!part) return { name, shape: rest, ...(isRecord(value) && { content: "json" }) };
  return { ...part, name, ...(part.codec === "json" && !part.style && { content: "json" }) };
}
