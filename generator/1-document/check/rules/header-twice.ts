import { omitNode, type Rule } from "../../rule.ts";

/** RFC 9110 §5.1: names of headers do not depend on case. */
export const headerTwice: Rule = {
  name: "header-twice",
  severity: "error",
  lenient: "the first one counts",
  remedy: "Keep one of them.",
  explanation: {
    asks: "An answer has each header once, whatever its spelling.",
    why: "To HTTP they are one header, which has two descriptions then.",
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
          const message = `\`${name}\` and \`${first}\` are one header.`;
          report({ message, location: location.child(["headers", name]).key() });
        }
      }
    },
  }),
};
