import type { JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import { omitNode, type Rule, type UserContext } from "../../rule.ts";

const COUNTS = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

/** JSON Schema 2020-12 validation §6.3 to §6.5, and all earlier drafts: limits of lengths are not negative. */
export const negativeLength: Rule = {
  name: "negative-length",
  severity: "warning",
  remedy: "Write a limit of at least 0, or remove the keyword. Until then, it is ignored.",
  explanation: {
    asks: "Limits of lengths and counts, such as `minLength` and `maxItems`, are not negative.",
    why: "JSON Schema does not allow a negative limit, and validators differ in what they make of it.",
    breaks: `
      components:
        schemas:
          Name: { type: string, minLength: -1 }`,
    keeps: `
      components:
        schemas:
          Name: { type: string, minLength: 1 }`,
  },
  omits: omitNode,
  visitor: () => onSchemaKeywords(check),
};

function check(schema: JsonObject, { report, location }: UserContext): void {
  for (const keyword of COUNTS) {
    const limit = schema[keyword];
    if (typeof limit !== "number" || limit >= 0) continue;
    report({ message: `\`${keyword}\` is negative: ${limit}.`, location: location.child([keyword]) });
  }
}
