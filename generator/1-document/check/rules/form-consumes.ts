import { operationsOf } from "../helpers/path-items.ts";
import type { Rule } from "../../rule.ts";

const FORM = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i;
const MULTIPART = /^multipart\/form-data\b/i;

/** Swagger 2.0, Parameter Object: form fields need a form media type in `consumes`, and files need `multipart/form-data`. */
export const formConsumes: Rule = {
  name: "form-consumes",
  severity: "warning",
  versions: ["2.0"],
  remedy:
    "Write `consumes: [multipart/form-data]`. Until then, a form with files is sent as `multipart/form-data`, and any other form as `application/x-www-form-urlencoded`.",
  explanation: {
    asks: "In 2.0, an operation with form fields names a form media type in `consumes`, and for files `multipart/form-data`.",
    why: "The other media types cannot carry the fields.",
    breaks: `
      swagger: "2.0"
      info: { title: T, version: "1" }
      paths:
        /pets:
          post:
            consumes: [application/json]
            parameters: [{ name: photo, in: formData, type: file }]
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
  visitor: () => {
    let shared: unknown;
    return {
      Root(root) {
        shared = Reflect.get(root, "consumes");
      },
      Paths(paths, context) {
        for (const { operation, parameters, location } of operationsOf(paths, context)) {
          const fields = parameters.filter(({ node }) => node["in"] === "formData");
          const file = fields.find(({ node }) => node["type"] === "file");
          const own = operation["consumes"];
          const types: unknown = own ?? shared;
          const names = Array.isArray(types) ? types.filter((type) => typeof type === "string") : [];
          const hasBody = parameters.some(({ node }) => node["in"] === "body");
          const [field] = fields;
          if (hasBody || field === undefined || (names.length === 0 && file === undefined)) continue;
          if (names.some((type) => (file === undefined ? FORM : MULTIPART).test(type))) continue;
          const name = String((file ?? field).node["name"]);
          const wanted = file === undefined ? "form media type" : "`multipart/form-data`";
          const kind = file === undefined ? "form field" : "file";
          const place = own === undefined ? (file ?? field).location.child(["in"]) : location.child(["consumes"]);
          context.report({ message: `\`consumes\` has no ${wanted} for the ${kind} \`${name}\`.`, location: place });
        }
      },
    };
  },
};
