/** Keywords about property names that TypeScript can express: prefixes in `patternProperties`, and lists of names. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { NamedTypes } from "./named-types.ts";
import { allowedValues } from "./literal-types.ts";

export interface PrefixedKeys {
  readonly prefix: string;
  readonly schema: Schema;
}

/** Matches a pattern that begins with `^` and literal characters, and captures the rest. */
const PREFIX = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^\w\s])+)(?![*+?{])([^|]*)$/;

/** Matches the rest of a pattern that accepts anything after the prefix. */
const ANYTHING = /^(?:\.\*\$?)?$/;

/**
 * Returns the prefixes that all patterns of a schema stand for. Returns undefined if a pattern is no prefix, or if a
 * name could match two prefixes, or a prefix and a declared property.
 */
export function patternPrefixes(schema: SchemaObject): readonly PrefixedKeys[] | undefined {
  const { patternProperties = {}, properties = {}, required = [], additionalProperties } = schema;
  const found: PrefixedKeys[] = [];
  for (const [pattern, value] of Object.entries(patternProperties)) {
    const [, escaped = "", rest = ""] = PREFIX.exec(pattern) ?? [];
    // a name can have the prefix without matching the pattern, unless other properties are forbidden
    if (escaped === "" || !(ANYTHING.test(rest) || additionalProperties === false)) return undefined;
    found.push({ prefix: escaped.replaceAll("\\", ""), schema: value });
  }
  const names = [...Object.keys(properties), ...required];
  const isAmbiguous = found.some((one) => {
    const isMeant = (name: string): boolean => name.startsWith(one.prefix);
    return names.some(isMeant) || found.some((other) => other !== one && isMeant(other.prefix));
  });
  return found.length === 0 || isAmbiguous ? undefined : found;
}

/** Returns true if `propertyNames` lists all allowed names. */
export function listsPropertyNames({ propertyNames }: SchemaObject, { schemaAt: named }: NamedTypes): boolean {
  if (typeof propertyNames !== "object") return false;
  const { $ref } = propertyNames;
  const target: Schema | undefined = $ref === undefined ? propertyNames : named($ref)?.schema;
  const values = typeof target === "object" ? allowedValues(target) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => typeof value === "string");
}
