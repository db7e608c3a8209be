import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.1: a path is what comes behind the URL of a server. */
export const pathSlash: Rule = {
  name: "path-slash",
  severity: "error",
  lenient: "one is put before it",
  remedy: "Begin it with a slash: it is put behind the URL of a server.",
  explanation: {
    asks: "A path begins with a slash.",
    why: "It is put behind the URL of a server, which would run into it.",
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

/** OpenAPI 3.2 §4.8.2: a template expression stands in a path once; older versions do not say so. */
export const pathParameterRepeated: Rule = {
  name: "path-parameter-repeated",
  severity: "warning",
  remedy:
    "Give the second a name of its own; until then clients put one value in both places, and servers take no other path.",
  explanation: {
    asks: "A template expression stands in a path once.",
    why: "A request may have another value in each place, and only one of them is what the parameter says.",
    breaks: `
      paths:
        "/{id}/next/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/{id}/next":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        if (twice === undefined) continue;
        const message = `The path \`${path}\` uses the parameter \`${twice}\` twice.`;
        report({ message, location: location.child([path]).key() });
      }
    },
  }),
};

/** OpenAPI 3.2 §4.8.2 lets expressions touch; RFC 6570 says nothing of how to take them apart. */
export const adjacentExpressions: Rule = {
  name: "adjacent-expressions",
  severity: "warning",
  remedy: "Put something between them; until then, the first of the two values has one character.",
  explanation: {
    asks: "Between two template expressions of a path stands something.",
    why: "Nothing in a path says where the first value ends.",
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
        const message = `Nothing stands between \`${first}\` and \`${second}\` in the path \`${path}\`.`;
        report({ message, location: location.child([path]).key() });
      }
    },
  }),
};

/** OpenAPI 3.2 §4.8.2: a path holds template expressions that are closed and named; a query is none of it. */
export const pathTemplate: Rule = {
  name: "path-template",
  severity: "error",
  lenient: "the path is left out",
  remedy: "Write a path such as `/clients/{id}`, and query parameters as parameters.",
  explanation: {
    asks: "The template expressions of a path are closed and named, and nothing in it is a query, a space, or a segment `.` or `..`.",
    why: "A client could not tell where to send the request, nor a server which requests are meant.",
    breaks: `
      paths:
        /pets?kind=cat: { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: kind, in: query, schema: { const: cat } }]
            responses: { "200": { description: ok } }`,
  },
  omits: omitNode,
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const message = path.startsWith("/") ? trouble(path) : undefined;
        if (message !== undefined) report({ message, location: location.child([path]).key() });
      }
    },
  }),
};

function trouble(path: string): string | undefined {
  if (path.replaceAll(/\{[^{}]*\}/g, "").includes("?")) return `The path \`${path}\` holds a query.`;
  if (/[\s\p{Cc}]/u.test(path)) return `The path ${JSON.stringify(path)} holds a space or a control character.`;
  const isDots = path.split("/").some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  if (isDots) return `The path \`${path}\` has a segment of dots, which every client resolves.`;
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, ""))) return `The path \`${path}\` has a brace without its partner.`;
  return names.includes("") ? `The path \`${path}\` has a template expression without a name.` : undefined;
}

/** Some descriptions tell operations of one path apart by a fragment, which no client sends. */
export const pathFragment: Rule = {
  name: "path-fragment",
  severity: "warning",
  remedy: "Tell the operations apart by what is sent: a header, a query parameter, the body.",
  explanation: {
    asks: "A path has no fragment.",
    why: "A client does not send what follows a `#`, so that all such paths are one.",
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
