import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

/** Returns a response with a link to an operation that has a path parameter `id`, and a query parameter and a header `q`. */
function withLink(link: string): string {
  return `paths:
  /a:
    post:
      responses:
        201: { description: d, links: { next: ${link} } }
  /b/{id}:
    parameters: [{ name: id, in: path, required: true, schema: {} }, { name: q, in: query, schema: {} }, { name: q, in: header, schema: {} }]
    get: { operationId: b, ${OK} }
`;
}

export const table: RuleTable = {
  reports: [
    [
      "links without an operation, to unknown operations, and to other descriptions",
      `${withLink("{ $ref: '#/components/links/A' }")}components:
  links:
    A: { description: d }
    B: { operationId: c }
    C: { operationRef: '#/paths/~1c/get' }
    D: { operationRef: 'https://b.example/#/paths/~1b/get' }
    E: { operationRef: '#/paths/~1b~1{id}/get', operationId: b }
`,
      [
        "warning link-target 13:5 The link names no operation.",
        "warning link-target 14:23 There is no operation `c` in `paths`.",
        "warning link-target 15:24 There is no operation `#/paths/~1c/get` in `paths`.",
        "warning link-target 16:24 `https://b.example/#/paths/~1b/get` is outside of the description, and is not followed.",
        "warning link-target 17:24 The link has both `operationId` and `operationRef`.",
      ],
    ],
    [
      "links with unknown or ambiguous parameters, or invalid expressions",
      withLink(
        "{ operationId: b, requestBody: $response, parameters: { ID: 1, q: $response.body#a, id: 'x{$response.path.b}y{$request.path.b}' } }",
      ),
      [
        "warning link-target 7:103 The operation has no parameter `ID`.",
        "warning link-target 7:110 The operation has more than one parameter `q`: write `query.q` or `header.q`.",
        "warning link-target 7:113 `$response.body#a` is not a valid runtime expression.",
        "warning link-target 7:135 `$response.path.b` is not a valid runtime expression.",
        "warning link-target 7:78 `$response` is not a valid runtime expression.",
      ],
    ],
    [
      "a link that sets a credential or a server",
      `${withLink("{ operationId: b, parameters: { id: a, header.Q: a, header.q: a }, server: { url: https://b.example } }")}components:
  securitySchemes: { Key: { type: apiKey, in: header, name: Q } }
security: [{ Key: [] }]
`,
      [
        "warning link-target 7:86 The operation has no parameter `header.Q`.",
        "warning link-target 7:99 `header.q` is a credential of the operation, which a link does not set.",
        "warning link-target 7:114 The `server` of a link has no effect: the caller chooses the server.",
      ],
    ],
  ],
  accepts: [
    [
      "a link by `operationId`",
      withLink("{ operationId: b, parameters: { id: $response.body#/id, query.q: '{$url}#' } }"),
    ],
    ["a link by `operationRef`", withLink("{ operationRef: '#/paths/~1b~1%7Bid%7D/get', parameters: { path.id: 5 } }")],
  ],
};
