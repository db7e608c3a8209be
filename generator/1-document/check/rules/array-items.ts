import { isObject } from "../../json.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.0.4 §4.7.24.1, Swagger 2.0 Schema Object: `items` MUST be present if `type` is `array`. */
export const arrayItems: Rule = {
  name: "array-items",
  severity: "warning",
  versions: ["2.0", "3.0"],
  remedy: "Say by `items` what is in the list; until then it is anything.",
  explanation: {
    asks: "In 2.0 and 3.0, a list says what its items are.",
    why: "Nothing is known of them: their type is `unknown`, and nothing of them is checked.",
    breaks: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Names: { type: array }`,
    keeps: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Names: { type: array, items: { type: string } }`,
  },
  visitor: () => ({
    Schema(schema: unknown, { report, location }) {
      if (!isObject(schema) || schema["type"] !== "array" || schema["items"] !== undefined) return;
      report({ message: "A list without `items`.", location: location.child(["type"]) });
    },
  }),
};
