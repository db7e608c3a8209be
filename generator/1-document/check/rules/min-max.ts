import type { JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import type { Rule, UserContext } from "../../rule.ts";

const PAIRS = [
  ["minimum", "maximum"],
  ["exclusiveMinimum", "exclusiveMaximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

/** JSON Schema 2020-12 validation §6.2 to §6.5: no value can satisfy a minimum above the maximum. */
export const minMax: Rule = {
  name: "min-max",
  severity: "warning",
  remedy: "Exchange or correct the two limits. Until then, no value is valid.",
  explanation: {
    asks: "The minimum of a number, a length or a count is not above its maximum.",
    why: "No value satisfies both limits.",
    breaks: `
      components:
        schemas:
          Age: { type: integer, minimum: 200, maximum: 100 }`,
    keeps: `
      components:
        schemas:
          Age: { type: integer, minimum: 0, maximum: 100 }`,
  },
  visitor: () => onSchemaKeywords(check),
};

function check(schema: JsonObject, { report, location }: UserContext): void {
  for (const [min, max] of PAIRS) {
    const [least, most] = [schema[min], schema[max]];
    if (typeof least !== "number" || typeof most !== "number" || least <= most) continue;
    report({ message: `\`${min}\` ${least} is above \`${max}\` ${most}.`, location: location.child([min]) });
  }
}
