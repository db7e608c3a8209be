import { isObject, type JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
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
  visitor: () => onSchemaKeywords(check),
};

function check({ pattern, patternProperties }: JsonObject, { report, location }: UserContext): void {
  const problem = typeof pattern === "string" ? patternProblem(pattern) : undefined;
  if (typeof pattern === "string" && problem !== undefined) {
    report({ message: `\`${patternExcerpt(pattern)}\` ${problem}.`, location: location.child(["pattern"]) });
  }
  for (const name of Object.keys(isObject(patternProperties) ? patternProperties : {})) {
    const problemOfName = patternProblem(name);
    if (problemOfName === undefined) continue;
    const place = location.child(["patternProperties", name]).key();
    report({ message: `\`${patternExcerpt(name)}\` ${problemOfName}.`, location: place });
  }
}
