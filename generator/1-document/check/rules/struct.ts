import type { Json } from "../../json.ts";
import type { BrokenPart } from "../../broken-parts.ts";
import type { Rule } from "../../rule.ts";

export const struct: Rule = {
  name: "struct",
  severity: "error",
  lenient: "invalid parts are left out, and missing parts are empty",
  remedy: "Correct it according to this version of the OpenAPI specification.",
  explanation: {
    asks: "Every object has the fields that OpenAPI requires, with values of the right type.",
    why: "The meaning would be unclear, for example of a parameter without `in`, or of a limit that is not a number.",
    breaks: `
      components:
        schemas:
          Pet: { type: string, minLength: two }`,
    keeps: `
      components:
        schemas:
          Pet: { type: string, minLength: 2 }`,
  },
  omits: omittedByStruct,
};

/** Required fields that an empty value can replace. */
const EMPTY_VALUES: ReadonlyMap<string, Json> = new Map<string, Json>([
  ["paths", {}],
  ["info", {}],
  ["title", ""],
  ["version", ""],
  ["responses", {}],
  ["content", {}],
  ["items", {}],
  ["flows", {}],
]);

/** Returns the part to leave out: an empty value for a missing field, or the removal of the object or value. */
function omittedByStruct(steps: readonly string[], message: string): BrokenPart {
  if (message.startsWith("Must contain at least one of")) return { steps: [...steps, "paths"], replacement: {} };
  const [, missing] = /^The field `(.*)` must be present/.exec(message) ?? [];
  const replacement = missing === undefined ? undefined : EMPTY_VALUES.get(missing);
  return missing === undefined || replacement === undefined ? { steps } : { steps: [...steps, missing], replacement };
}
