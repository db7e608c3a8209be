import { isObject, type JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import { planMatching } from "../../patterns/matching-plan.ts";
import { patternExcerpt, patternFlags } from "../../schemas/pattern.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** Some patterns can only be matched by backtracking. Generated validators reject long strings for them. */
export const slowPattern: Rule = {
  name: "slow-pattern",
  severity: "warning",
  remedy: "Write the pattern without back references and long lookarounds, or set `maxLength`.",
  explanation: {
    asks: "A `pattern` can be matched in linear time, or `maxLength` bounds the string.",
    why: "A string of 40 characters can keep an engine busy for years. Therefore validators reject longer strings than they can match.",
    breaks: `
      components:
        schemas:
          Code: { type: string, pattern: "^(a+)\\\\1$" }`,
    keeps: `
      components:
        schemas:
          Code: { type: string, pattern: "^a+$" }`,
  },
  visitor: () => onSchemaKeywords(check),
};

function check(schema: JsonObject, { report, location }: UserContext): void {
  const { pattern, maxLength, patternProperties } = schema;
  if (typeof pattern === "string") {
    const limit = limitOf(pattern);
    if (limit !== undefined && !(typeof maxLength === "number" && maxLength <= limit)) {
      report({
        message: `${begin(pattern)} strings of more than ${limit} characters.`,
        location: location.child(["pattern"]),
      });
    }
  }
  for (const name of Object.keys(isObject(patternProperties) ? patternProperties : {})) {
    const limit = limitOf(name);
    if (limit === undefined) continue;
    const place = location.child(["patternProperties", name]).key();
    report({ message: `${begin(name)} names of more than ${limit} characters.`, location: place });
  }
}

function limitOf(pattern: string): number | undefined {
  const flags = patternFlags(pattern);
  const plan = flags === undefined ? undefined : planMatching(pattern, flags);
  return plan?.engine === "short" ? plan.limit : undefined;
}

function begin(pattern: string): string {
  return `\`${patternExcerpt(pattern)}\` needs too many steps on long strings. Validators reject`;
}
