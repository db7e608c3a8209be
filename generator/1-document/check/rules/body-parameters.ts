import { isObject, type JsonObject } from "../../json.ts";
import { operationsOf } from "../helpers/path-items.ts";
import type { Rule } from "../../rule.ts";

/** Swagger 2.0, Parameter Object: what of it is in the body, and in which kind of body. */
export const bodyParameters: Rule = {
  name: "body-parameters",
  severity: "error",
  versions: ["2.0"],
  lenient: "the first body counts, before all fields of a form, and a file elsewhere is a text",
  remedy: "Describe one body, by one parameter `in: body` or by fields `in: formData`.",
  explanation: {
    asks: "In 2.0, a request has one `body` or fields of `formData`; files are such fields, and `multi` lists are these or in the query.",
    why: "A request has one body, and only forms have files.",
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
          const message = `The request has a body already, \`${String(body?.node["name"])}\`, beside which \`${name}\` cannot be sent.`;
          report({ message, location: place.child(["in"]) });
        }
      }
    },
    Parameter(node: unknown, { report, location }) {
      const trouble = isObject(node) ? misplaced(node) : undefined;
      if (trouble !== undefined) report({ message: trouble.message, location: location.child([trouble.member]) });
    },
  }),
};

function misplaced(parameter: JsonObject): { readonly message: string; readonly member: string } | undefined {
  const { name, in: place, type, collectionFormat } = parameter;
  if (type === "file" && place !== "formData") {
    return { message: `The file \`${String(name)}\` is not \`in: formData\`.`, member: "type" };
  }
  const isRepeatable = place === "query" || place === "formData";
  if (collectionFormat !== "multi" || isRepeatable) return undefined;
  return {
    message: `The list \`${String(name)}\` cannot be \`multi\` in a ${String(place)}.`,
    member: "collectionFormat",
  };
}
