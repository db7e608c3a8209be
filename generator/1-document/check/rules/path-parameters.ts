import { operationsOf } from "../helpers/path-items.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: each template expression has a path parameter, on the operation or on its path item. */
export const pathParametersDefined: Rule = {
  name: "path-parameters-defined",
  severity: "error",
  lenient: "it is a text",
  remedy: "Declare a parameter of that name with `in: path`.",
  explanation: {
    asks: "Each template expression of a path has a parameter of that name with `in: path`.",
    why: "Nobody could say what may stand there.",
    breaks: `
      paths:
        "/pets/{id}": { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  needs: "parameter",
  visitor: () => ({
    Paths(paths, context) {
      for (const { path, method, parameters, location } of operationsOf(paths, context)) {
        const names = new Set(parameters.filter(isInPath).map(({ node }) => node["name"]));
        for (const name of expressionsOf(path)) {
          if (names.has(name)) continue;
          const message = `${method.toUpperCase()} \`${path}\` does not declare its path parameter \`${name}\`.`;
          context.report({ message, location: location.key() });
        }
      }
    },
  }),
};

/** A path parameter that the path has no place for cannot be sent. */
export const pathParametersUsed: Rule = {
  name: "path-parameters-used",
  severity: "error",
  lenient: "it is left out",
  remedy: "Remove the parameter, or give the path a place for it.",
  explanation: {
    asks: "Each path parameter has a place in the path.",
    why: "A client would have nowhere to put the value.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => {
    const told = new Set<string>();
    return {
      Paths(paths, context) {
        for (const { path, parameters } of operationsOf(paths, context)) {
          for (const { node, location } of parameters.filter(isInPath)) {
            const key = `${path} ${location.pointer}`;
            if (expressionsOf(path).includes(String(node["name"])) || told.has(key)) continue;
            told.add(key);
            const message = `The path \`${path}\` has no place for its parameter \`${String(node["name"])}\`.`;
            context.report({ message, location: location.child(["name"]) });
          }
        }
      },
    };
  },
};

/** OpenAPI 3.2 §4.12.2.1: `required` must be there, and true; the upgrade sees to it that it is. */
export const pathParameterRequired: Rule = {
  name: "path-parameter-required",
  severity: "warning",
  remedy: "Write `required: true`; it is taken for required anyway.",
  explanation: {
    asks: "A path parameter says `required: true`.",
    why: "A path without its value is another path, or none.",
    breaks: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Parameter(parameter, { report, location }) {
      if (parameter.in !== "path" || parameter.required === true) return;
      const place = parameter.required === undefined ? location : location.child(["required"]);
      report({
        message: `The path parameter \`${String(parameter.name)}\` is not said to be required.`,
        location: place,
      });
    },
  }),
};

function isInPath({ node }: { readonly node: Readonly<Record<string, unknown>> }): boolean {
  return node["in"] === "path";
}

function expressionsOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? "");
}
