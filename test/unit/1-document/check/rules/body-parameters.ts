import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "two bodies, a file in the query, and a repeated array in a header",
      `swagger: '2.0'\ninfo: { title: T, version: '1' }\nhost: a.example/v1\nbasePath: v1\npaths: { /a: { post: { parameters: [{ name: a, in: body, schema: {} }, { name: b, in: body, schema: {} }, { name: c, in: query, type: file }, { name: d, in: header, type: array, items: { type: string }, collectionFormat: multi }], ${OK} } } }`,
      [
        "warning host 3:7 `host` is not a host name with an optional port.",
        "warning host 4:11 `basePath` does not begin with a slash.",
        "error body-parameters 5:87 The request already has the body `a`, so `b` cannot be sent.",
        "error body-parameters 5:135 The file `c` must be `in: formData`.",
        "error body-parameters 5:222 The array `d` cannot have the collection format `multi` in a header.",
      ],
    ],
  ],
};
