import { isObject, type JsonObject } from "../../json.ts";
import { operationsOf } from "../helpers/path-items.ts";
import type { Rule } from "../../rule.ts";

/** Swagger 2.0, Parameter Object: a request has either one `body` parameter or `formData` fields. */
export const bodyParameters: Rule = {
  name: "body-parameters",
  severity: "error",
  versions: ["2.0"],
  lenient: "the first body replaces other bodies and all form fields, and a file outside of a form is a string",
  remedy: "Describe one body, either by one parameter `in: body` or by fields `in: formData`.",
  explanation: {
    asks: "In 2.0, a request has one `body` parameter or `formData` fields. Only form fields can be files, and only form fields and query parameters can be `multi`.",
    why: "A request has one body, and only forms can carry files.",
    breaks: `
      swagger: "2.0"
      info: { title: T, version: "1" }
      paths:
        /pets:
          post:
            parameters:
              - { name: pet, in: body, schema: {} }
              - { name: photo, in: formData, type: file }
            responses: { "200": { description: ok } }`,
    keeps: `
      swagger: "2.0"
      info: { title: T, version: "1" }
      paths:
        /pets:
          post:
            consumes: [multipart/form-data]
            parameters: [{ name: photo, in: formData, type: file }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location, resolve }) {
      for (const { parameters } of operationsOf(paths, { location, resolve })) {
        const [body, ...others] = parameters.filter(({ node }) => node["in"] === "body");
        const fields = body === undefined ? [] : parameters.filter(({ node }) => node["in"] === "formData");
        for (const { node, location: place } of [...others, ...fields]) {
          if (node === body?.node) continue;
          const name = String(node["name"]);
          const message = `The request already has the body \`${String(body?.node["name"])}\`, so \`${name}\` cannot be sent.`;
          report({ message, location: place.child(["in"]) });
        }
      }
    },
    Parameter(node: unknown, { report, location }) {
      const problem = isObject(node) ? placementProblemOf(node) : undefined;
      if (problem !== undefined) report({ message: problem.message, location: location.child([problem.field]) });
    },
  }),
};

/** Returns why a parameter cannot be a file or a repeated array in its place, or undefined if it can. */
function placementProblemOf(parameter: JsonObject): { readonly message: string; readonly field: string } | undefined {
  const { name, in: place, type, collectionFormat } = parameter;
  if (type === "file" && place !== "formData") {
    return { message: `The file \`${String(name)}\` must be \`in: formData\`.`, field: "type" };
  }
  const isRepeatable = place === "query" || place === "formData";
  if (collectionFormat !== "multi" || isRepeatable) return undefined;
  return {
    message: `The array \`${String(name)}\` cannot have the collection format \`multi\` in a ${String(place)}.`,
    field: "collectionFormat",
  };
}
