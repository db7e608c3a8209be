import type { Json } from "../../json.ts";
import type { BrokenPart } from "../../broken-parts.ts";
import type { Rule } from "../../rule.ts";

/** Rule for required fields that an empty value can replace. Reported by `struct`'s visitor. */
export const missingField: Rule = {
  name: "missing-field",
  severity: "warning",
  remedy: "Add the field. Until then, it is read as empty.",
  explanation: {
    asks: "Required fields that may be empty are present: `info`, `title`, `version`, `paths`, `responses`, `content`, `flows`, and `items` of 2.0 parameters.",
    why: "OpenAPI requires them, and other tools reject a description without them. Generated code needs none of them.",
    breaks: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      components:
        schemas:
          Pet: { type: string }`,
    keeps: `
      openapi: 3.0.4
      info: { title: T, version: "1" }
      paths: {}
      components:
        schemas:
          Pet: { type: string }`,
  },
  omits: (steps, message) => missingFieldPart(steps, message),
};

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

/** Returns the empty value for a field that a message of Redocly reports as missing, with its steps. */
function missingFieldPart(steps: readonly string[], message: string): BrokenPart | undefined {
  const [, named] = /^The field `(.*)` must be present/.exec(message) ?? [];
  const field = named ?? (message.startsWith("Must contain at least one of") ? "paths" : "");
  const replacement = EMPTY_VALUES.get(field);
  return replacement === undefined ? undefined : { steps: [...steps, field], replacement };
}
