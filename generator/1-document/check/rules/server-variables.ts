import { omitParent, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.5: each `{variable}` of a server's URL is declared. */
export const serverVariables: Rule = {
  name: "no-undefined-server-variable",
  severity: "error",
  lenient: "the server is left out",
  remedy: "Declare the variable with a `default`, or take it out of the URL.",
  explanation: {
    asks: "Each variable in the URL of a server is declared.",
    why: "A client could not make a URL of it.",
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

/** OpenAPI 3.1 §4.8.6: the default is one of the values. In 3.0 it only should be. */
export const serverVariableDefault: Rule = {
  name: "server-variable-default",
  versions: ["3.1", "3.2"],
  severity: "error",
  lenient: "it is one more value",
  remedy: "List the default in `enum`, or choose one that is listed.",
  explanation: {
    asks: "The default of a server's variable is one of its values.",
    why: "A client that is not told otherwise would call a server that there is not.",
    breaks: `
      servers: [{ url: "/{stage}", variables: { stage: { enum: [test, live], default: beta } } }]
      paths: {}`,
    keeps: `
      servers: [{ url: "/{stage}", variables: { stage: { enum: [test, live], default: test } } }]
      paths: {}`,
  },
  visitor: () => ({
    Server(server, { report, location }) {
      for (const [name, variable] of Object.entries(server.variables ?? {})) {
        if (!Array.isArray(variable?.enum) || variable.enum.includes(variable.default)) continue;
        const place = location.child(["variables", name, "default"]);
        report({ message: `The default of \`${name}\` is none of its values.`, location: place });
      }
    },
  }),
};
