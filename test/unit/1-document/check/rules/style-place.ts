import { OK, withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "styles that are not allowed for their `in`",
      withParameters(
        "{ name: q, in: query, style: simple, schema: {} }, { name: X, in: header, style: form, schema: {} }",
      ),
      [
        "error style-place 6:49 The parameter `q` has `in: query`, where the style `simple` is not allowed.",
        "error style-place 6:101 The parameter `X` has `in: header`, where the style `form` is not allowed.",
      ],
    ],
  ],
  accepts: [
    [
      "the style `cookie` in 3.2",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { parameters: [{ name: c, in: cookie, style: cookie, schema: {} }], ${OK} } } }`,
    ],
  ],
};
