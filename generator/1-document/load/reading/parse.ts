/**
 * Parses a file into plain JSON. Accepts YAML 1.2 with merge keys, of which JSON is a part. Rejects values that JSON
 * does not have (tags, complex keys, NaN), duplicate keys, circular aliases and alias bombs.
 */
import { isUtf8 } from "node:buffer";
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import type { Limits } from "../../../options.ts";
import type { Json } from "../../json.ts";
import { endOfString, skipWhitespace } from "./json-tokens.ts";
import { indentFlowLines, isDeficientIndentation } from "./flow-indentation.ts";
import { repairJson, type SyntaxSlip } from "./repair-json.ts";
import {
  type ParseError,
  tooManyAliasedValues,
  circularAlias,
  foreignFormatError,
  loneSurrogate,
  notJsonNumber,
  parseErrorOf,
  nestedTooDeeply,
} from "./parse-errors.ts";

/** The syntax that a file was parsed as. */
export type SourceSyntax = "json" | "yaml";

/** A text that was repaired before it was parsed, with the way back to the original text. */
export interface RepairedText {
  readonly text: string;
  readonly originalOffset: (offset: number) => number;
}

interface ParsedText {
  readonly value: Json;
  readonly syntax: SourceSyntax;
  /** Deviations from the syntax that leave no doubt about the meaning. */
  readonly slips: readonly SyntaxSlip[];
}

/** The value of a text, or the reason to reject it. `repaired` is set if another text was parsed in its place. */
export type ParseResult = (ParsedText | { readonly error: ParseError }) & { readonly repaired?: RepairedText };

/** Decodes bytes as UTF-8 and removes the byte order mark. Returns undefined if the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined;
}

/**
 * Parses JSON or YAML. The caller checks `limits.bytes` and `limits.files`. `isNamedJson` says that the name of the
 * file promises JSON, in which a trailing comma is not allowed.
 */
export function parseJsonOrYaml(text: string, limits: Limits, isNamedJson = false): ParseResult {
  const foreign = foreignFormatError(text);
  if (foreign) return { error: foreign };
  if (!/^\s*(?:[{[]|\/[/*])/.test(text)) return parseYaml(text, limits);
  const plain = parseJsonText(text, limits);
  if (plain) return { ...plain, slips: [] };
  const repaired = repairJson(text);
  const slips = repaired?.slips.filter(({ kind }) => isNamedJson || kind === "comment") ?? [];
  if (!repaired || slips.length === 0 || (!isNamedJson && !parseJson(repaired.text))) return parseYaml(text, limits);
  // The YAML parser would read a comment as a part of a key.
  const result = parseJsonText(repaired.text, limits) ?? parseYaml(repaired.text, limits);
  const sameLength: RepairedText = { text: repaired.text, originalOffset: (offset) => offset };
  return "value" in result ? { repaired: sameLength, ...result, slips } : { repaired: sameLength, ...result };
}

/** Parses JSON. Returns undefined if the YAML parser has to report an error. */
function parseJsonText(text: string, limits: Limits): Omit<ParsedText, "slips"> | undefined {
  const json = parseJson(text);
  // `JSON.parse` accepts duplicate keys without an error. If the counts differ, the YAML parser reports the offset.
  return json && countProperties(json.value, text, limits) === countKeys(text)
    ? { ...json, syntax: "json" }
    : undefined;
}

function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json }; // `JSON.parse` returns JSON
  } catch {
    return undefined; // it may be YAML in flow style; if not, the YAML parser has the better message
  }
}

function parseYaml(text: string, limits: Limits): ParseResult {
  const strict = parseStrictYaml(text, limits);
  if (!("thrown" in strict)) return strict;
  const indented = isDeficientIndentation(strict.thrown) ? indentFlowLines(text) : undefined;
  if (!indented) return { error: parseErrorOf(strict.thrown, text, limits) };
  const result = parseStrictYaml(indented.text, limits);
  if ("thrown" in result) return { error: parseErrorOf(result.thrown, indented.text, limits), repaired: indented };
  if ("error" in result) return { ...result, repaired: indented };
  const slips = indented.lines.map((line) => ({ kind: "indentation", offset: endOfSpaces(text, line) }) as const);
  return { ...result, slips, repaired: indented };
}

type StrictResult = ParsedText | { readonly error: ParseError } | { readonly thrown: unknown };

function parseStrictYaml(text: string, limits: Limits): StrictResult {
  try {
    const schema = CORE_SCHEMA.withTags(mergeTag);
    const value = load(text, { schema, maxDepth: limits.depth, maxTotalMergeKeys: limits.aliasedValues }) as Json; // `findYamlError` verifies it
    const error = findYamlError(value, text, limits);
    return error ? { error } : { value, syntax: "yaml", slips: [] };
  } catch (thrown) {
    return { thrown };
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
    if (above + (known?.depth ?? 1) > limits.depth) return fail(nestedTooDeeply(limits, undefined));
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

function endOfSpaces(text: string, start: number): number {
  return start + (/^[ \t]*/.exec(text.slice(start, start + 1000))?.[0].length ?? 0);
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
