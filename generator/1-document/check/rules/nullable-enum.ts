import { isObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** OpenAPI 3.0.4 §4.7.24.2: `nullable` adds null to `type` only, and `enum` still has to list it. */
export const nullableEnum: Rule = {
  name: "nullable-enum",
  severity: "warning",
  versions: ["3.0"],
  remedy: "Add `null` to `enum`, or remove `nullable`. Until then, null is allowed.",
  explanation: {
    asks: "In 3.0, the `enum` of a schema with `nullable: true` lists null.",
    why: "By 3.0.4, an `enum` without null forbids null in spite of `nullable`, but most authors mean that null is allowed.",
    breaks: `
      openapi: 3.0.4
      info: { title: Pets, version: "1" }
      paths: {}
      components:
        schemas:
          Size: { type: string, nullable: true, enum: [small, large] }`,
    keeps: `
      openapi: 3.0.4
      info: { title: Pets, version: "1" }
      paths: {}
      components:
        schemas:
          Size: { type: string, nullable: true, enum: [small, large, null] }`,
  },
  visitor: () => ({
    Schema(schema: unknown, { report, location }: Pick<UserContext, "report" | "location">) {
      if (!isObject(schema) || schema["nullable"] !== true || !Array.isArray(schema["enum"])) return;
      if (schema["enum"].includes(null)) return;
      report({
        message: "`nullable` is true, but `enum` does not list null.",
        location: location.child(["nullable"]),
      });
    },
  }),
};
