import type { Rule } from "./rule.ts";

/** OpenAPI 3.2 §4.6: each `{variable}` of a server's URL is declared, and its default is one of its values. */
export const serverVariables: Rule = {
  name: "no-undefined-server-variable",
  severity: "error",
  lenient: false,
  remedy: "Declare the variable with a `default` that its `enum` lists, or take it out of the URL.",
  visitor: () => ({
    Server(server, { report, location }) {
      const variables = server.variables ?? {};
      for (const [, name = ""] of String(server.url).matchAll(/\{([^{}]*)\}/g)) {
        if (Object.hasOwn(variables, name)) continue;
        report({ message: `The variable \`${name}\` is not declared.`, location: location.child(["url"]) });
      }
      for (const [name, variable] of Object.entries(variables)) {
        if (!Array.isArray(variable?.enum) || variable.enum.includes(variable.default)) continue;
        const place = location.child(["variables", name, "default"]);
        report({ message: `The default of \`${name}\` is none of its values.`, location: place });
      }
    },
  }),
};
