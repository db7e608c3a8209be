import { METHODS } from "../openapi.ts";
import { type Rule, TOKEN } from "./rule.ts";

/** OpenAPI 3.2 §4.9: `additionalOperations` is for methods that have no member of their own. */
export const additionalOperations: Rule = {
  name: "additional-operations",
  severity: "error",
  lenient: false,
  remedy: "Name a method as it is sent (`COPY`), and put `get` and its like directly into the path item.",
  visitor: () => ({
    PathItem(pathItem, { report, location }) {
      const { additionalOperations: others } = pathItem as { readonly additionalOperations?: object }; // of 3.2
      for (const method of Object.keys(others ?? {})) {
        const isFixed = METHODS.some((fixed) => fixed.toUpperCase() === method);
        if (TOKEN.test(method) && !isFixed) continue;
        const place = location.child(["additionalOperations", method]).key();
        report({ message: `${JSON.stringify(method)} is no method for \`additionalOperations\`.`, location: place });
      }
    },
  }),
};
