import type { Rule } from "../../rule.ts";

/** Arrays of types came with JSON Schema 2020-12, and so with OpenAPI 3.1. Reported by `struct`'s visitor. */
export const schemaTypeArray: Rule = {
  name: "schema-type-array",
  severity: "warning",
  versions: ["3.0"],
  remedy: "Write one type, with `nullable: true` if null is allowed. Until then, the array is read as in 3.1.",
  explanation: {
    asks: "In 3.0, `type` is one type.",
    why: "Other tools reject an array of types, which exists in 2.0 and since 3.1.",
    breaks: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Name: { type: [string, "null"] }`,
    keeps: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Name: { type: string, nullable: true }`,
  },
};
