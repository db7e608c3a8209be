import { isObject, ownProperty } from "../../json.ts";
import { type NodeLocation, type Rule, HTTP_TOKEN, type UserContext } from "../../rule.ts";

type Report = UserContext["report"];

/** RFC 9110 §5.1 and §11.1: names of headers, cookies and authentication schemes are tokens; no value of a header holds CR, LF or NUL. */
export const headerName: Rule = {
  name: "header-name",
  severity: "error",
  remedy: "Write only what HTTP allows there: letters, digits and dashes in names, one line in values.",
  explanation: {
    asks: "Names of headers, cookies and HTTP authentication schemes are tokens of HTTP, and fixed values keep to one line.",
    why: "A line break would let a value become a header of its own.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: "Page size", in: header, schema: { type: integer } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: Page-Size, in: header, schema: { type: integer } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Parameter(parameter, { report, location }) {
      if (parameter.in !== "header" && parameter.in !== "cookie") return;
      checkName(parameter.name, location.child(["name"]), report);
      checkValues(parameter.schema, location.child(["schema"]), report);
    },
    Header({ schema }, { report, location }) {
      checkValues(schema, location.child(["schema"]), report);
    },
    HeadersMap(headers, { report, location }) {
      for (const name of Object.keys(headers)) checkName(name, location.child([name]).key(), report);
    },
    SecurityScheme(scheme, { report, location }) {
      if (scheme.type === "apiKey" && scheme.in !== "query") checkName(scheme.name, location.child(["name"]), report);
      if (scheme.type !== "http" || typeof scheme.scheme !== "string" || HTTP_TOKEN.test(scheme.scheme)) return;
      const message = `${JSON.stringify(scheme.scheme)} cannot be the name of an authentication scheme.`;
      report({ message, location: location.child(["scheme"]) });
    },
  }),
};

function checkName(name: unknown, location: NodeLocation, report: Report): void {
  if (typeof name !== "string" || HTTP_TOKEN.test(name)) return;
  report({ message: `${JSON.stringify(name)} cannot be the name of a header or a cookie.`, location });
}

/** Of the schema as it is written; a header's value that only a reference knows is checked when it is sent. */
function checkValues(schema: unknown, location: NodeLocation, report: Report): void {
  if (!isObject(schema)) return;
  const { enum: values } = schema;
  const fixed = [
    ownProperty(schema, "const"),
    ownProperty(schema, "default"),
    ...(Array.isArray(values) ? values : []),
  ];
  if (!fixed.some((value) => typeof value === "string" && /[\r\n\0]/.test(value))) return;
  report({ message: "A value of this header would break its line.", location });
}
