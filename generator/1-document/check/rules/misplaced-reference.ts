import { omitNode, type Rule } from "../../rule.ts";

/** The objects that OpenAPI lets a `$ref` stand for, by Redocly's names. */
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

/** A `$ref` anywhere else is followed by nobody: what it was to bring would be missing in silence. */
export const misplacedReference: Rule = {
  name: "spec-strict-refs",
  severity: "error",
  lenient: "it is ignored",
  remedy: "Write the object out, or move the reference to each of its entries.",
  explanation: {
    asks: "A `$ref` stands only where OpenAPI lets one stand.",
    why: "Anywhere else nobody follows it, and what it was to bring is missing.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { $ref: "#/components/responses" }
      components:
        responses: {}`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { default: { $ref: "#/components/responses/Error" } }
      components:
        responses: { Error: { description: An error } }`,
  },
  omits: omitNode,
  visitor: () => ({
    ref(_reference, { type, report, location }) {
      if (REFERABLE.has(type.name) || type.name === "SpecExtension") return;
      report({ message: "No `$ref` may stand here.", location: location.child(["$ref"]).key() });
    },
  }),
};
