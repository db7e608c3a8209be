import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.3, "Style Values": only the combinations in that table are permitted. */
const STYLES_BY_PLACE: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

export const stylePlace: Rule = {
  name: "style-place",
  severity: "error",
  lenient: "it has the default style for its `in`",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Use a style that is allowed for its `in`. Path: `simple`, `label` or `matrix`. Header: `simple`. Cookie: `form` or `cookie`. Query: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.",
  explanation: {
    asks: "The `style` of a parameter is allowed for its `in`.",
    why: "The specification does not define other combinations, and tools differ.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: kinds, in: query, style: simple, schema: { type: array, items: {} } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - name: kinds
                in: query
                style: form
                explode: false
                schema: { type: array, items: {} }
            responses: { "200": { description: ok } }`,
  },
  omits: omitNode,
  visitor: () => ({
    Parameter({ in: place, name, style }, { report, location }) {
      const valid = STYLES_BY_PLACE[String(place)];
      if (style === undefined || valid === undefined || valid.includes(style)) return;
      if (!Object.values(STYLES_BY_PLACE).flat().includes(style)) return; // reported by `struct`
      const message = `The parameter \`${name}\` has \`in: ${place}\`, where the style \`${style}\` is not allowed.`;
      report({ message, location: location.child(["style"]) });
    },
    Header({ style }, { key, report, location }) {
      if (style === undefined || style === "simple" || !Object.values(STYLES_BY_PLACE).flat().includes(style)) return;
      const message = `The header \`${key}\` cannot have the style \`${style}\`.`;
      report({ message, location: location.child(["style"]) });
    },
  }),
};
