import type { Rule } from "../../rule.ts";

/** Swagger 2.0, Swagger Object: `schemes`, `host` and `basePath` form the URL of a server. */
export const host: Rule = {
  name: "host",
  severity: "warning",
  versions: ["2.0"],
  remedy:
    "Write `host: api.example.com`, with a port if needed, `basePath: /v1`, and `schemes: [https]`. Until then, a scheme in `host` is used if there are no `schemes`. A path in `host` comes before the base path.",
  explanation: {
    asks: "In 2.0, `host` is a host name with an optional port, and `basePath` begins with a slash.",
    why: "Scheme, host and base path are joined to a URL, which is invalid if they contain anything else.",
    breaks: `
      swagger: "2.0"
      info: { title: T, version: "1" }
      host: https://api.example.com
      paths: {}`,
    keeps: `
      swagger: "2.0"
      info: { title: T, version: "1" }
      host: api.example.com
      schemes: [https]
      paths: {}`,
  },
  visitor: () => ({
    Root(root, { report, location }) {
      const written: unknown = Reflect.get(root, "host");
      const path: unknown = Reflect.get(root, "basePath");
      if (typeof written === "string" && /[/?#@\s]/.test(written)) {
        report({ message: "`host` is not a host name with an optional port.", location: location.child(["host"]) });
      }
      if (typeof path === "string" && !path.startsWith("/")) {
        report({ message: "`basePath` does not begin with a slash.", location: location.child(["basePath"]) });
      }
    },
  }),
};
