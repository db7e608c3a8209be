import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.5. Older versions do not say so, but creating a client with such a URL fails. */
export const serverUrl: Rule = {
  name: "server-url",
  severity: "warning",
  versions: ["3.2"],
  remedy:
    "Remove the query and the fragment, and use each variable once. Until then, a client for that server cannot be created.",
  explanation: {
    asks: "In 3.2, the URL of a server has no query and no fragment, and uses each variable once.",
    why: "Paths are appended to the URL.",
    breaks: `
      openapi: 3.2.0
      info: { title: T, version: "1" }
      servers: [{ url: "https://api.example.com/v1?key=1" }]
      paths: {}`,
    keeps: `
      openapi: 3.2.0
      info: { title: T, version: "1" }
      servers: [{ url: "https://api.example.com/v1" }]
      paths: {}`,
  },
  visitor: () => ({
    Server({ url }, { report, location }) {
      if (typeof url !== "string") return;
      const place = location.child(["url"]);
      const variables = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
      const twice = variables.find((name, index) => variables.indexOf(name) !== index);
      const [mark] = /[?#]/.exec(url.replaceAll(/\{[^{}]*\}/g, "")) ?? [];
      if (mark !== undefined) {
        report({ message: `The URL has a ${mark === "?" ? "query" : "fragment"}.`, location: place });
      }
      if (twice !== undefined) {
        report({ message: `The URL uses the variable \`${twice}\` twice.`, location: place });
      }
    },
  }),
};
