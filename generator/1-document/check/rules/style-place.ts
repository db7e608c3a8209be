import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.3, "Style Values": combinations that are not in that table are not permitted. */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

export const stylePlace: Rule = {
  name: "style-place",
  severity: "error",
  lenient: "it has the default style of its place",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Use a style of that place: `simple`, `label` or `matrix` in a path, `simple` in a header, `form` or `cookie` in a cookie, `form`, `spaceDelimited`, `pipeDelimited` or `deepObject` in a query.",
  explanation: {
    asks: "The `style` of a parameter is one that its place has.",
    why: "The specification gives no meaning to another one, and tools differ about it.",
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
      const valid = STYLES[String(place)];
      if (style === undefined || valid === undefined || valid.includes(style)) return;
      if (!Object.values(STYLES).flat().includes(style)) return; // which `struct` complains of
      const message = `The parameter \`${name}\` is in a ${place}, where there is no style \`${style}\`.`;
      report({ message, location: location.child(["style"]) });
    },
    Header({ style }, { key, report, location }) {
      if (style === undefined || style === "simple" || !Object.values(STYLES).flat().includes(style)) return;
      const message = `The header \`${key}\` cannot have the style \`${style}\`.`;
      report({ message, location: location.child(["style"]) });
    },
  }),
};
