import { omitParent, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.5: each `{variable}` in the URL of a server is declared. */
export const noUndefinedServerVariable: Rule = {
  name: "no-undefined-server-variable",
  severity: "warning",
  remedy: "Declare the variable with a `default`, or remove it from the URL. Until then, the server is left out.",
  explanation: {
    asks: "Each variable in the URL of a server is declared.",
    why: "A client could not build the URL.",
    breaks: `
      servers: [{ url: "https://{region}.example" }]
      paths: {}`,
    keeps: `
      servers: [{ url: "https://{region}.example", variables: { region: { default: eu } } }]
      paths: {}`,
  },
  omits: omitParent,
  visitor: () => ({
    Server(server, { report, location }) {
      const variables = server.variables ?? {};
      for (const [, name = ""] of String(server.url).matchAll(/\{([^{}]*)\}/g)) {
        if (Object.hasOwn(variables, name)) continue;
        report({ message: `The variable \`${name}\` is not declared.`, location: location.child(["url"]) });
      }
    },
  }),
};
