import { isObject, type Json } from "../../json.ts";
import { firstRounded } from "../helpers/first-rounded.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** RFC 8259 §6: integers beyond 2^53-1 are not exact in implementations that use doubles, such as JavaScript. */
export const roundedInteger: Rule = {
  name: "rounded-integer",
  severity: "warning",
  remedy:
    "Use a string, or an integer of at most 9,007,199,254,740,991. Until then, types, validators and `openapi.json` have the rounded value.",
  explanation: {
    asks: "Integers in `enum`, `const`, `default` and examples are at most 9,007,199,254,740,991 (2^53-1).",
    why: "JavaScript rounds larger integers when it reads the description, so generated code cannot have all of their digits.",
    breaks: `
      components:
        schemas:
          Id: { type: integer, const: 9007199254740993 }`,
    keeps: `
      components:
        schemas:
          Id: { type: integer, const: 9007199254740991 }`,
  },
  visitor: () => ({ Schema: check }),
};

const KEYWORDS = ["enum", "const", "default", "example", "examples"];

function check(schema: unknown, { report, location }: Pick<UserContext, "report" | "location">): void {
  if (!isObject(schema)) return;
  for (const keyword of KEYWORDS) {
    const found = firstRounded(schema[keyword] as Json, []); // the description is JSON
    if (found === undefined) continue;
    report({
      message: `An integer is beyond 2^53-1 and is rounded to ${BigInt(found.value)}.`,
      location: location.child([keyword, ...found.path]),
    });
  }
}
