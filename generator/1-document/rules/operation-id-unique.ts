import type { Rule } from "./rule.ts";

/** OpenAPI 3.2 §4.10.1: unique among all operations. One operation that two paths share is one operation. */
export const operationIdUnique: Rule = {
  name: "operation-operationId-unique",
  severity: "error",
  lenient: true,
  remedy: "Give each operation an `operationId` of its own, or none; with `lenient` names are made unique.",
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
