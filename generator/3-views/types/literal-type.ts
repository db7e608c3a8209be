/** `const` and `enum`: the type of what a schema lists, and the object that names the values of an enum. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import { literal } from "../code.ts";
import { NO_DOCS } from "../docs.ts";
import { isOfKind, kindsOf } from "./kinds.ts";
import { closed, NEVER, objectOf, STRING, tupleOf, type Type, union } from "./type-syntax.ts";

/** The values that `const` and `enum` leave, without those that `type` excludes; undefined where neither is there. */
export function valuesOf(schema: SchemaObject): readonly Json[] | undefined {
  const lists = [
    ...(schema.const === undefined ? [] : [[schema.const]]),
    ...(schema.enum === undefined ? [] : [schema.enum]),
  ] as readonly (readonly Json[])[]; // they come from JSON
  const [first, second] = lists;
  if (first === undefined) return undefined;
  const kinds = schema.type === undefined ? undefined : kindsOf(schema);
  return first
    .filter((value) => second === undefined || second.some((other) => isSame(other, value)))
    .filter((value) => kinds === undefined || kinds.some((kind) => isOfKind(value, kind)));
}

/** Whether two values are equal by JSON Schema, which knows no order of members (2020-12 Core §4.2.2). */
function isSame(one: Json, other: Json): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const members = new Map(Object.entries(other));
  const entries = Object.entries(one);
  return (
    entries.length === members.size &&
    entries.every(([name, value]) => {
      const counterpart = members.get(name);
      return counterpart !== undefined && isSame(value, counterpart);
    })
  );
}

/** The type that has `value` as its only one. */
export function literalType(value: Json): Type {
  if (Array.isArray(value)) {
    return tupleOf(
      value.map((item) => ({ optional: false, type: literalType(item) })),
      undefined,
    );
  }
  if (typeof value !== "object" || value === null) return closed(literal(value));
  const members = Object.entries(value).map(([name, entry]) => ({
    name,
    optional: false,
    type: literalType(entry),
    docs: NO_DOCS,
  }));
  return objectOf(members, members.length === 0 ? [{ names: STRING, type: NEVER }] : []);
}

export function literalUnion(values: readonly Json[]): Type {
  return union(values.map(literalType));
}

/** A name and a value of an enum's object. */
export interface EnumMember {
  readonly name: string;
  readonly value: Json;
}

/**
 * Names for the values of an enum, in PascalCase; values that would share a name keep their own spelling instead,
 * so that no name depends on the order. Empty where an object is of no use: values other than text and numbers.
 */
export function enumMembers(schema: SchemaObject): readonly EnumMember[] {
  if (schema.enum === undefined) return [];
  const values = [...new Set(valuesOf(schema))].filter((value) => value !== null);
  if (!values.every((value) => typeof value === "string" || typeof value === "number")) return [];
  const sharing = new Map<string, number>();
  for (const value of values) {
    const name = pascalCase(String(value));
    sharing.set(name, (sharing.get(name) ?? 0) + 1);
  }
  const members = values.map((value) => {
    const name = pascalCase(String(value));
    return { name: sharing.get(name) === 1 ? name : String(value), value };
  });
  const unambiguous = new Set(members.map(({ name }) => name)).size === members.length;
  return unambiguous ? members : []; // `1` and `"1"` in one enum
}

/** Of its own result the same again: else a name could be another value's spelling. */
function pascalCase(text: string): string {
  const words = text.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== "");
  const name = words
    .map((word) => (words.length > 1 && word === word.toUpperCase() ? word.toLowerCase() : word))
    .map((word) => word.replace(/^./u, (letter) => letter.toUpperCase()))
    .join("");
  if (name === "") return text === "" ? "Empty" : text;
  return /^\p{ID_Start}/u.test(name) ? name : `Value${name}`;
}
