import type { BrokenPart } from "../../broken-parts.ts";
import type { Rule } from "../../rule.ts";

/** YAML reads a key without a value as null, where OpenAPI has an object or an array. */
export const nullValue: Rule = {
  name: "null-value",
  severity: "warning",
  remedy:
    "Write the value, or remove the key. Until then, a schema, response, media type or path is read as `{}`, and any other value as absent.",
  explanation: {
    asks: "No field has the value null in place of an object or an array.",
    why: "In YAML, a key without a value has the value null. Tools differ in whether they accept it.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok } }`,
  },
  omits: (steps, message) => withoutNull(steps, message),
};

/** Objects that mean something even if they are empty. */
const STAYS = /`(?:Schema|Response|PathItem|MediaType)`/;

function withoutNull(steps: readonly string[], message: string): BrokenPart {
  if (STAYS.test(message)) return { steps, replacement: {} };
  return isScopesArray(steps) ? { steps, replacement: [] } : { steps };
}

/** Returns true for the scopes of a Security Requirement Object. Without them, the operation would be open. */
function isScopesArray(steps: readonly string[]): boolean {
  return steps.at(-3) === "security";
}
