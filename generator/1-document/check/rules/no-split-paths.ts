import { haveCommonMethod, identicalPathsVisitor } from "../helpers/identical-paths.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: the same paths with no common method are invalid as well, but no request matches both. */
export const noSplitPaths: Rule = {
  name: "no-split-paths",
  severity: "warning",
  remedy: "Merge the two path items: they describe one path, each for other methods.",
  explanation: {
    asks: "Two paths differ in more than the names of their parameters.",
    why: "Servers and readers of the description treat such paths as one path.",
    breaks: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }
        "/pets/{name}":
          put:
            parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }
          put:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => identicalPathsVisitor((one, other) => !haveCommonMethod(one, other)),
};
