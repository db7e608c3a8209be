/** Finds words for names where the description gives none, and the operation stems that a type name may belong to. */
import { parsePointer } from "../1-document/pointer.ts";
import { splitWords } from "./identifiers.ts";

/**
 * Splits a path template into words: `/pets/{petId}/toys/{a}-{b}` becomes `pets`, `by`, `pet`, `Id`, `toys`, `by`,
 * `a`, `and`, `b`.
 */
export function wordsOfPath(path: string): readonly string[] {
  const words: string[] = [];
  let previous = "";
  for (const part of path.match(/\{[^{}]*\}|[^{}]+/g) ?? []) {
    const inner = splitWords(part);
    if (inner.length === 0) continue; // the part has only punctuation, so the parts around it belong together
    const isParameter = part.startsWith("{");
    if (isParameter) words.push(previous === "parameter" ? "and" : "by");
    words.push(...inner);
    previous = isParameter ? "parameter" : "text";
  }
  return words.length === 0 ? ["root"] : words;
}

/** Segments whose next segment is a name from the description. The segment itself adds no word. */
const MAP_SEGMENTS: ReadonlySet<string> = new Set([
  "schemas",
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "paths",
  "webhooks",
  "responses",
  "parameters",
  "headers",
  "requestBodies",
]);
const SKIPPED_SEGMENTS: ReadonlySet<string> = new Set(["components", "content", "schema"]);

/**
 * Splits a schema's pointer into words: `#/components/schemas/Client/properties/logo/items` becomes `Client`,
 * `logo`, `item`. `long` has the words of all segments, for the case that the short name is taken.
 */
export function wordsOfSchemaPointer(pointer: string): {
  readonly short: readonly string[];
  readonly long: readonly string[];
} {
  const segments = parsePointer(pointer);
  const short: string[] = [];
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] ?? "";
    const next = segments[index + 1];
    if (MAP_SEGMENTS.has(segment) && next !== undefined) {
      short.push(...(segment === "paths" ? wordsOfPath(next) : splitWords(next)));
      index++;
    } else if (segment === "content") {
      index++; // the media type
    } else if (!SKIPPED_SEGMENTS.has(segment)) {
      short.push(...splitWords(segment === "items" ? "item" : segment));
    }
  }
  return { short, long: segments.flatMap(splitWords) };
}

/** Suffixes of the type and validator names of an operation. */
const TYPE_NAME_SUFFIXES: readonly RegExp[] = [
  /(?:Path|Query|Querystring|Headers|Cookies|Body|Request|Result|Response|Received|Parameters)$/,
  /(?:Body\d+|Response(?:\d\d\d|\dXX|Default))$/,
  /Response(?:\d\d\d|\dXX|Default)(?:Headers|_?\d+)$/,
  /(?:Body\d*|Response(?:\d\d\d|\dXX|Default)(?:_\d+)?)Item$/,
];

/** Returns the stems of operations that would have a type called `name`. */
export function typeNameStems(name: string): readonly string[] {
  return TYPE_NAME_SUFFIXES.map((suffix) => name.search(suffix))
    .filter((start) => start >= 0)
    .map((start) => name.slice(0, start));
}
