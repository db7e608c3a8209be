import type { Rule } from "../../rule.ts";

/** RFC 3986 §6.2.3: `/pets` and `/pets/` are different URLs, although many servers treat them alike. */
export const trailingSlash: Rule = {
  name: "trailing-slash",
  severity: "warning",
  remedy: "Keep one of the two paths. Until then, they are two paths with different operations.",
  explanation: {
    asks: "No path has a trailing slash beside the same path without one.",
    why: "Many servers and proxies treat both URLs alike, so a request may reach the other operation.",
    breaks: `
      paths:
        /pets: { get: { responses: { "200": { description: ok } } } }
        /pets/: { post: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets:
          get: { responses: { "200": { description: ok } } }
          post: { responses: { "200": { description: ok } } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      const shapes = new Map(Object.keys(paths).map((path) => [shapeOf(path), path]));
      for (const path of Object.keys(paths)) {
        const twin = path.endsWith("/") && path.length > 1 ? shapes.get(shapeOf(path).slice(0, -1)) : undefined;
        if (twin === undefined) continue;
        report({
          message: `\`${path}\` is \`${twin}\` with a slash at its end.`,
          location: location.child([path]).key(),
        });
      }
    },
  }),
};

/** Returns a path with anonymous template expressions: `/pets/{}` of `/pets/{id}`. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}
