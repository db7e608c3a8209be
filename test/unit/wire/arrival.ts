/** The expected outcome of a value in a cell: the handler receives it, the client rejects it, or it is not sent. */
import type { Cell } from "./cells.ts";
import type { Trip } from "./loop.ts";
import type { ShapeRow } from "./shapes.ts";

export type Arrival =
  | { readonly arrives: unknown }
  | { readonly refused: RegExp }
  /** The status with which the server rejects it. */
  | { readonly status: number };

/** Returns the actual outcome in the form of the expected one. */
export function comparable(found: Trip, want: Arrival): object {
  if ("arrives" in found) return { arrives: found.arrives };
  if ("status" in found) return { status: found.status };
  const isExpected = "refused" in want && want.refused.test(found.refused);
  return { refused: isExpected ? want.refused : found.refused };
}

/** The outcome of a value that is not sent. */
const NOTHING: Arrival = { arrives: undefined };

/**
 * Returns the expected outcome, by the comments of `styles.ts`, `escapes.ts`, `deep-object.ts` and `path.ts` and by the
 * table in generator/guide/wire-limits.md.
 */
export function arrivalOf(cell: Cell, row: ShapeRow, value: unknown): Arrival {
  const refused = refusalOf(cell, row, value);
  if (refused !== undefined) return { refused };
  // JSON limits apply to content: no own `__proto__`
  const sent = cell.mediaType === "application/json" ? value : withoutNullMembers(value);
  if (cell.mediaType !== undefined && keysIn(sent).includes("__proto__")) return { status: 400 };
  if (cell.mediaType === "application/json") return { arrives: withoutMinusZero(value) };
  if (isFormOfObject(cell, row) && row.isNested) {
    const isNothing = Object.keys(value as object).length === 0; // an object, as the row says
    return isNothing ? NOTHING : { arrives: withoutMinusZero(value) };
  }
  const arrives = received(cell, row, value);
  if (arrives !== undefined) return { arrives };
  return cell.in === "path" ? { refused: /must not be null or empty/ } : NOTHING;
}

/** Returns the value of a querystring form: arrays item by item, objects as JSON. */
function isFormOfObject({ in: place, mediaType }: Cell, { kind }: ShapeRow): boolean {
  return place === "querystring" && mediaType === "application/x-www-form-urlencoded" && kind === "object";
}

function withoutNullMembers(value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null)) : value;
}

/** Replaces `-0`, which JSON does not have. */
function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns true if an item null is encoded as `null`, which a schema with strings would decode as a string. */
function saysNull(schema: unknown): boolean {
  const text = JSON.stringify(schema);
  return text.includes("null") && !/string|"a"/.test(text);
}

/** Returns the value that the handler receives, or undefined if nothing is sent. */
function received(cell: Cell, { schema, kind }: ShapeRow, value: unknown): unknown {
  const read = (leaf: unknown): unknown => {
    if (typeof leaf !== "string") return leaf;
    const text = cell.allowReserved ? leaf.replaceAll(TRIPLES, decoded) : leaf;
    return JSON.stringify(schema).includes("integer") && kind === "primitive" && isInteger(text) ? Number(text) : text;
  };
  if (cell.in === "querystring" && value === "") return undefined;
  if (value === null) return undefined; // RFC 6570 §2.3
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => nested(item, read));
  if (!isObject(value)) return read(value);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== null)
    .map(([name, entry]) => [cell.style === "deepObject" ? name : read(name), nested(entry, read)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Returns the value that `deepObject` decodes, with deeper levels. */
function nested(value: unknown, read: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => nested(item, read));
  if (!isObject(value)) return read(value);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, nested(entry, read)]));
}

function decoded(triples: string): string {
  try {
    return decodeURIComponent(triples);
  } catch {
    return triples;
  }
}

const TRIPLES = /(?:%[0-9a-f]{2})+/gi;

function isMalformed(triples: string): boolean {
  return decoded(triples) === triples;
}

function isInteger(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text));
}

/** Returns the reason why the client rejects the value. */
function refusalOf(cell: Cell, row: ShapeRow, value: unknown): RegExp | undefined {
  const { in: place, style = "", explode = false, mediaType, allowReserved = false } = cell;
  if (place === "path" && (value === null || value === "")) return /must not be null or empty/;
  if (mediaType === "application/json") return undefined;
  const texts = textsIn(value);
  if (mediaType === "text/plain" && typeof value === "object" && value !== null) return /must be a single value/;
  const isStructured = typeof value === "object" && value !== null;
  const holdsNull = Array.isArray(value) && value.includes(null) && !saysNull(row.schema);
  const isEmpty = received(cell, row, value) === undefined;
  if (isEmpty) return undefined;
  const reasons: RegExp[] = [];
  const isFlat = style !== "deepObject" && !isFormOfObject(cell, row);
  if (row.isNested && isFlat && isStructured) reasons.push(/must be a single value/);
  if (holdsNull) reasons.push(/contains null, which cannot be encoded/);
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) reasons.push(/lone surrogate/);
  // `deepObject` escapes values but not names
  const written = style === "deepObject" ? leavesIn(value) : texts;
  const triples = written.flatMap((text) => text.match(TRIPLES) ?? []);
  if (allowReserved && triples.some(isMalformed)) reasons.push(/not valid percent-encoding/);
  if (place === "path" && isFolded(cell, value)) reasons.push(/must not be empty, "\."/);
  if (place === "header" || style === "cookie") {
    if (texts.some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text))) reasons.push(/that headers do not permit/);
    if (texts.some((text) => text !== text.trim())) reasons.push(/begins or ends with white space/);
    const separators = [
      isStructured ? (explode && style === "cookie" ? ";" : ",") : "",
      style === "cookie" ? ";" : "",
    ].join("");
    const keys = isObject(value) && explode ? Object.keys(value) : [];
    const isHeld = texts.some((text) => [...separators].some((one) => text.includes(one)));
    if (isHeld || keys.some((key) => key.includes("="))) reasons.push(/which separates values here/);
  }
  const delimiter = { spaceDelimited: " ", pipeDelimited: "|" }[style];
  if (delimiter !== undefined && !explode && isStructured) {
    const triple = encodeURIComponent(delimiter).toLowerCase();
    const isHeld = (text: string) => text.includes(delimiter) || (allowReserved && text.toLowerCase().includes(triple));
    if (texts.some(isHeld)) reasons.push(/which separates values here/);
  }
  if (style === "deepObject" && keysIn(value).some((key) => key === "" || /[[\]]/.test(key))) {
    reasons.push(/a key that is empty or contains a bracket/);
  }
  if (reasons.length === 0) return undefined;
  return new RegExp(reasons.map(({ source }) => source).join("|"), "u");
}

/** Returns true if URL parsers remove the segment, however its dots are written. */
function isFolded({ style, explode }: Cell, value: unknown): boolean {
  if (isObject(value) || [value].flat().some(isObject)) return false;
  const text = [value]
    .flat()
    .map(String)
    .join(style === "label" && explode ? "." : ",");
  return style !== "matrix" && /^\.{0,2}$/.test((style === "label" ? "." : "") + text);
}

/** Returns all names and strings that are sent. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([, entry]) => entry !== null)
    .flatMap(([name, entry]) => [name, ...textsIn(entry)]);
}

function leavesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesIn) : [];
}

export function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  return isObject(value) ? Object.entries(value).flatMap(([name, entry]) => [name, ...keysIn(entry)]) : [];
}
