import type { Rule } from "../../rule.ts";
import { partsOf, typesIn } from "../helpers/serialized-values.ts";

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** OpenAPI 3.2 §4.15: the parts of a form are the properties of an object. */
export const formSchema: Rule = {
  name: "form-schema",
  severity: "warning",
  remedy: "Describe a form by a schema of type `object`, with a property for each field; until then it has no fields.",
  explanation: {
    asks: "The schema of a form is an object.",
    why: "The fields of a form are the properties of that object; without them it has none.",
    breaks: `
      paths:
        /pets:
          post:
            requestBody: { content: { multipart/form-data: { schema: { type: string } } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          post:
            requestBody:
              content:
                multipart/form-data: { schema: { type: object, properties: { name: {} } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    MediaType({ schema }, context) {
      if (!FORM.test(String(context.key)) || schema === undefined) return;
      const types = typesIn(partsOf(schema, context));
      const [type] = types;
      if (type === undefined || types.has("object")) return;
      context.report({
        message: `A form cannot be of type \`${type}\`.`,
        location: context.location.child(["schema"]),
      });
    },
  }),
};
