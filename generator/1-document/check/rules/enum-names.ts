import { isObject } from "../../json.ts";
import type { SchemaObject } from "../../openapi.ts";
import { enumNotesOf } from "../../schemas/enum-notes.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** Extensions that name or describe the values of `enum` are matched by position or by value. */
export const enumNames: Rule = {
  name: "enum-names",
  severity: "warning",
  remedy: "Give each value of `enum` one entry, in the same order. Until then, names are made from the values.",
  explanation: {
    asks: "`x-enumNames`, `x-enum-varnames`, `x-enum-descriptions` and `x-ms-enum` fit the values of `enum`.",
    why: "With another number of entries, it is unknown which entry belongs to which value.",
    breaks: `
      components:
        schemas:
          Size: { type: integer, enum: [0, 1], x-enumNames: [Small] }`,
    keeps: `
      components:
        schemas:
          Size: { type: integer, enum: [0, 1], x-enumNames: [Small, Large] }`,
  },
  visitor: () => ({ Schema: check }),
};

function check(schema: unknown, { report, location }: Pick<UserContext, "report" | "location">): void {
  if (!isObject(schema) || !Array.isArray(schema["enum"])) return;
  for (const { keyword, message } of enumNotesOf(schema as SchemaObject).problems) {
    report({ message, location: location.child(keyword) });
  }
}
