import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: `operationId` is optional, and generated names come from it. */
export const operationOperationId: Rule = {
  name: "operation-operationId",
  severity: "info",
  remedy: "Add an `operationId`, such as `listPets`. Until then, the name comes from the method and the path.",
  explanation: {
    asks: "Each operation has an `operationId`.",
    why: "It becomes the name of a method in generated code. A name from the path changes with the path.",
    breaks: `
      paths:
        /pets: { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }`,
  },
  visitor: () => ({
    Operation({ operationId }, { report, location }) {
      if (typeof operationId === "string" && operationId !== "") return;
      report({ message: "The operation has no `operationId`.", location: location.key() });
    },
  }),
};
