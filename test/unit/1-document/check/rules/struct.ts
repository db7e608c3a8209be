import { OK, withParameters, withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "security schemes with missing fields: an error if the credential cannot be sent, otherwise a warning",
      "components: { securitySchemes: { A: { type: http }, B: { type: apiKey, in: query }, C: { type: openIdConnect }, D: { type: oauth2, flows: { password: { scopes: {} } } } } }",
      [
        "error struct 3:34 The field `scheme` must be present on this level.",
        "error struct 3:53 The field `name` must be present on this level.",
        "error struct 3:85 The field `openIdConnectUrl` must be present on this level.",
        "warning missing-text 3:141 The field `tokenUrl` must be present on this level.",
      ],
    ],
    [
      "an array of `items` in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" +
        withSchema("{ type: array, items: [{ type: string }] }"),
      ["error struct 6:23 Expected type `Schema` (object) but got `array`."],
    ],
    [
      "a value of the wrong type",
      withSchema("{ minLength: two }"),
      ["error struct 5:21 Expected type `integer` but got `string`."],
    ],
  ],
  accepts: [
    [
      "boolean schemas in every place of a schema",
      `components:\n  schemas:\n    A: true\n    B: { allOf: [true], not: false, items: true, prefixItems: [false], properties: { p: true }, contains: true, $defs: { d: false } }\n`,
    ],
    [
      "`type: file` of a response in 2.0",
      "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: { description: d, schema: { type: file } } } } } }",
    ],
    [
      "a fractional `minimum` of a parameter in 2.0",
      "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { parameters: [{ name: q, in: query, type: number, minimum: 0.5 }], responses: { 200: { description: d } } } } }",
    ],
    [
      "the device flow of 3.2",
      "openapi: 3.2.0\ninfo: { title: T, version: '1' }\ncomponents: { securitySchemes: { D: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: 'https://a', tokenUrl: 'https://b', scopes: { s: d } } } } } }",
    ],
    [
      "media types as components in 3.2",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: { content: { a/b: { $ref: '#/components/mediaTypes/M' } } } } } } }\ncomponents: { mediaTypes: { M: { schema: { type: string } } } }`,
    ],
    [
      "properties that are named like members of every object",
      withSchema("{ properties: { hasOwnProperty: { type: string }, constructor: { type: string } } }"),
    ],
  ],
  leavesOut: [
    [
      "a keyword with a value of the wrong type",
      withSchema("{ type: string, minLength: two }"),
      "components.schemas.A",
      { type: "string" },
    ],
    ["a schema that is a number", withSchema("5"), "components.schemas.A", undefined],
    [
      "a reference to a schema that is a number",
      `${withSchema("5")}    B: { $ref: '#/components/schemas/A' }\n`,
      "components.schemas.B",
      {},
    ],
    [
      "a parameter without a name",
      withParameters(
        "{ name: a, in: query, schema: {} }, { in: query, schema: {} }, { name: b, in: query, schema: {} }",
      ),
      "paths./a.get.parameters.1.name",
      "b",
    ],
    [
      "a parameter with an unknown `in`",
      withParameters("{ name: a, in: body, schema: {} }"),
      "paths./a.get.parameters",
      [],
    ],
    ["`paths` that are an array", "paths: []", "paths", {}],
    [
      "null in the place of an object",
      `paths: { /a: { get: { ${OK}, parameters: null, requestBody: null } } }`,
      "paths./a.get",
      { responses: { 200: { description: "d" } } },
    ],
    ["a missing `info`", "openapi: 3.1.0\npaths: {}", "info", { title: "", version: "" }],
    ["missing `paths`", "openapi: 3.0.3\ninfo: { title: T, version: '1' }", "paths", {}],
    [
      "three invalid parameters",
      withParameters(
        "{ in: query, schema: {} }, { name: a, in: nowhere, schema: {} }, { name: b, in: nowhere, schema: {} }",
      ),
      "paths./a.get.parameters",
      [],
    ],
  ],
};
