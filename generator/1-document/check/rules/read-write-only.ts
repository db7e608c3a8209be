import { isObject } from "../../json.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.0.4 §4.7.24.2. JSON Schema 2020-12 allows both. */
export const readWriteOnly: Rule = {
  name: "read-write-only",
  severity: "error",
  versions: ["3.0"],
  lenient: "the property is neither in requests nor in responses",
  remedy: "Keep one of them.",
  explanation: {
    asks: "In 3.0, a property is not both `readOnly` and `writeOnly`.",
    why: "The property would be neither in requests nor in responses.",
    breaks: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Pet: { type: object, properties: { id: { readOnly: true, writeOnly: true } } }`,
    keeps: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Pet: { type: object, properties: { id: { readOnly: true } } }`,
  },
  visitor: () => ({
    Schema(schema: unknown, { report, location }) {
      if (!isObject(schema) || schema["readOnly"] !== true || schema["writeOnly"] !== true) return;
      report({
        message: "`readOnly` and `writeOnly` exclude each other.",
        location: location.child(["writeOnly"]).key(),
      });
    },
  }),
};
