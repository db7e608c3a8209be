import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.1: major, minor and patch version; Swagger 2.0 is called nothing else. */
const VERSION = /^(?:2\.0|3\.\d+\.\d+(?:-[\w.-]+)?)$/;

export const versionNumber: Rule = {
  name: "version-number",
  severity: "warning",
  remedy: "Write it in full, such as `3.1.0`; nothing but its first two numbers tells how it is read.",
  explanation: {
    asks: "The version of OpenAPI has three numbers, as in `3.1.0`; that of Swagger is `2.0`.",
    why: "Other tools compare the whole version, and refuse one that they do not know.",
    breaks: `
      openapi: "3.1"
      info: { title: Pets, version: "1" }
      paths: {}`,
    keeps: `
      openapi: 3.1.0
      info: { title: Pets, version: "1" }
      paths: {}`,
  },
  visitor: () => ({
    Root(root, { report, location }) {
      const field = "swagger" in root ? "swagger" : "openapi";
      const version: unknown = Reflect.get(root, field);
      if (typeof version !== "string" || VERSION.test(version)) return;
      report({ message: `\`${version}\` is no version of OpenAPI in full.`, location: location.child([field]) });
    },
  }),
};
