import { METHODS } from "../../openapi.ts";
import { type PathItemPlace, pathItemsOf } from "../helpers/path-items.ts";
import type { Oas3Visitor, Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: templates that differ only in the names of their parameters are one path. */
export const noIdenticalPaths: Rule = {
  name: "no-identical-paths",
  severity: "error",
  lenient: "clients have both, and servers answer by the first",
  remedy: "Merge the two path items, or remove one: a request could mean either of them.",
  explanation: {
    asks: "Two paths that differ only in the names of their parameters have no method in common.",
    why: "A request could mean either of them.",
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
  visitor: () => visitor((one, other) => shareMethod(one, other)),
};

/** The same, where the two path items have no method in common: illegal, but no request could mean both of them. */
export const noSplitPaths: Rule = {
  name: "no-split-paths",
  severity: "warning",
  remedy: "Merge the two path items: they stand for one path, each for other methods.",
  explanation: {
    asks: "A path stands in one path item, whatever its parameters are called.",
    why: "Such paths are one path to servers and to everybody who reads the description.",
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
  visitor: () => visitor((one, other) => !shareMethod(one, other)),
};

function visitor(concerns: (one: PathItemPlace, other: PathItemPlace) => boolean): Oas3Visitor {
  return {
    Paths(paths, context) {
      const earlier = new Map<string, PathItemPlace[]>();
      for (const place of pathItemsOf(paths, context)) {
        const shape = place.path.replaceAll(/\{[^{}]*\}/g, "{}");
        const same = earlier.get(shape) ?? [];
        earlier.set(shape, [...same, place]);
        const other = same.find((one) => concerns(one, place));
        if (!other) continue;
        context.report({
          message: `The paths \`${other.path}\` and \`${place.path}\` differ only in the names of their parameters.`,
          location: context.location.child([place.path]).key(),
        });
      }
    },
  };
}

function shareMethod(one: PathItemPlace, other: PathItemPlace): boolean {
  return METHODS.some((method) => method in one.item && method in other.item);
}
