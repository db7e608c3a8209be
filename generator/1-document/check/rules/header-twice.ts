import { omitNode, type Rule } from "../../rule.ts";

/** RFC 9110 §5.1: header names are case-insensitive. */
export const headerTwice: Rule = {
  name: "header-twice",
  severity: "warning",
  remedy: "Keep one of the headers. Until then, the first one is used.",
  explanation: {
    asks: "The header names of a response differ in more than case.",
    why: "HTTP ignores case in header names, so both describe the same header.",
    breaks: `
      paths:
        /pets:
          get:
            responses:
              "200":
                description: ok
                headers: { X-Total: { schema: {} }, x-total: { schema: {} } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses:
              "200":
                description: ok
                headers: { X-Total: { schema: {} } }`,
  },
  omits: omitNode,
  visitor: () => ({
    Response({ headers = {} }, { report, location }) {
      const seen = new Map<string, string>();
      for (const name of Object.keys(headers)) {
        const first = seen.get(name.toLowerCase());
        if (first === undefined) seen.set(name.toLowerCase(), name);
        else {
          const message = `\`${name}\` and \`${first}\` are the same header.`;
          report({ message, location: location.child(["headers", name]).key() });
        }
      }
    },
  }),
};
