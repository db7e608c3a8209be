import type { Rule } from "../../rule.ts";

/** Swagger 2.0, Swagger Object: `host` and `basePath` are put between a scheme and a path. */
export const host: Rule = {
  name: "host",
  severity: "error",
  versions: ["2.0"],
  lenient: "the host is what is one in it, and a slash is put before the path",
  remedy: "Write `host: api.example.com` or with a port, `basePath: /v1`, and `schemes: [https]`.",
  explanation: {
    asks: "In 2.0, `host` is the name of a host and perhaps a port, and `basePath` begins with a slash.",
    why: "They are put together with a scheme and a path: with more in them, that is no URL of the server.",
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
        report({ message: "`host` is more than a host.", location: location.child(["host"]) });
      }
      if (typeof path === "string" && !path.startsWith("/")) {
        report({ message: "`basePath` does not begin with a slash.", location: location.child(["basePath"]) });
      }
    },
  }),
};
