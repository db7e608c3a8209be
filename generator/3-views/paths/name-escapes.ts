/**
 * Escapes `%` and `#` in names, which openapi-typescript cannot handle. It decodes percent-encoding of its JSON
 * Pointers at every step, and reads all text after `#/` as a pointer. So all strings are escaped before it runs, and
 * its output is unescaped. The escapes are ASCII, need quotes if the name does, and do not occur in the syntax of
 * types.
 */
import { isObject, type Json, type JsonObject, setOwnProperty } from "../../1-document/json.ts";
import { formatPointer, parsePointer } from "../../1-document/pointer.ts";

const ESCAPES: Readonly<Record<string, string>> = { "^": "^0", "%": "^1", "#": "^2" };
const UNESCAPES: Readonly<Record<string, string>> = { "^0": "^", "^1": "%", "^2": "#" };

/** Returns a copy of the document with all names and strings escaped. */
export function escapedObject(node: JsonObject): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [name, value] of Object.entries(node)) {
    setOwnProperty(copy, escapeString(name), escapedProperty(name, value));
  }
  return copy;
}

/** Removes the escapes from the output of openapi-typescript. */
export function unescapeOutput(printed: string): string {
  return printed.replaceAll(/\^[012]/g, (pair) => UNESCAPES[pair] ?? pair);
}

function escapedProperty(name: string, value: Json): Json {
  if (name === "$ref" && typeof value === "string") return escapeReference(value);
  if (name !== "discriminator" || !isObject(value) || !isObject(value["mapping"])) return escapedValue(value);
  const mapping = Object.entries(value["mapping"]).map(
    ([key, to]) => [escapeString(key), escapeReference(String(to))] as const,
  );
  return { ...escapedObject(value), mapping: Object.fromEntries(mapping) };
}

function escapedValue(value: Json): Json {
  if (typeof value === "string") return escapeString(value);
  if (Array.isArray(value)) return value.map(escapedValue);
  return isObject(value) ? escapedObject(value) : value;
}

function escapeReference(reference: string): string {
  return reference.startsWith("#/")
    ? formatPointer(parsePointer(reference).map(escapeString))
    : escapeString(reference);
}

function escapeString(text: string): string {
  return text.replaceAll(/[\^%#]/g, (character) => ESCAPES[character] ?? character);
}
