/** What TypeScript can say of the names of properties: those that begin with a text, and those from a list. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { Declarations } from "./declarations.ts";
import { valuesOf } from "./literal-type.ts";

export interface PrefixedKeys {
  readonly prefix: string;
  readonly schema: Schema;
}

/** An anchor, characters that mean themselves, and the rest. */
const PREFIX = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^\w\s])+)(?![*+?{])([^|]*)$/;

/** Of nothing but the beginning is asked. */
const ANYTHING = /^(?:\.\*\$?)?$/;

/**
 * The prefixes that stand for all patterns of `schema`; undefined where one is no prefix, or where a name could be meant
 * twice, by two of them or by a declared property.
 */
export function prefixesOf(schema: SchemaObject): readonly PrefixedKeys[] | undefined {
  const { patternProperties = {}, properties = {}, required = [], additionalProperties } = schema;
  const found: PrefixedKeys[] = [];
  for (const [pattern, value] of Object.entries(patternProperties)) {
    const [, escaped = "", rest = ""] = PREFIX.exec(pattern) ?? [];
    // Names that have the prefix and not the pattern are those of other properties, if there may be any.
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

/** Whether `propertyNames` lists the names that there may be. */
export function listsNames({ propertyNames }: SchemaObject, { named }: Declarations): boolean {
  if (typeof propertyNames !== "object") return false;
  const { $ref } = propertyNames;
  const target: Schema | undefined = $ref === undefined ? propertyNames : named($ref)?.schema;
  const values = typeof target === "object" ? valuesOf(target) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => typeof value === "string");
}
