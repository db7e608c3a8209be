import type { Rule } from "../../rule.ts";

/** OpenAPI 3.1 §4.8.6: the default is one of the values in `enum`. In 3.0, it only SHOULD be. */
export const serverVariableDefault: Rule = {
  name: "server-variable-default",
  versions: ["3.1", "3.2"],
  severity: "warning",
  remedy:
    "Add the default to `enum`, or choose a value that is listed. Until then, the default is allowed as another value.",
  explanation: {
    asks: "The default of a server variable is one of the values in its `enum`.",
    why: "A client without other settings would call a server that does not exist.",
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
        report({ message: `The default of \`${name}\` is not in its \`enum\`.`, location: place });
      }
    },
  }),
};
