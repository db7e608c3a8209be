import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.1: a path is appended to the URL of a server. */
export const pathSlash: Rule = {
  name: "path-slash",
  severity: "warning",
  remedy: "Begin the path with a slash. Until then, a slash is put before it.",
  explanation: {
    asks: "A path begins with a slash.",
    why: "The path is appended to the URL of a server, and would run into it.",
    breaks: `
      paths:
        pets: { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets: { get: { responses: { "200": { description: ok } } } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        if (path.startsWith("/") || path.startsWith("x-")) continue;
        report({
          message: `The path \`${path}\` does not begin with a slash.`,
          location: location.child([path]).key(),
        });
      }
    },
  }),
};
