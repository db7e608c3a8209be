/**
 * Parses a file into plain JSON. Accepts YAML 1.2 with merge keys, of which JSON is a part. Rejects values that JSON
 * does not have (tags, complex keys, NaN), duplicate keys, circular aliases and alias bombs.
 */
import { isUtf8 } from "node:buffer";
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import type { Limits } from "../../../options.ts";
import type { Json } from "../../json.ts";
import { endOfString, skipWhitespace } from "./json-tokens.ts";
import {
  type ParseError,
  tooManyAliasedValues,
  circularAlias,
  loneSurrogate,
  notJsonNumber,
  parseErrorOf,
  nestedTooDeeply,
} from "./parse-errors.ts";

/** The syntax that a file was parsed as. */
export type SourceSyntax = "json" | "yaml";

export type ParseResult = { readonly value: Json; readonly syntax: SourceSyntax } | { readonly error: ParseError };

/** Decodes bytes as UTF-8 and removes the byte order mark. Returns undefined if the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined;
}

/** Parses JSON or YAML. The caller checks `limits.bytes` and `limits.files`. */
export function parseJsonOrYaml(text: string, limits: Limits): ParseResult {
  const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  // `JSON.parse` accepts duplicate keys without an error. If the counts differ, the YAML parser reports the offset.
  if (json && countProperties(json.value, text, limits) === countKeys(text)) return { ...json, syntax: "json" };
  return parseYaml(text, limits);
}

function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json }; // `JSON.parse` returns JSON
  } catch {
    return undefined; // it may be YAML in flow style; if not, the YAML parser has the better message
  }
}

function parseYaml(text: string, limits: Limits): ParseResult {
  try {
    const options = { schema: CORE_SCHEMA.withTags(mergeTag), maxDepth: limits.depth, maxTotalMergeKeys: 100_000 };
    const value = load(text, options) as Json; // `findYamlError` verifies it
    const error = findYamlError(value, text, limits);
    return error ? { error } : { value, syntax: "yaml" };
  } catch (error) {
    return { error: parseErrorOf(error, text) };
  }
}

/**
 * Returns the number of properties in a value that `JSON.parse` returned. Returns NaN if it contains an invalid
 * value.
 */
function countProperties(root: Json, text: string, limits: Limits): number {
  const mayHaveSurrogates = LONE_SURROGATE_ESCAPE.test(text); // UTF-8 has no lone surrogates, so only escapes can produce them

  function count(value: Json, above: number): number {
    if (typeof value === "string") return mayHaveSurrogates && LONE_SURROGATE.test(value) ? Number.NaN : 0;
    if (typeof value === "number") return Number.isFinite(value) ? 0 : Number.NaN;
    if (typeof value !== "object" || value === null) return 0;
    if (above >= limits.depth) return Number.NaN;
    const children = Object.values(value);
    let properties = Array.isArray(value) ? 0 : children.length;
    if (mayHaveSurrogates && LONE_SURROGATE.test(Object.keys(value).join("\n"))) return Number.NaN;
    for (const child of children) properties += count(child, above + 1);
    return properties;
  }

  return count(root, 0);
}

/** The size of a value: the number of values in it with aliases expanded, and the nesting depth. */
interface ValueExtent {
  readonly values: number;
  readonly depth: number;
}

const SCALAR: ValueExtent = { values: 1, depth: 0 };

/**
 * Returns the first error in a value that the YAML parser returned. Aliases make the value a graph. Each object is
 * visited once, but its values are counted once per alias. So an alias bomb is rejected without being expanded.
 */
function findYamlError(root: Json, text: string, limits: Limits): ParseError | undefined {
  const escapeOffset = text.search(LONE_SURROGATE_ESCAPE);
  const extents = new Map<object, ValueExtent | "open">();
  let distinctValues = 0;
  let error: ParseError | undefined;
  let firstTooLarge: Json | undefined; // the first object that exceeds the limit by itself

  function fail(why: ParseError): ValueExtent {
    error ??= why;
    return SCALAR;
  }

  function measure(value: Json, above: number): ValueExtent {
    if (typeof value !== "object" || value === null) {
      distinctValues += 1;
      if (escapeOffset >= 0 && typeof value === "string" && LONE_SURROGATE.test(value)) {
        return fail(loneSurrogate(escapeOffset));
      }
      const isJson = typeof value !== "number" || Number.isFinite(value);
      return isJson ? SCALAR : fail(notJsonNumber(value, stepsTo(value, root) ?? []));
    }
    const known = extents.get(value);
    if (known === "open") return fail(circularAlias(stepsTo(value, root)));
    if (above + (known?.depth ?? 1) > limits.depth) return fail(nestedTooDeeply(undefined));
    if (known) return known;
    extents.set(value, "open");
    distinctValues += 1;
    let values = 1;
    let depth = 0;
    const children = Object.values(value);
    if (escapeOffset >= 0 && LONE_SURROGATE.test(Object.keys(value).join("\n"))) {
      return fail(loneSurrogate(escapeOffset));
    }
    for (const child of children) {
      const extent = measure(child, above + 1);
      if (error) return SCALAR;
      values += extent.values;
      if (extent.depth > depth) depth = extent.depth;
    }
    const extent = { values, depth: depth + 1 };
    extents.set(value, extent);
    if (values > limits.aliasedValues) firstTooLarge ??= value;
    return extent;
  }

  const aliasedValues = measure(root, 0).values - distinctValues;
  if (aliasedValues > limits.aliasedValues) fail(tooManyAliasedValues(limits, stepsTo(firstTooLarge ?? root, root)));
  return error;
}

/** Returns the steps to the first value in `node` that is `wanted`. Visits values with several aliases once. */
function stepsTo(wanted: Json, node: Json, seen: Set<Json> = new Set()): readonly string[] | undefined {
  if (Object.is(node, wanted)) return [];
  if (typeof node !== "object" || node === null || seen.has(node)) return undefined;
  seen.add(node);
  for (const [key, value] of Object.entries(node)) {
    const below = stepsTo(wanted, value, seen);
    if (below) return [key, ...below];
  }
  return undefined;
}

/** Returns the number of keys in valid JSON, including duplicates. A key is a string before a colon. */
function countKeys(text: string): number {
  let keys = 0;
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', start)) {
    start = skipWhitespace(text, endOfString(text, start));
    if (text.charCodeAt(start) === 0x3a) keys += 1;
  }
  return keys;
}

/** A lone surrogate. No text encoding for interchange can represent it (RFC 7493 §2.1). */
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATE_ESCAPE =
  /\\ud[89ab][\da-f]{2}(?!\\ud[c-f][\da-f]{2})|(?<!\\ud[89ab][\da-f]{2})\\ud[c-f][\da-f]{2}|\\U0000d[89a-f]/i;
