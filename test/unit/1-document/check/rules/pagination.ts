import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

/** Returns an operation with paged responses and the given `x-pagination`. */
function withPagination(extension: string): string {
  return `paths:
  /a:
    get:
      x-pagination: ${extension}
      parameters: [{ name: page, in: query, schema: { type: integer } }, { name: id, in: header, schema: {} }]
      responses:
        200: { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } }
components:
  schemas:
    Page: { allOf: [{ $ref: '#/components/schemas/Meta' }], properties: { data: { type: array, items: { type: object, properties: { id: { type: string } } } } } }
    Meta: { type: object, properties: { more: { type: boolean }, last: { type: [integer, 'null'] }, next: { type: string } } }
`;
}

export const table: RuleTable = {
  reports: [
    ["an extension that is an array", withPagination("[]"), ["error pagination 6:7 `x-pagination` must be an object."]],
    [
      "an unknown style",
      withPagination("{ style: scroll, items: /data }"),
      ["error pagination 6:30 The style of `x-pagination` is one of page, offset, cursor, link."],
    ],
    [
      "properties of another style, and an invalid pointer",
      withPagination("{ style: link, items: data, next: /next }"),
      [
        "error pagination 6:43 `items` must be a JSON Pointer, such as `/data`.",
        "error pagination 6:55 The style `link` has no `next`.",
      ],
    ],
    [
      "the style `cursor` without a pointer to the cursor",
      withPagination("{ style: cursor, items: /data, parameter: page }"),
      ["error pagination 6:7 The style `cursor` needs either `next` or `lastItem`."],
    ],
    [
      "pointers without a target or to another type, and a header parameter",
      withPagination("{ style: page, items: /items, parameter: id, pages: /more }"),
      [
        "error pagination 6:62 The operation has no query parameter `id`.",
        "error pagination 6:43 `/items` of the response is not described.",
        "error pagination 6:73 `/more` of the response is not of type `integer`.",
      ],
    ],
    [
      "an operation without a JSON response",
      `paths:\n  /a:\n    get: { x-pagination: { style: link, items: '' }, ${OK} }\n`,
      ["error pagination 5:35 The operation has no successful JSON response to read pages from."],
    ],
  ],
  accepts: [
    ["pages by number", withPagination("{ style: page, items: /data, pages: /last, more: /more }")],
    ["pages by cursor", withPagination("{ style: cursor, items: /data, parameter: page, next: /next }")],
    ["pages by the last item", withPagination("{ style: cursor, items: /data, parameter: page, lastItem: /id }")],
    ["pages by offset", withPagination("{ style: offset, items: /data, parameter: page, total: /last }")],
    ["pages by `Link` header", withPagination("{ style: link, items: /data }")],
  ],
};
