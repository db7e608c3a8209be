/** What becomes of texts and integers whose format is converted: by all the schemas that apply to one value. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { ValueConversions } from "../../options.ts";
import type { Declarations } from "./declarations.ts";
import { kindsOf } from "./kinds.ts";
import { valuesOf } from "./literal-type.ts";

export type Leaf = "Date" | "bigint";
export type Leaves = ReadonlySet<Leaf | "literal">;

/**
 * `around`: what is known of the schemas that apply to the same value. Where one lists the values (`enum`, `const`), these
 * stay what they are in the description: nothing is converted.
 */
export type LeavesOf = (schema: Schema, around: Leaves | undefined) => Leaves;

const NONE: Leaves = new Set();
const LITERAL: Leaves = new Set(["literal"]);

export function leavesOf(declarations: Declarations, formats: ValueConversions): LeavesOf {
  const isOff = Object.keys(formats).length === 0;
  return (schema, around = NONE) => {
    if (isOff || around.has("literal")) return around;
    const all = conjuncts(schema, declarations);
    if (all.some((each) => valuesOf(each) !== undefined)) return LITERAL;
    const found = new Set(around);
    for (const { format, ...each } of all) {
      const kinds = kindsOf(each);
      if (format === "date-time" && formats[format] && kinds.includes("string")) found.add("Date");
      if (format === "int64" && formats[format] && kinds.includes("integer")) found.add("bigint");
    }
    return found;
  };
}

/** The schemas that certainly apply to a value of `schema`, itself the first. */
export function conjuncts(schema: Schema, declarations: Declarations): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const visit = (each: Schema): void => {
    if (typeof each === "boolean" || found.has(each)) return;
    found.add(each);
    for (const target of [...(each.allOf ?? []), ...certain(each)]) visit(target);
  };
  const certain = (each: SchemaObject) =>
    declarations.targets(each).flatMap((list) => (list.length === 1 ? list.map((target) => target.schema) : []));
  visit(schema);
  return [...found];
}
