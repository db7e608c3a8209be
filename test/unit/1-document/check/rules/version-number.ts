import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a version of two numbers",
      'openapi: "3.0"\ninfo: { title: T, version: a }\npaths: {}\n',
      ["warning version-number 1:10 `3.0` is not a full version of OpenAPI."],
    ],
    [
      "a Swagger version of three numbers",
      "swagger: 2.0.1\ninfo: { title: T, version: a }\npaths: {}\n",
      ["warning version-number 1:10 `2.0.1` is not a full version of OpenAPI."],
    ],
  ],
  accepts: [["a full version with a suffix", "openapi: 3.0.0-rc2\ninfo: { title: T, version: a }\npaths: {}\n"]],
};
