/** Types of `const` and `enum`, and the members of the object that is exported for an enum. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import { literal } from "../code.ts";
import { NO_DOCS } from "../docs.ts";
import { isOfKind, kindsInSchema } from "./value-kinds.ts";
import { atomicType, NEVER, objectOf, STRING, tupleOf, type Type, union } from "./type-syntax.ts";

/** Returns the values that `const`, `enum` and `type` allow together. Returns undefined without `const` and `enum`. */
export function allowedValues(schema: SchemaObject): readonly Json[] | undefined {
  const lists = [
    ...(schema.const === undefined ? [] : [[schema.const]]),
    ...(schema.enum === undefined ? [] : [schema.enum]),
  ] as readonly (readonly Json[])[]; // the description is JSON
  const [first, second] = lists;
  if (first === undefined) return undefined;
  const kinds = schema.type === undefined ? undefined : kindsInSchema(schema);
  return first
    .filter((value) => second === undefined || second.some((other) => isJsonEqual(other, value)))
    .filter((value) => kinds === undefined || kinds.some((kind) => isOfKind(value, kind)));
}

/** Returns true if two values are equal in JSON Schema, regardless of property order (2020-12 Core §4.2.2). */
function isJsonEqual(one: Json, other: Json): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const members = new Map(Object.entries(other));
  const entries = Object.entries(one);
  return (
    entries.length === members.size &&
    entries.every(([name, value]) => {
      const counterpart = members.get(name);
      return counterpart !== undefined && isJsonEqual(value, counterpart);
    })
  );
}

/** Returns the type whose only value is `value`. */
function literalType(value: Json): Type {
  if (Array.isArray(value)) {
    return tupleOf(
      value.map((item) => ({ optional: false, type: literalType(item) })),
      undefined,
    );
  }
  if (typeof value !== "object" || value === null) return atomicType(literal(value));
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

/** A member of the object of an enum. */
export interface EnumMember {
  readonly name: string;
  readonly value: Json;
}

/**
 * Returns names in PascalCase for the values of an enum. Values that would share a name keep their own text, so that no
 * name depends on the order. Returns none if there are values other than strings and numbers.
 */
export function enumMembers(schema: SchemaObject): readonly EnumMember[] {
  if (schema.enum === undefined) return [];
  const values = [...new Set(allowedValues(schema))].filter((value) => value !== null);
  if (!values.every((value) => typeof value === "string" || typeof value === "number")) return [];
  const sharing = new Map<string, number>();
  for (const value of values) {
    const name = enumMemberName(String(value));
    sharing.set(name, (sharing.get(name) ?? 0) + 1);
  }
  const members = values.map((value) => {
    const name = enumMemberName(String(value));
    return { name: sharing.get(name) === 1 ? name : String(value), value };
  });
  const unambiguous = new Set(members.map(({ name }) => name)).size === members.length;
  return unambiguous ? members : []; // `1` and `"1"` in one enum
}

/** Converts a value to PascalCase. The function is idempotent, so that no name equals the text of another value. */
function enumMemberName(text: string): string {
  const words = text.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== "");
  const name = words
    .map((word) => (words.length > 1 && word === word.toUpperCase() ? word.toLowerCase() : word))
    .map((word) => word.replace(/^./u, (letter) => letter.toUpperCase()))
    .join("");
  if (name === "") return text === "" ? "Empty" : text;
  return /^\p{ID_Start}/u.test(name) ? name : `Value${name}`;
}
