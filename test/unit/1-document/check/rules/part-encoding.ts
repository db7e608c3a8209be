import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a `Content-Type` header, but not valid encodings by position, with headers, and of nested parts",
      `openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/mixed: { itemSchema: {}, itemEncoding: { contentType: image/png } }
          multipart/related: { schema: { type: array } }
          multipart/form-data:
            schema: { type: object }
            encoding:
              a: { headers: { Content-Type: { schema: {} }, X-A: { schema: {} } } }
              b: { contentType: multipart/mixed, itemEncoding: {} }
          application/json: { itemSchema: {} }
      ${OK}`,
      ["warning part-encoding 13:31 The header `Content-Type` has no effect: use `contentType`."],
    ],
    [
      "encodings without effect",
      `openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/mixed: { itemSchema: {}, prefixEncoding: [{ style: form }] }
          multipart/related: { schema: { properties: { a: {} } }, itemEncoding: {} }
          multipart/form-data:
            schema: { properties: { a: {}, c: {} } }
            encoding:
              a: { explode: true, contentType: text/plain, headers: { X-A: { schema: {} }, content-disposition: { schema: {} } } }
              b: { itemEncoding: {} }
              c: { contentType: multipart/mixed, encoding: { d: { style: form } } }
          application/json: { encoding: {} }
          application/x-www-form-urlencoded: { encoding: { a: { headers: { X-A: { schema: {} } } } } }
          text/plain: { itemEncoding: {} }
      ${OK}`,
      [
        "warning part-encoding 8:46 `prefixEncoding` has no effect beside `itemSchema`, which makes all parts alike.",
        "warning part-encoding 8:65 `style` of part 0 has no effect in `multipart/mixed`.",
        "warning part-encoding 9:67 `itemEncoding` has no effect: the schema is not an array.",
        "warning part-encoding 13:35 `contentType` has no effect beside `explode`.",
        "warning part-encoding 13:71 Headers of the part `a` have no effect beside `explode`.",
        "warning part-encoding 13:92 The header `content-disposition` has no effect: it holds the name of the part.",
        "warning part-encoding 14:20 `itemEncoding` has no effect: the part `b` is not a multipart body.",
        "warning part-encoding 15:67 `style` of the part `d` has no effect in `multipart/mixed`.",
        "warning part-encoding 14:15 The schema has no property `b`.",
        "warning part-encoding 16:31 `encoding` has no effect for `application/json`.",
        "warning part-encoding 17:76 Headers have no effect in `application/x-www-form-urlencoded`.",
        "warning part-encoding 18:25 `itemEncoding` has no effect for `text/plain`.",
      ],
    ],
    [
      "styles in a multipart form of 3.0",
      `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data: { schema: { type: object, properties: { a: {} } }, encoding: { a: { style: form } } }
          application/x-www-form-urlencoded: { schema: { type: object, properties: { a: {} } }, encoding: { a: { style: form } } }
      ${OK}`,
      ["warning part-encoding 8:100 `style` of the part `a` has no effect in `multipart/form-data`."],
    ],
  ],
};
