import { isObject } from "../../json.ts";
import type { Rule } from "../../rule.ts";

/** JSON Schema 2020-12 validation §6.5.3, as in all earlier drafts. */
export const requiredNames: Rule = {
  name: "required-names",
  severity: "warning",
  remedy: "Name it once; nothing changes by it.",
  explanation: {
    asks: "`required` names each property once.",
    why: "JSON Schema asks for it, and some tools refuse the schema.",
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
