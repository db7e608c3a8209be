import type { Rule } from "./rule.ts";

/** OpenAPI 3.2 §4.8.2: a path begins with a slash, and holds template expressions that are closed, named and unique. */
export const pathTemplate: Rule = {
  name: "path-template",
  severity: "error",
  lenient: false,
  remedy: "Write a path such as `/clients/{id}`, and query parameters as parameters.",
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const message = path.startsWith("x-") ? undefined : trouble(path);
        if (message !== undefined) report({ message, location: location.child([path]).key() });
      }
    },
  }),
};

function trouble(path: string): string | undefined {
  if (!path.startsWith("/")) return `The path \`${path}\` does not begin with a slash.`;
  if (path.replaceAll(/\{[^{}]*\}/g, "").includes("?")) return `The path \`${path}\` holds a query.`;
  if (/[\s\p{Cc}]/u.test(path)) return `The path ${JSON.stringify(path)} holds a space or a control character.`;
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, ""))) return `The path \`${path}\` has a brace without its partner.`;
  if (names.includes("")) return `The path \`${path}\` has a template expression without a name.`;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `The path \`${path}\` uses the parameter \`${twice}\` twice.`;
}

/** Some descriptions tell operations of one path apart by a fragment, which no client sends. */
export const pathFragment: Rule = {
  name: "path-fragment",
  severity: "warning",
  lenient: true,
  remedy: "Tell the operations apart by what is sent: a header, a query parameter, the body.",
  visitor: () => ({
    Paths(paths, { report, location }) {
      const path = Object.keys(paths).find((key) => key.startsWith("/") && key.includes("#"));
      if (path === undefined) return;
      report({ message: `The fragment of \`${path}\` is never sent.`, location: location.child([path]).key() });
    },
  }),
};
