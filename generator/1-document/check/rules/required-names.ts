import { isObject } from "../../json.ts";
import type { Rule } from "../../rule.ts";

/** JSON Schema 2020-12 validation §6.5.3, and all earlier drafts. */
export const requiredNames: Rule = {
  name: "required-names",
  severity: "warning",
  remedy: "Remove the duplicate. Generated code stays the same.",
  explanation: {
    asks: "`required` names each property once.",
    why: "JSON Schema requires unique names, and some tools reject the schema.",
    breaks: `
      components:
        schemas:
          Pet: { type: object, required: [name, name] }`,
    keeps: `
      components:
        schemas:
          Pet: { type: object, required: [name] }`,
  },
  visitor: () => ({
    Schema(schema: unknown, { report, location }) {
      const names = isObject(schema) ? schema["required"] : undefined;
      if (!Array.isArray(names)) return;
      const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
      if (twice === -1) return;
      report({
        message: `\`required\` names \`${String(names[twice])}\` twice.`,
        location: location.child(["required", twice]),
      });
    },
  }),
};
