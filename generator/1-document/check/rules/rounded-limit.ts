import type { JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import type { Rule, UserContext } from "../../rule.ts";

const LIMITS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/** RFC 8259 §6: integers beyond 2^53-1 are not exact in implementations that use doubles, such as JavaScript. */
export const roundedLimit: Rule = {
  name: "rounded-limit",
  severity: "info",
  remedy:
    "Use a limit of at most 9,007,199,254,740,991. Validators and `openapi.json` have the number as JavaScript reads it.",
  explanation: {
    asks: "Limits of integers, such as `maximum`, are at most 9,007,199,254,740,991 (2^53-1).",
    why: "JavaScript rounds larger integers when it reads the description, so the limit may differ in its last digits.",
    breaks: `
      components:
        schemas:
          Id: { type: integer, maximum: 9007199254740993 }`,
    keeps: `
      components:
        schemas:
          Id: { type: integer, maximum: 9007199254740991 }`,
  },
  visitor: () => onSchemaKeywords(check),
};

function check(schema: JsonObject, { report, location }: UserContext): void {
  if (![schema["type"]].flat().includes("integer")) return;
  for (const keyword of LIMITS) {
    const limit = schema[keyword];
    if (typeof limit !== "number" || !Number.isInteger(limit) || Number.isSafeInteger(limit)) continue;
    report({
      message: `\`${keyword}\` is beyond 2^53-1 and is read as ${BigInt(limit)}.`,
      location: location.child([keyword]),
    });
  }
}
