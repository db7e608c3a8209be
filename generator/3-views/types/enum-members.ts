/** The members of the object that is exported for an enum: names, values and doc comments. */
import { enumNotesOf, type EnumNote } from "../../1-document/schemas/enum-notes.ts";
import type { Json } from "../../1-document/json.ts";
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { allowedValues } from "./literal-types.ts";
import { isOfKind, kindsInSchema } from "./value-kinds.ts";

/** A member of the object of an enum. */
export interface EnumMember {
  readonly name: string;
  readonly value: string | number;
  readonly description: string | undefined;
}

interface NotedValue {
  readonly value: Json;
  readonly note: EnumNote;
}

/**
 * Returns the members of an enum: of `enum`, of `oneOf` with constants, or of an open enum. A name of the description
 * is kept. Other names are made from the value alone, so that a new value at the end renames no other one. Returns none
 * if there are values other than strings and numbers.
 */
export function enumMembers(schema: SchemaObject): readonly EnumMember[] {
  const noted = notedValues(schema).filter(({ value }) => value !== null);
  const taken = new Set(noted.flatMap(({ note }) => note.name ?? []));
  const members: EnumMember[] = [];
  const known = new Set<Json>();
  for (const { value, note } of noted) {
    if (typeof value !== "string" && typeof value !== "number") return [];
    if (known.has(value)) continue;
    known.add(value);
    const name = note.name ?? freeName(value, taken);
    taken.add(name);
    members.push({ name, value, description: note.description });
  }
  return members;
}

/** Returns the values with their notes, or none if the schema lists no values. */
function notedValues(schema: SchemaObject): readonly NotedValue[] {
  if (schema.enum !== undefined) {
    const allowed = new Set(allowedValues(schema));
    const { notes } = enumNotesOf(schema);
    const values = schema.enum as readonly Json[]; // the description is JSON
    const noted = values
      .map((value, index) => ({ value, note: notes[index] ?? {} }))
      .filter(({ value }) => allowed.has(value));
    const typed = noted.filter(({ value }) => kindsInSchema(schema).some((kind) => isOfKind(value, kind)));
    return typed.length === 0 ? noted : typed; // names for values of another type are of use only if there are no others
  }
  const { oneOf, anyOf } = schema;
  const constants = (oneOf ?? anyOf ?? []).map(constantOf);
  if (constants.length > 1 && constants.every((constant) => constant !== undefined)) return constants;
  return openEnumValues(anyOf ?? oneOf ?? []);
}

/** Returns the constant of an alternative such as `{ const: 1, title: "Low" }`. */
function constantOf(schema: Schema): NotedValue | undefined {
  if (typeof schema === "boolean" || schema.const === undefined) return undefined;
  const { title, description } = schema;
  const name = title === undefined ? "" : enumMemberName(title);
  return {
    value: schema.const as Json, // the description is JSON
    note: { ...(name !== "" && { name }), ...(description !== undefined && { description }) },
  };
}

/** Returns the values of an open enum: alternatives of an `enum` and of any string or number. */
function openEnumValues(alternatives: readonly Schema[]): readonly NotedValue[] {
  const schemas = alternatives.filter((schema) => typeof schema === "object");
  const isOpen = schemas.some(({ type, ...others }) => type !== undefined && type !== "null" && !("enum" in others));
  const [listed, ...more] = schemas.filter((schema) => schema.enum !== undefined);
  return isOpen && listed !== undefined && more.length === 0 && alternatives.length === 2 ? notedValues(listed) : [];
}

/** Returns the name for a value, or the value itself if an earlier value has the name. */
function freeName(value: string | number, taken: ReadonlySet<string>): string {
  const text = String(value);
  let name = enumMemberName(text) || "Empty";
  if (taken.has(name)) name = text;
  while (taken.has(name)) name += "_";
  return name;
}

const SIGNS: Readonly<Record<string, string>> = { "-": "Minus", "+": "Plus" };

/** Converts a value to PascalCase: `very-high` becomes `VeryHigh`, `-1` becomes `Minus1`, and `2.5` becomes `Value2_5`. */
function enumMemberName(text: string): string {
  const sign = SIGNS[text.charAt(0)] ?? "";
  const words = text.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== "");
  let name = words.length === 0 ? "" : sign;
  for (const word of words) {
    const lower = words.length > 1 && word === word.toUpperCase() ? word.toLowerCase() : word;
    const next = lower.replace(/^./u, (letter) => letter.toUpperCase());
    name += /\d$/.test(name) && /^\d/.test(next) ? `_${next}` : next; // 2.5 must not become 25
  }
  if (name === "") return text;
  return /^\p{ID_Start}/u.test(name) ? name : `Value${name}`;
}
