import type { Rule, UserContext } from "../../rule.ts";
import { eachSerialised, partsOf, type Serialised, typesIn } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 Appendix B: text does not say what type it is of. */
export const ambiguousText: Rule = {
  name: "ambiguous-text",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Admit one of the types only, or describe it by `content` as `application/json`.",
  explanation: {
    asks: "The text of a value tells of which of the types that the schema admits it is.",
    why: "Text that can be a number or a boolean is read as one, and what can be a list as a list: a string comes back as something else.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: owner, in: query, schema: { type: [string, integer] } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: owner, in: query, schema: { type: string } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => eachSerialised(check),
};

const LOOKALIKES = ["boolean", "integer", "number"];

function check({ what, mediaType, schema, location }: Serialised, context: UserContext): void {
  if (mediaType !== undefined && !/^text\//i.test(mediaType)) return;
  const types = typesIn(partsOf(schema, context).filter((part) => part["enum"] === undefined));
  const tell = (message: string): void => context.report({ message, location: location.key() });
  const lookalike = LOOKALIKES.find((type) => types.has(type));
  if (types.has("string") && lookalike !== undefined) {
    tell(`A text of ${what} that can be of type ${lookalike} is taken for that, though a string may be meant.`);
  } else if (types.has("array") && (types.has("string") || lookalike !== undefined)) {
    tell(`A single value of ${what} is taken for a list of one.`);
  }
}
