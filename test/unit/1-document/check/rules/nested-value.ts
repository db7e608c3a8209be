import { OK, withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "objects in an array, an array in an object, and an array as `text/plain`",
      withParameters(
        "{ name: a, in: query, schema: { items: { properties: {} } } }, { name: b, in: header, schema: { properties: { c: { items: {} } } } }, { name: d, in: query, content: { text/plain: { schema: { items: {} } } } }",
      ),
      [
        "warning nested-value 6:20 The style `form` cannot encode items of the parameter `a`: they are objects.",
        "warning nested-value 6:83 The style `simple` cannot encode `c` of the parameter `b`: it is an array.",
        "warning nested-value 6:154 `text/plain` cannot encode the parameter `d`, which is an array.",
      ],
    ],
    [
      "nested arrays in a form field that has a style",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { properties: { a: { items: { items: {} } }, b: { items: { items: {} } } } }, encoding: { a: { explode: false } } } } }, ${OK} } } }`,
      ["warning nested-value 3:171 The style `form` cannot encode items of the field `a`: they are arrays."],
    ],
  ],
};
