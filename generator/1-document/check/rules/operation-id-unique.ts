import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: unique among all operations. One operation that two paths share is one operation. */
export const operationIdUnique: Rule = {
  name: "operation-operationId-unique",
  severity: "error",
  lenient: "names are made unique",
  remedy: "Give each operation an `operationId` of its own, or none.",
  explanation: {
    asks: "Each `operationId` names one operation.",
    why: "It is the name of a method in generated code, and of the operation in links.",
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
          message: `The operationId \`${operationId}\` is used twice: \`${first}\` has it as well.`,
          location: location.child(["operationId"]),
        });
      },
    };
  },
};
