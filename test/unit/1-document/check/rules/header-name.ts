import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an authentication scheme with a line break",
      'components: { securitySchemes: { K: { type: http, scheme: "a\\r\\nb" } } }',
      ['error header-name 3:59 "a\\r\\nb" cannot be the name of an authentication scheme.'],
    ],
    [
      "a header parameter whose name is not a token",
      withParameters("{ name: 'a b', in: header, schema: {} }"),
      ['error header-name 6:28 "a b" cannot be the name of a header or a cookie.'],
    ],
    [
      "a header parameter with a line break in its name",
      withParameters('{ name: "X\\r\\nY", in: header, schema: {} }'),
      ['error header-name 6:28 "X\\r\\nY" cannot be the name of a header or a cookie.'],
    ],
    [
      "a fixed header value with a line break",
      withParameters('{ name: X, in: header, schema: { const: "a\\r\\nb" } }'),
      ["error header-name 6:43 A value of this header contains a line break or a NUL character."],
    ],
    [
      "a response header whose name is not a token",
      `paths: { /a: { get: { responses: { 200: { description: d, headers: { "a:b": { schema: {} } } } } } } }`,
      ['error header-name 3:70 "a:b" cannot be the name of a header or a cookie.'],
    ],
    [
      "the header of an API key whose name is not a token",
      "components: { securitySchemes: { K: { type: apiKey, in: header, name: 'a b' } } }",
      ['error header-name 3:71 "a b" cannot be the name of a header or a cookie.'],
    ],
  ],
};
