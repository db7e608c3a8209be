import type { Rule } from "../../rule.ts";
import { applicableSchemasOf, typesOfSchemas } from "../helpers/serialized-values.ts";

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** OpenAPI 3.2 §4.15: the parts of a form are the properties of an object. */
export const formSchema: Rule = {
  name: "form-schema",
  severity: "warning",
  remedy: "Describe the form by a schema of type `object` with one property per field. Until then, it has no fields.",
  explanation: {
    asks: "The schema of a form is an object.",
    why: "The fields of the form are the properties of that object.",
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
      const types = typesOfSchemas(applicableSchemasOf(schema, context));
      const [type] = types;
      if (type === undefined || types.has("object")) return;
      context.report({
        message: `A form cannot be of type \`${type}\`.`,
        location: context.location.child(["schema"]),
      });
    },
  }),
};
