import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: unique among all operations. If two paths share a path item, its operations count once. */
export const operationOperationIdUnique: Rule = {
  name: "operation-operationId-unique",
  severity: "warning",
  remedy:
    "Give each operation a different `operationId`, or remove it. Until then, names are made unique in generated code.",
  explanation: {
    asks: "Each `operationId` is used by one operation.",
    why: "It becomes the name of a method in generated code, and identifies the operation in links.",
    breaks: `
      paths:
        /pets: { get: { operationId: list, responses: { "200": { description: ok } } } }
        /toys: { get: { operationId: list, responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }
        /toys: { get: { operationId: listToys, responses: { "200": { description: ok } } } }`,
  },
  visitor: () => {
    const places = new Map<string, string>();
    return {
      Operation({ operationId }, { report, location }) {
        if (typeof operationId !== "string" || operationId === "") return;
        const first = places.get(operationId);
        places.set(operationId, first ?? location.pointer);
        if (first === undefined || first === location.pointer) return;
        report({
          message: `The operationId \`${operationId}\` is already used at \`${first}\`.`,
          location: location.child(["operationId"]),
        });
      },
    };
  },
};
