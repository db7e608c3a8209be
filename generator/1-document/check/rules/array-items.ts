import { isObject } from "../../json.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.0.4 §4.7.24.1 and Swagger 2.0, Schema Object: `items` MUST be present if `type` is `array`. */
export const arrayItems: Rule = {
  name: "array-items",
  severity: "warning",
  versions: ["2.0", "3.0"],
  remedy: "Describe the items by `items`. Without it, an item can be any value.",
  explanation: {
    asks: "In 2.0 and 3.0, a schema of type `array` has `items`.",
    why: "The type of the items is `unknown`, and they are not validated.",
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
      report({ message: "The array schema has no `items`.", location: location.child(["type"]) });
    },
  }),
};
