import type { Rule } from "./rule.ts";

/** OpenAPI 3.2 §4.30: a requirement names a security scheme of the description. */
export const securityDefined: Rule = {
  name: "security-defined",
  severity: "error",
  lenient: false,
  remedy: "Correct the name, or declare the scheme in `components.securitySchemes` (2.0: `securityDefinitions`).",
  visitor: () => {
    let schemes: object = {};
    return {
      Root(root) {
        schemes = ("securityDefinitions" in root ? root.securityDefinitions : root.components?.securitySchemes) ?? {};
      },
      SecurityRequirement(requirement, { report, location }) {
        for (const name of Object.keys(requirement)) {
          if (Object.hasOwn(schemes, name)) continue;
          report({ message: `There is no security scheme \`${name}\`.`, location: location.child([name]).key() });
        }
      },
    };
  },
};
