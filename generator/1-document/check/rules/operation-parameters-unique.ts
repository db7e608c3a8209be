import { isObject } from "../../json.ts";
import { resolveReference } from "../helpers/path-items.ts";
import { omitNode, type Rule, type UserContext } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.1: `name` and `in` identify a parameter. Header names are case-insensitive (RFC 9110 §5.1). */
export const operationParametersUnique: Rule = {
  name: "operation-parameters-unique",
  severity: "warning",
  remedy: "Remove one of the two parameters. Until then, the second one is left out.",
  explanation: {
    asks: "An operation has no two parameters with the same `name` and `in`.",
    why: "Both would describe the same value.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
              - { name: limit, in: query, schema: { type: string } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
            responses: { "200": { description: ok } }`,
  },
  omits: omitNode,
  visitor: () => ({
    PathItem: (item, context) => checkParameters(item.parameters, context),
    Operation: (operation, context) => checkParameters(operation.parameters, context),
  }),
};

function checkParameters(parameters: unknown, context: UserContext): void {
  const known = new Set<string>();
  for (const [index, written] of (Array.isArray(parameters) ? parameters : []).entries()) {
    const location = context.location.child(["parameters", index]);
    const { node } = resolveReference(written, location, context);
    if (!isObject(node) || typeof node["name"] !== "string") continue;
    const { name, in: where } = node;
    const id = `${String(where)} ${where === "header" ? name.toLowerCase() : name}`;
    const message = `The ${String(where)} parameter \`${name}\` is declared twice.`;
    if (known.has(id)) context.report({ message, location });
    known.add(id);
  }
}
