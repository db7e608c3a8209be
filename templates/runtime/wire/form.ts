/**
 * Bodies of `application/x-www-form-urlencoded`. The properties of an object travel as query parameters, each by its
 * Encoding Object. OpenAPI 3.2 §4.15.3.
 */
import type { ContentSpec, ParameterSpec, Shape } from "./specs.js";
import type { Decoders, EncodePieces, Encoders } from "./codec.js";
import { limitBody } from "./limit-body.js";
import { parseQuery, type QueryLimits } from "./query.js";
import { isRecord, own } from "./records.js";
import type { Attempts } from "./shapes.js";
import {
  claimsPair,
  claimsOtherPairs,
  encodeContentValue,
  encodeDeepObject,
  encodeStyled,
  encodeValue,
  type NamedValue,
  pairsDecoder,
} from "./values.js";
import { collectError, type InputError, WireError } from "./wire-error.js";

/** Encodes an object as a form. Throws a `WireError`. */
export function encodeForm(content: ContentSpec, value: unknown, encoders: Encoders): string {
  if (!isRecord(value)) throw new WireError("body must be an object");
  const all: Encoders = { styled: encodeStyled, content: encodeContentValue, ...encoders };
  return Object.entries(value)
    .flatMap(([name, entry]) => {
      const field = formField(content, name, entry);
      if (entry === null && field.repeated) return [];
      const items: readonly unknown[] = isEncodedPerItem(field) && Array.isArray(entry) ? entry.map(jsonItem) : [entry];
      return items.flatMap((item) => encodeValue("query", field, item, all));
    })
    .join("&");
}

/**
 * Encodes a querystring parameter whose content is a form. Other content is encoded by `encodeContentValue`. Throws a
 * `WireError`.
 */
export const encodeQuerystring: EncodePieces = (place, spec, value) => {
  const { parts, rest }: Partial<ParameterSpec> = spec;
  if (place !== "querystring" || !parts) return encodeContentValue(place, spec, value);
  if (value === undefined || value === null) return [];
  return [encodeForm(querystringForm(parts, rest), value, { deepObject: encodeDeepObject })];
};

/** Decodes a querystring parameter whose content is a form. Throws a `WireError`. */
export function decodeQuerystring(
  { parts = {}, rest }: ParameterSpec,
  query: string,
  limits?: QueryLimits,
  attempts?: Attempts,
): unknown {
  const errors: InputError[] = [];
  const value = readForm(querystringForm(parts, rest), query, errors, limits, attempts);
  for (const { name, message } of errors) {
    throw new WireError(name === "" ? message : `has ${JSON.stringify(name.slice(0, 40))}, which ${message}`);
  }
  return value;
}

function querystringForm(parts: NonNullable<ParameterSpec["parts"]>, rest: Shape | undefined): ContentSpec {
  return { mediaType: "", codec: "form", parts, ...(rest !== undefined && { rest }) };
}

/** Decodes a form. Adds an error per invalid property. */
export async function decodeForm(
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  _decoders?: Decoders,
  limit: number = Infinity,
): Promise<unknown> {
  return readForm(content, await limitBody(source, limit).text(), errors);
}

/**
 * Decodes a form from a string. Returns an object without a prototype and without the properties that `errors` name.
 */
export function readForm(
  content: ContentSpec,
  text: string,
  errors: InputError[],
  limits?: QueryLimits,
  attempts?: Attempts,
): Record<string, unknown> {
  const pairs = collectError(errors, { in: "body", name: "" }, () => parseQuery(text, limits)) ?? [];
  const known = Object.keys(content.parts ?? {}).map((name) => formField(content, name));
  const isRest = (name: string) => !known.some((field) => claimsOtherPairs(field) || claimsPair(field, name));
  const unknown = pairs.filter((pair) => isRest(pair.name));
  const fields = [
    ...known,
    ...Array.from(new Set(unknown.map(({ name }) => name)), (name) => formField(content, name)),
  ];
  const decoded: Record<string, unknown> = Object.create(null);
  for (const field of fields) {
    const { name } = field;
    const isTaken = (other: string) => fields.some((one) => one !== field && claimsPair(one, other));
    const value = collectError(errors, { in: "body", name }, () => {
      const decode = pairsDecoder("query", field, isTaken, limits?.depth);
      if (!isEncodedPerItem(field)) return decode(pairs, attempts?.at(name));
      const items = pairs.filter((pair) => pair.name === name).map((pair) => decode([pair]));
      return items.length === 0 ? undefined : items;
    });
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

/** Returns true if each item of an array is a pair with its own content. OpenAPI 3.2 §4.14.4.1. */
function isEncodedPerItem({ content, repeated }: FormField): boolean {
  return repeated === true && content !== undefined;
}

/** Returns an item as JSON encodes it in an array. */
function jsonItem(item: unknown): unknown {
  return item === undefined ? null : item;
}

interface FormField extends NamedValue {
  readonly repeated?: boolean;
}

/**
 * Returns the encoding of a property. An undocumented property with an object is JSON, because an exploded object would
 * lose its name.
 */
function formField({ parts, rest = "any" }: ContentSpec, name: string, value?: unknown): FormField {
  const part = own(parts, name);
  if (!part) return { name, shape: rest, ...(isRecord(value) && { content: "json" }) };
  return { ...part, name, ...(part.codec === "json" && !part.style && { content: "json" }) };
}
