import { isObject } from "../../json.ts";
import { patternExcerpt, patternProblem } from "../../schemas/pattern.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** JSON Schema 2020-12 §6.3.3: a pattern is an ECMA-262 regular expression, and so is a key of `patternProperties`. */
export const patternValid: Rule = {
  name: "pattern-valid",
  severity: "warning",
  remedy:
    "Write the pattern for ECMA-262, which has no `(?i)`, `\\A`, `\\Z` or possessive quantifiers. Until then, it is left out.",
  explanation: {
    asks: "A `pattern` is a valid ECMA-262 regular expression.",
    why: "JSON Schema uses this dialect, and JavaScript supports no other.",
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
      const { patternProperties } = schema as { readonly patternProperties?: object }; // Redocly's type covers 3.0 only
      for (const pattern of Object.keys(patternProperties ?? {})) {
        const problem = patternProblem(pattern);
        if (problem === undefined) continue;
        const place = location.child(["patternProperties", pattern]).key();
        report({ message: `\`${patternExcerpt(pattern)}\` ${problem}.`, location: place });
      }
    },
    // in 2.0, these objects have keywords of schemas
    Parameter: checkPattern,
    Header: checkPattern,
    ParameterItems: checkPattern,
  }),
};

function checkPattern(node: object, { report, location }: Pick<UserContext, "report" | "location">): void {
  const pattern = isObject(node) ? node["pattern"] : undefined;
  const problem = typeof pattern === "string" ? patternProblem(pattern) : undefined;
  if (typeof pattern !== "string" || problem === undefined) return;
  report({ message: `\`${patternExcerpt(pattern)}\` ${problem}.`, location: location.child(["pattern"]) });
}
