import { isObject } from "../../json.ts";
import { nonconformity } from "../helpers/conforms.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** OpenAPI 3.0 §4.7.24 and 2.0: a default conforms to its own schema; JSON Schema 2020-12 §9.2 recommends it. */
export const defaultValid: Rule = {
  name: "default-valid",
  severity: "warning",
  remedy: "Give a default that could be sent; until then a handler gets it as it is, though nobody may send it.",
  explanation: {
    asks: "A `default` is a value of its own schema.",
    why: "What a server fills in would be refused if a client sent it.",
    breaks: `
      components:
        parameters:
          Size: { name: size, in: query, schema: { type: integer, minimum: 1, default: 0 } }`,
    keeps: `
      components:
        parameters:
          Size: { name: size, in: query, schema: { type: integer, minimum: 1, default: 20 } }`,
  },
  visitor: () => ({
    Schema: check,
    // in 2.0, these say of a value what elsewhere a schema says
    Parameter: check,
    Header: check,
    ParameterItems: check,
  }),
};

function check(node: object, { report, location }: UserContext): void {
  if (!isObject(node) || node["default"] === undefined) return;
  const wrong = nonconformity(node["default"], node);
  if (wrong !== undefined) report({ message: `The default ${wrong}.`, location: location.child(["default"]) });
}
