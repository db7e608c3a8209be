import { isObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** ECMAScript §B.2.2.1: `__proto__` is the prototype of an object, so that copying it as a property is dangerous. */
export const protoProperty: Rule = {
  name: "proto-property",
  severity: "warning",
  remedy: "Choose another name. Until then, the server rejects every request that has the property.",
  explanation: {
    asks: "No property of a schema is named `__proto__`.",
    why: "In JavaScript, this name is the prototype of an object. The server rejects it, because code that copies objects can be attacked through it.",
    breaks: `
      components:
        schemas:
          Node: { type: object, properties: { __proto__: { type: string } } }`,
    keeps: `
      components:
        schemas:
          Node: { type: object, properties: { prototype: { type: string } } }`,
  },
  visitor: () => ({
    Schema(schema: unknown, { report, location }: Pick<UserContext, "report" | "location">) {
      if (!isObject(schema)) return;
      const { properties, required } = schema;
      if (isObject(properties) && Object.hasOwn(properties, "__proto__")) {
        report({
          message: "A property is named `__proto__`.",
          location: location.child(["properties", "__proto__"]).key(),
        });
      } else if (Array.isArray(required) && required.includes("__proto__")) {
        const at = required.indexOf("__proto__");
        report({ message: "A required property is named `__proto__`.", location: location.child(["required", at]) });
      }
    },
  }),
};
