import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a version of OpenAPI that is a number",
      "openapi: 3.1\ninfo: { title: T, version: '1' }\npaths: {}",
      ["warning info-text 1:10 Expected type `string` but got `number`."],
    ],
    [
      "a version of the API that is a number",
      "openapi: 3.1.0\ninfo: { title: T, version: 1.0 }\npaths: {}",
      ["warning info-text 2:28 Expected type `string` but got `integer`."],
    ],
    [
      "a version of Swagger that is a number",
      "swagger: 2.0\ninfo: { title: T, version: '1' }\npaths: {}",
      ["warning info-text 1:10 Expected type `string` but got `integer`."],
    ],
  ],
};
