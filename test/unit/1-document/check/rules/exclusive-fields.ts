import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "encodings of a part by name and by position",
      `openapi: 3.2.0
info: { title: T, version: '1' }
components: { mediaTypes: { M: { prefixEncoding: [{ encoding: {}, itemEncoding: {} }] } } }
`,
      ["warning exclusive-fields 3:67 `encoding` and `itemEncoding` exclude each other."],
    ],
    [
      "a header with `example` and `examples`",
      "components: { headers: { A: { schema: {}, example: 1, examples: { b: { value: 2 } } } } }",
      ["warning exclusive-fields 3:43 `examples` and `example` exclude each other."],
    ],
    [
      "a media type with `example` and `examples`, and an example with two values",
      `paths: { /a: { post: { requestBody: { content: { text/plain: { example: a, examples: { b: { value: b, externalValue: ./b } } } } }, ${OK} } } }`,
      [
        "warning exclusive-fields 3:64 `examples` and `example` exclude each other.",
        "warning exclusive-fields 3:103 `value` and `externalValue` exclude each other.",
      ],
    ],
    [
      "`nodeType` beside `attribute` or `wrapped`",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\ncomponents: { schemas: { A: { type: string, xml: { attribute: true, nodeType: attribute } }, B: { type: array, items: {}, xml: { name: b, wrapped: true } }, C: { properties: { d: { type: array, items: {}, xml: { wrapped: true, nodeType: element } } } } } }`,
      [
        "warning exclusive-fields 3:52 `nodeType` and `attribute` exclude each other.",
        "warning exclusive-fields 3:213 `nodeType` and `wrapped` exclude each other.",
      ],
    ],
    [
      "`serializedValue` beside `externalValue`, but not `dataValue`",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\ncomponents: { examples: { A: { dataValue: 1, externalValue: ./a }, B: { serializedValue: b, externalValue: ./b } } }`,
      ["warning exclusive-fields 3:93 `serializedValue` and `externalValue` exclude each other."],
    ],
  ],
};
