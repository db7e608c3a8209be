import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.1: major, minor and patch version. Swagger has the single version 2.0. */
const VERSION = /^(?:2\.0|3\.\d+\.\d+(?:-[\w.-]+)?)$/;

export const versionNumber: Rule = {
  name: "version-number",
  severity: "warning",
  remedy: "Write the full version, such as `3.1.0`. Only the first two numbers decide how the description is read.",
  explanation: {
    asks: "`openapi` has three numbers, as in `3.1.0`, and `swagger` is `2.0`.",
    why: "Other tools compare the whole version, and reject one that they do not know.",
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
      report({ message: `\`${version}\` is not a full version of OpenAPI.`, location: location.child([field]) });
    },
  }),
};
