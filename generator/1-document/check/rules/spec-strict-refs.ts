import { omitNode, type Rule } from "../../rule.ts";

/** Objects that OpenAPI allows a `$ref` in place of, by Redocly's names. */
const REFERABLE: ReadonlySet<string> = new Set([
  "Schema",
  "Response",
  "Parameter",
  "RequestBody",
  "Example",
  "Header",
  "SecurityScheme",
  "Link",
  "Callback",
  "PathItem",
  "MediaType",
]);

/** Tools ignore a `$ref` in any other place, so its target would be missing without a message. */
export const specStrictRefs: Rule = {
  name: "spec-strict-refs",
  severity: "error",
  lenient: "it is ignored",
  remedy: "Write the object in place, or move the reference to each of its entries.",
  explanation: {
    asks: "A `$ref` stands only where OpenAPI allows one.",
    why: "Tools do not follow it in any other place, and its target is missing.",
    breaks: `
      paths:
        /pets:
          get: { $ref: "#/paths/~1animals/get" }
        /animals:
          get: { responses: { default: { description: All animals } } }`,
    keeps: `
      paths:
        /pets: { $ref: "#/paths/~1animals" }
        /animals:
          get: { responses: { default: { description: All animals } } }`,
  },
  omits: omitNode,
  visitor: () => ({
    ref(_reference, { type, report, location }) {
      if (REFERABLE.has(type.name) || type.name === "SpecExtension") return;
      report({ message: "A `$ref` is not allowed here.", location: location.child(["$ref"]).key() });
    },
  }),
};
