import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.30: a security requirement names a security scheme of the description. */
export const securityDefined: Rule = {
  name: "security-defined",
  severity: "warning",
  remedy:
    "Correct the name, or declare the scheme in `components.securitySchemes` (2.0: `securityDefinitions`). Until then, clients send no credentials for it, and a server needs a handler that decides.",
  explanation: {
    asks: "A security requirement names declared security schemes.",
    why: "A client could not know what to send, and a server could not check it.",
    breaks: `
      security: [{ Token: [] }]
      paths: {}`,
    keeps: `
      security: [{ Token: [] }]
      paths: {}
      components:
        securitySchemes: { Token: { type: http, scheme: bearer } }`,
  },
  needs: "securityScheme",
  visitor: () => {
    let schemes: object = {};
    return {
      Root(root) {
        schemes = ("securityDefinitions" in root ? root.securityDefinitions : root.components?.securitySchemes) ?? {};
      },
      SecurityRequirement(requirement, { report, location }) {
        for (const name of Object.keys(requirement)) {
          const key = name.startsWith(SCHEMES) ? name.slice(SCHEMES.length) : name; // 3.2 also allows references
          if (Object.hasOwn(schemes, key)) continue;
          report({ message: `There is no security scheme \`${name}\`.`, location: location.child([name]).key() });
        }
      },
    };
  },
};

const SCHEMES = "#/components/securitySchemes/";
