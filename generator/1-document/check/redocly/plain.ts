/**
 * Schemas that are not worth a walk: they say their type and what it is for, in the right words, and no more. Most schemas of a
 * large description are such properties. What a rule asks schemas about is no keyword of theirs.
 */
import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { OpenApiVersion } from "../../openapi-version.ts";

type PlainCheck = (value: Json | undefined, schema: JsonObject) => boolean;

const isText: PlainCheck = (value) => typeof value === "string";

const PLAIN: ReadonlyMap<string, PlainCheck> = new Map<string, PlainCheck>([
  ["type", (value) => TYPES.has(value)],
  ["title", isText],
  ["description", isText],
  ["format", isText],
  ["enum", (value) => Array.isArray(value)],
  ["example", () => true], // data
]);

/** Beside a `type`, as the rule `nullable-type-sibling` has it. */
const PLAIN_3_0: ReadonlyMap<string, PlainCheck> = new Map([
  ...PLAIN,
  ["nullable", (value, schema) => typeof value === "boolean" && Object.hasOwn(schema, "type")],
]);

const TYPES: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean", "object"]);

/** Whether no rule has anything to say about the schema `value`. */
export function isPlainSchema(value: unknown, version: OpenApiVersion): boolean {
  const plain = version === "3.0" ? PLAIN_3_0 : PLAIN;
  if (!isObject(value)) return false;
  return Object.keys(value).every((keyword) => plain.get(keyword)?.(value[keyword], value) === true);
}
