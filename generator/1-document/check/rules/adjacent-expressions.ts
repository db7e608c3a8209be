import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2 allows adjacent expressions, but RFC 6570 does not say how to read them. */
export const adjacentExpressions: Rule = {
  name: "adjacent-expressions",
  severity: "warning",
  remedy: "Put a character between them. Until then, the first value has exactly one character.",
  explanation: {
    asks: "Two template expressions of a path are separated by at least one character.",
    why: "A server cannot tell where the first value ends.",
    breaks: `
      paths:
        "/pets/{kind}{id}":
          get:
            parameters:
              - { name: kind, in: path, required: true, schema: { type: string } }
              - { name: id, in: path, required: true, schema: { type: string } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{kind}-{id}":
          get:
            parameters:
              - { name: kind, in: path, required: true, schema: { type: string } }
              - { name: id, in: path, required: true, schema: { type: string } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const [, first, second] = /\{([^{}]+)\}\{([^{}]+)\}/.exec(path) ?? [];
        if (first === undefined) continue;
        const message = `The path \`${path}\` has no character between \`${first}\` and \`${second}\`.`;
        report({ message, location: location.child([path]).key() });
      }
    },
  }),
};
