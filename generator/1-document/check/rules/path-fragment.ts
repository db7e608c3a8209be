import type { Rule } from "../../rule.ts";

/** Fragments are never sent, although some descriptions use them to distinguish operations on one path. */
export const pathFragment: Rule = {
  name: "path-fragment",
  severity: "warning",
  remedy: "Distinguish the operations by a part of the request: a header, a query parameter or the body.",
  explanation: {
    asks: "A path has no fragment.",
    why: "A client does not send the part after `#`, so these paths are the same for a server.",
    breaks: `
      paths:
        /pets#cats: { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: kind, in: query, schema: { const: cat } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      const path = Object.keys(paths).find((key) => key.startsWith("/") && key.includes("#"));
      if (path === undefined) return;
      report({ message: `The fragment of \`${path}\` is never sent.`, location: location.child([path]).key() });
    },
  }),
};
