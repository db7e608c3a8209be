/**
 * openapi-typescript keeps its place in a pointer that it percent-decodes anew at every step, and takes whatever follows
 * a `#/` in a name for a pointer: names with `%` or `#` would stop it or lead it astray. So all text goes in with these
 * two spelled otherwise, and what it has printed is spelled back. The spelling is ASCII that needs quotes wherever the
 * name itself does, and that no type is written with.
 */
import { isObject, type Json, type JsonObject, setOwnProperty } from "../../1-document/json.ts";
import { formatPointer, parsePointer } from "../../1-document/pointer.ts";

const SPELLED: Readonly<Record<string, string>> = { "^": "^0", "%": "^1", "#": "^2" };
const READ: Readonly<Record<string, string>> = { "^0": "^", "^1": "%", "^2": "#" };

/** A copy of the document with every name and every text in it spelled so that it survives. */
export function spelled(node: JsonObject): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [name, value] of Object.entries(node)) setOwnProperty(copy, spell(name), spelledMember(name, value));
  return copy;
}

/** What was printed, as it was meant. */
export function readBack(printed: string): string {
  return printed.replaceAll(/\^[012]/g, (pair) => READ[pair] ?? pair);
}

function spelledMember(name: string, value: Json): Json {
  if (name === "$ref" && typeof value === "string") return spellReference(value);
  if (name !== "discriminator" || !isObject(value) || !isObject(value["mapping"])) return spelledValue(value);
  const mapping = Object.entries(value["mapping"]).map(
    ([key, to]) => [spell(key), spellReference(String(to))] as const,
  );
  return { ...spelled(value), mapping: Object.fromEntries(mapping) };
}

function spelledValue(value: Json): Json {
  if (typeof value === "string") return spell(value);
  if (Array.isArray(value)) return value.map(spelledValue);
  return isObject(value) ? spelled(value) : value;
}

function spellReference(reference: string): string {
  return reference.startsWith("#/") ? formatPointer(parsePointer(reference).map(spell)) : spell(reference);
}

function spell(text: string): string {
  return text.replaceAll(/[\^%#]/g, (character) => SPELLED[character] ?? character);
}
