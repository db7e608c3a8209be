import { pathTargetOf } from "../../path-target.ts";
import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: template expressions of a path are closed and named. A query has no expressions. */
export const pathTemplate: Rule = {
  name: "path-template",
  severity: "error",
  lenient: "the path is left out",
  remedy: "Write a path such as `/clients/{id}`, and describe the query by parameters.",
  explanation: {
    asks: "A path has closed and named template expressions. It contains no expression in a query, no space, and no segment `.` or `..`.",
    why: "A client could not build the URL, and a server could not match it.",
    breaks: `
      paths:
        "/pets?kind={kind}":
          get:
            parameters: [{ name: kind, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: kind, in: query, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  omits: omitNode,
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const message = path.startsWith("/") ? syntaxProblemOf(path) : undefined;
        if (message !== undefined) report({ message, location: location.child([path]).key() });
      }
    },
  }),
};

/** Returns a message if a path is malformed. */
function syntaxProblemOf(path: string): string | undefined {
  const query = pathTargetOf(path)?.query ?? "";
  if (query.includes("{")) return `The query of the path \`${path}\` contains a template expression.`;
  if (/[\s\p{Cc}]/u.test(path)) return `The path ${JSON.stringify(path)} contains a space or a control character.`;
  const isDots = (pathTargetOf(path)?.path ?? path).split("/").some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  if (isDots) return `The path \`${path}\` has a segment \`.\` or \`..\`, which clients resolve.`;
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, ""))) return `The path \`${path}\` has an unmatched brace.`;
  return names.includes("") ? `The path \`${path}\` has a template expression without a name.` : undefined;
}
