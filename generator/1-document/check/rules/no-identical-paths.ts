import { haveCommonMethod, identicalPathsVisitor } from "../helpers/identical-paths.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: templates that differ only in the names of their parameters are one path. */
export const noIdenticalPaths: Rule = {
  name: "no-identical-paths",
  severity: "warning",
  remedy:
    "Merge the two path items, or remove one of them. Until then, clients have both operations, and servers use the first.",
  explanation: {
    asks: "Two paths that differ only in the names of their parameters have no method in common.",
    why: "A request would match both operations.",
    breaks: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }
        "/pets/{name}":
          get:
            parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }
        "/pets/by-name/{name}":
          get:
            parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => identicalPathsVisitor((one, other) => haveCommonMethod(one, other)),
};
