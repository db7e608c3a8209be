import { isObject, ownProperty } from "../../json.ts";
import { type NodeLocation, type Rule, HTTP_TOKEN, type UserContext } from "../../rule.ts";

type Report = UserContext["report"];

/** RFC 9110 §5.1 and §11.1: names of headers, cookies and authentication schemes are tokens. Header values contain no CR, LF or NUL. */
export const headerName: Rule = {
  name: "header-name",
  severity: "error",
  remedy: "Use only letters, digits and dashes in names, and a single line in values.",
  explanation: {
    asks: "Names of headers, cookies and HTTP authentication schemes are HTTP tokens, and fixed header values have a single line.",
    why: "A line break in a value could add another header to the message.",
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

/** Reports fixed values in the schema itself. Values behind a reference are checked when they are sent. */
function checkValues(schema: unknown, location: NodeLocation, report: Report): void {
  if (!isObject(schema)) return;
  const { enum: values } = schema;
  const fixed = [
    ownProperty(schema, "const"),
    ownProperty(schema, "default"),
    ...(Array.isArray(values) ? values : []),
  ];
  if (!fixed.some((value) => typeof value === "string" && /[\r\n\0]/.test(value))) return;
  report({ message: "A value of this header contains a line break or a NUL character.", location });
}
