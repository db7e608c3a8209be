import { isObject } from "../../json.ts";
import { isRegularExpression } from "../../schemas/pattern.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** JSON Schema 2020-12 §6.3.3: a pattern is a regular expression of ECMA-262, and so is a key of `patternProperties`. */
export const patternValid: Rule = {
  name: "pattern-valid",
  severity: "error",
  lenient: "it is left out",
  remedy: "Write it for ECMA-262 (no `(?i)`, `\\A`, `\\Z`, possessive quantifiers).",
  explanation: {
    asks: "A `pattern` is a regular expression of ECMA-262.",
    why: "JSON Schema means that dialect, and JavaScript has no other.",
    breaks: `
      components:
        schemas:
          Code: { type: string, pattern: "(?i)[a-z" }`,
    keeps: `
      components:
        schemas:
          Code: { type: string, pattern: "^[A-Za-z]+$" }`,
  },
  visitor: () => ({
    Schema(schema, { report, location }) {
      if (typeof schema !== "object") return;
      checkPattern(schema, { report, location });
      const { patternProperties } = schema as { readonly patternProperties?: object }; // Redocly's type is that of 3.0
      for (const pattern of Object.keys(patternProperties ?? {})) {
        if (isRegularExpression(pattern)) continue;
        const place = location.child(["patternProperties", pattern]).key();
        report({ message: `\`${pattern}\` is no regular expression.`, location: place });
      }
    },
    // in 2.0, these say of a value what elsewhere a schema says
    Parameter: checkPattern,
    Header: checkPattern,
    ParameterItems: checkPattern,
  }),
};

function checkPattern(node: object, { report, location }: Pick<UserContext, "report" | "location">): void {
  const pattern = isObject(node) ? node["pattern"] : undefined;
  if (typeof pattern !== "string" || isRegularExpression(pattern)) return;
  report({ message: `\`${pattern}\` is no regular expression.`, location: location.child(["pattern"]) });
}
