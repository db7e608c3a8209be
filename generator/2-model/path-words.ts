/** What names are made of where the description gives none: paths and pointers. And what is made of names. */
import { parsePointer } from "../1-document/pointer.ts";
import { splitWords } from "./identifiers.ts";

/** `/pets/{petId}/toys/{a}-{b}` → `pets`, `by`, `pet`, `Id`, `toys`, `by`, `a`, `and`, `b`. */
export function wordsOfPath(path: string): readonly string[] {
  const words: string[] = [];
  let previous = "";
  for (const part of path.match(/\{[^{}]*\}|[^{}]+/g) ?? []) {
    const inner = splitWords(part);
    if (inner.length === 0) continue; // only slashes: what stands around them belongs together
    const isParameter = part.startsWith("{");
    if (isParameter) words.push(previous === "parameter" ? "and" : "by");
    words.push(...inner);
    previous = isParameter ? "parameter" : "text";
  }
  return words.length === 0 ? ["root"] : words;
}

/** Whatever stands below these is named by somebody; the keyword itself says nothing. */
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

/** `#/components/schemas/Client/properties/logo/items` → `Client`, `logo`, `item`; and all there is, for when that is taken. */
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

/** What follows a stem in the names of an operation's types and validators. */
const TYPE_NAME_SUFFIXES: readonly RegExp[] = [
  /(?:Path|Query|Querystring|Headers|Cookies|Body|Request|Result|Response|Received|Parameters)$/,
  /(?:Body\d+|Response(?:\d\d\d|\dXX|Default))$/,
  /Response(?:\d\d\d|\dXX|Default)(?:Headers|_?\d+)$/,
  /(?:Body\d*|Response(?:\d\d\d|\dXX|Default)(?:_\d+)?)Item$/,
];

/** The stems of operations one of whose types would be called `name`. */
export function typeNameStems(name: string): readonly string[] {
  return TYPE_NAME_SUFFIXES.map((suffix) => name.search(suffix))
    .filter((start) => start >= 0)
    .map((start) => name.slice(0, start));
}
