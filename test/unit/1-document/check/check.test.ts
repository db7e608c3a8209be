import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../../generator/1-document/check/check.ts";
import { type LoadedDescription, loadDocument } from "../../../../generator/1-document/load/load.ts";
import { DESCRIPTION_RULES } from "../../../../generator/1-document/check/rule-list.ts";
import type { Diagnostic } from "../../../../generator/diagnostics.ts";
import { DEFAULT_SOURCE, type SourceOptions } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
const ok = "responses: { 200: { description: d } }";

interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly loaded: LoadedDescription | undefined;
}

/** A row's `given` begins on line 3, unless it says itself what it is. */
async function check(given: string, options: Partial<SourceOptions> = {}): Promise<readonly Diagnostic[]> {
  return (await inspect(given, options)).diagnostics;
}

function inspect(given: string, options: Partial<SourceOptions> = {}): Promise<Outcome> {
  const text = /^(openapi|swagger):/m.test(given) ? given : head + given;
  return withFiles({ "root.yaml": text }, async (folder) => {
    const source = { ...DEFAULT_SOURCE, ...options, spec: join(folder, "root.yaml") };
    const { value, diagnostics } = await loadDocument(source);
    if (value === undefined) return { diagnostics, loaded: undefined };
    const checked = await checkDocument(value, source);
    return { diagnostics: [...diagnostics, ...checked.diagnostics], loaded: checked.loaded };
  });
}

/** `severity rule line:column message` */
function line({ severity, rule, message, location }: Diagnostic): string {
  return `${severity} ${rule} ${location?.line}:${location?.column} ${message}`;
}

function schema(text: string): string {
  return `components:\n  schemas:\n    A: ${text}\n`;
}

function parameter(text: string): string {
  return `paths:\n  /a:\n    get:\n      parameters: [${text}]\n      ${ok}\n`;
}

/** An operation whose answers are pages, as `extension` says. */
function paged(extension: string): string {
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

/** An answer with a link to an operation with a path parameter `id`, and a query parameter and a header `q`. */
function linked(link: string): string {
  return `paths:
  /a:
    post:
      responses:
        201: { description: d, links: { next: ${link} } }
  /b/{id}:
    parameters: [{ name: id, in: path, required: true, schema: {} }, { name: q, in: query, schema: {} }, { name: q, in: header, schema: {} }]
    get: { operationId: b, ${ok} }
`;
}

describe("complaints", () => {
  const rows: readonly [name: string, given: string, want: readonly string[]][] = [
    [
      "a link by operationId",
      linked("{ operationId: b, parameters: { id: $response.body#/id, query.q: '{$url}#' } }"),
      [],
    ],
    ["a link by operationRef", linked("{ operationRef: '#/paths/~1b~1%7Bid%7D/get', parameters: { path.id: 5 } }"), []],
    [
      "links to nowhere, and nobody follows",
      `${linked("{ $ref: '#/components/links/A' }")}components:
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
      "links that fill what is not there, or by no expression",
      linked(
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
      "a link that fills a credential, and one with a server",
      `${linked("{ operationId: b, parameters: { id: a, header.Q: a, header.q: a }, server: { url: https://b.example } }")}components:
  securitySchemes: { Key: { type: apiKey, in: header, name: Q } }
security: [{ Key: [] }]
`,
      [
        "warning link-target 7:86 The operation has no parameter `header.Q`.",
        "warning link-target 7:99 `header.q` is a credential of the operation, which a link does not set.",
        "warning link-target 7:114 The `server` of a link has no effect: the caller chooses the server.",
      ],
    ],
    ["pages by number", paged("{ style: page, items: /data, pages: /last, more: /more }"), []],
    ["pages by cursor", paged("{ style: cursor, items: /data, parameter: page, next: /next }"), []],
    ["pages by the last item", paged("{ style: cursor, items: /data, parameter: page, lastItem: /id }"), []],
    ["pages by offset", paged("{ style: offset, items: /data, parameter: page, total: /last }"), []],
    ["pages by link", paged("{ style: link, items: /data }"), []],
    ["pages that are a list", paged("[]"), ["error pagination 6:7 `x-pagination` must be an object."]],
    [
      "pages of no style",
      paged("{ style: scroll, items: /data }"),
      ["error pagination 6:30 The style of `x-pagination` is one of page, offset, cursor, link."],
    ],
    [
      "pages with members of another style, and none of their kind",
      paged("{ style: link, items: data, next: /next }"),
      [
        "error pagination 6:43 `items` must be a JSON Pointer, such as `/data`.",
        "error pagination 6:55 The style `link` has no `next`.",
      ],
    ],
    [
      "pages without a cursor",
      paged("{ style: cursor, items: /data, parameter: page }"),
      ["error pagination 6:7 The style `cursor` needs either `next` or `lastItem`."],
    ],
    [
      "pages whose pointers lead nowhere, and whose parameter is a header",
      paged("{ style: page, items: /items, parameter: id, pages: /more }"),
      [
        "error pagination 6:62 The operation has no query parameter `id`.",
        "error pagination 6:43 `/items` of the response is not described.",
        "error pagination 6:73 `/more` of the response is not of type `integer`.",
      ],
    ],
    [
      "pages of what answers nothing",
      `paths:\n  /a:\n    get: { x-pagination: { style: link, items: '' }, ${ok} }\n`,
      ["error pagination 5:35 The operation has no successful JSON response to read pages from."],
    ],
    [
      "a header twice, in another case",
      parameter("{ name: X-A, in: header, schema: {} }, { name: x-a, in: header, schema: {} }"),
      ["error operation-parameters-unique 6:59 The header parameter `x-a` is declared twice."],
    ],
    [
      "a parameter twice, by references",
      `${parameter("{ $ref: '#/components/parameters/A' }, { $ref: '#/components/parameters/B' }")}components: { parameters: { A: { name: q, in: query, schema: {} }, B: { name: q, in: query, schema: {} } } }\n`,
      ["error operation-parameters-unique 6:59 The query parameter `q` is declared twice."],
    ],
    [
      "statuses that are none",
      `paths: { /a: { get: { responses: { 4xx: { description: d }, "600": { description: d }, "20X": { description: d }, "200200200200": { description: d }, Default: { description: d } } } } }`,
      [
        'error status-code 3:61 "600" is not a response status.',
        'error status-code 3:36 "4xx" is not a response status.',
        'error status-code 3:88 "20X" is not a response status.',
        'error status-code 3:115 "200200200200" is not a response status.',
        'error status-code 3:151 "Default" is not a response status.',
      ],
    ],
    [
      "answers, none of them",
      "paths: { /a: { get: { responses: {} }, put: { responses: { x-a: 1 } }, post: {} } }",
      [
        "warning empty-responses 3:23 No response is described.",
        "warning empty-responses 3:47 No response is described.",
      ],
    ],
    [
      "a version of two numbers",
      'openapi: "3.0"\ninfo: { title: T, version: a }\npaths: {}\n',
      ["warning version-number 1:10 `3.0` is not a full version of OpenAPI."],
    ],
    [
      "a version that goes on",
      "swagger: 2.0.1\ninfo: { title: T, version: a }\npaths: {}\n",
      ["warning version-number 1:10 `2.0.1` is not a full version of OpenAPI."],
    ],
    ["a candidate of a version, in full", "openapi: 3.0.0-rc2\ninfo: { title: T, version: a }\npaths: {}\n", []],
    [
      "credentials without what they need: where they are sent is an error, where they come from is not",
      "components: { securitySchemes: { A: { type: http }, B: { type: apiKey, in: query }, C: { type: openIdConnect }, D: { type: oauth2, flows: { password: { scopes: {} } } } } }",
      [
        "error struct 3:34 The field `scheme` must be present on this level.",
        "error struct 3:53 The field `name` must be present on this level.",
        "error struct 3:85 The field `openIdConnectUrl` must be present on this level.",
        "warning missing-text 3:141 The field `tokenUrl` must be present on this level.",
      ],
    ],
    [
      "a path parameter that is not said to be required",
      `paths: { "/{a}/{b}": { get: { parameters: [{ name: a, in: path, schema: {} }, { name: b, in: path, required: false, schema: {} }], ${ok} } } }`,
      [
        "warning path-parameter-required 3:44 The path parameter `a` must have `required: true`.",
        "warning path-parameter-required 3:110 The path parameter `b` must have `required: true`.",
      ],
    ],
    [
      "a path that clients resolve",
      `paths: { /a/../b: { get: { ${ok} } }, /a/%2E: { get: { ${ok} } } }`,
      [
        "error path-template 3:10 The path `/a/../b` has a segment `.` or `..`, which clients resolve.",
        "error path-template 3:72 The path `/a/%2E` has a segment `.` or `..`, which clients resolve.",
      ],
    ],
    [
      "an authentication scheme that breaks the line",
      'components: { securitySchemes: { K: { type: http, scheme: "a\\r\\nb" } } }',
      ['error header-name 3:59 "a\\r\\nb" cannot be the name of an authentication scheme.'],
    ],
    [
      "the media type of a part that breaks the line",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object }, encoding: { a: { contentType: "image/*, a/b\\r\\nX: y" } } } } }, ${ok} } } }`,
      ['error media-type-name 3:129 "a/b\\r\\nX: y" is not a media type.'],
    ],
    [
      "media types of 2.0 that are none",
      `swagger: "2.0"\ninfo: { title: T, version: '1' }\nproduces: [json]\npaths: { /a: { get: { consumes: [text/plain, xml], ${ok} } } }`,
      [
        'error media-type-name 3:12 "json" is not a media type.',
        'error media-type-name 4:46 "xml" is not a media type.',
      ],
    ],
    [
      "what 2.0 says of values outside of schemas",
      `swagger: "2.0"\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { parameters: [{ name: q, in: query, type: array, items: { type: string, pattern: '(' } }], responses: { 200: { description: d, headers: { X: { type: number, multipleOf: 0 } } } } } } }`,
      [
        "error pattern-valid 3:103 `(` is not a valid regular expression.",
        "error schema-keyword 3:191 `multipleOf` must be greater than 0.",
      ],
    ],
    [
      "keywords whose values mean nothing",
      schema("{ oneOf: [], allOf: [{ multipleOf: -1 }], type: [string, string] }"),
      [
        "error schema-keyword 5:10 `oneOf` must not be an empty array.",
        "error schema-keyword 5:50 `type` must name each type once.",
        "error schema-keyword 5:43 `multipleOf` must be greater than 0.",
      ],
    ],
    [
      "a list of items in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" +
        schema("{ type: array, items: [{ type: string }] }"),
      ["error struct 6:23 Expected type `Schema` (object) but got `array`."],
    ],
    [
      "a version of OpenAPI that is a number",
      "openapi: 3.1\ninfo: { title: T, version: '1' }\npaths: {}",
      ["error info-text 1:10 Expected type `string` but got `number`."],
    ],
    [
      "a field that is unknown",
      "servers: [{ url: /, wrong: 1 }]\n" + schema("{}"),
      ["error unknown-field 3:21 Property `wrong` is not expected here."],
    ],
    [
      "a keyword that is unknown",
      schema("{ type: string, nullable: true }"),
      ["warning unknown-keyword 5:24 Property `nullable` is not expected here."],
    ],
    [
      "a type that does not exist",
      schema("{ type: float }"),
      [
        'error schema-type 5:16 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean", "null".',
      ],
    ],
    [
      "a list of types in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" + schema("{ type: [string, 'null'] }"),
      [
        'error schema-type 6:10 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean".',
      ],
    ],
    [
      "a wrong type of value",
      schema("{ minLength: two }"),
      ["error struct 5:21 Expected type `integer` but got `string`."],
    ],
    [
      "a version that is a number",
      "openapi: 3.1.0\ninfo: { title: T, version: 1.0 }\npaths: {}",
      ["error info-text 2:28 Expected type `string` but got `integer`."],
    ],
    [
      "a version of Swagger that is a number",
      "swagger: 2.0\ninfo: { title: T, version: '1' }\npaths: {}",
      ["error info-text 1:10 Expected type `string` but got `integer`."],
    ],
    [
      "a slip of the pen",
      "servres: []\npaths: {}\n",
      ["error unknown-field 3:1 Property `servres` is not expected here. Did you mean `servers`?"],
    ],
    [
      "a description that is null",
      schema("\n      description:\n      type: string"),
      ["warning missing-text 6:7 Expected type `string` but got `null`."],
    ],
    [
      "a response without a description",
      `paths: { /a: { get: { responses: { 200: {} } } } }`,
      ["warning missing-text 3:36 The field `description` must be present on this level."],
    ],
    [
      "a parameter without a schema",
      parameter("{ name: q, in: query }"),
      ["error missing-schema 6:20 Must contain at least one of the following fields: schema, content."],
    ],
    [
      "a $ref that nobody follows",
      `paths:\n  /a:\n    get:\n      responses: { $ref: '#/components/responses' }\ncomponents: { responses: {} }\n`,
      ["error spec-strict-refs 6:20 A `$ref` is not allowed here."],
    ],
    [
      "an operationId twice",
      `paths:\n  /a: { get: { operationId: x, ${ok} } }\n  /b: { get: { operationId: x, ${ok} } }\n`,
      ["error operation-operationId-unique 5:29 The operationId `x` is already used at `#/paths/~1a/get`."],
    ],
    [
      "a path without a slash",
      `paths:\n  a: { get: { ${ok} } }\n`,
      ["error path-slash 4:3 The path `a` does not begin with a slash."],
    ],
    [
      "a path with a query",
      `paths:\n  /a?b=c: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a?b=c` contains a query."],
    ],
    [
      "a path with a line break",
      `paths:\n  "/a\\r\\nb": { get: { ${ok} } }\n`,
      ['error path-template 4:3 The path "/a\\r\\nb" contains a space or a control character.'],
    ],
    [
      "a path with half a brace",
      `paths:\n  /a{b: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a{b` has an unmatched brace."],
    ],
    [
      "a path with an empty expression",
      `paths:\n  /a{}: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a{}` has a template expression without a name."],
    ],
    [
      "a path with a name twice",
      `paths:\n  "/{a}/{a}": { parameters: [{ name: a, in: path, required: true, schema: {} }] }\n`,
      ["warning path-parameter-repeated 4:3 The path `/{a}/{a}` uses the parameter `a` twice."],
    ],
    [
      "a path with a fragment",
      `paths:\n  "/a#b": { get: { ${ok} } }\n`,
      ["warning path-fragment 4:3 The fragment of `/a#b` is never sent."],
    ],
    [
      "paths that mean the same",
      `paths:\n  "/{a}": { get: { parameters: [{ name: a, in: path, required: true, schema: {} }], ${ok} } }\n  "/{b}": { get: { parameters: [{ name: b, in: path, required: true, schema: {} }], ${ok} } }\n`,
      ["error no-identical-paths 5:3 The paths `/{a}` and `/{b}` differ only in the names of their parameters."],
    ],
    [
      "paths that mean the same, for other methods",
      `paths:\n  "/{a}": { get: { parameters: [{ name: a, in: path, required: true, schema: {} }], ${ok} } }\n  "/{b}": { put: { parameters: [{ name: b, in: path, required: true, schema: {} }], ${ok} } }\n`,
      ["warning no-split-paths 5:3 The paths `/{a}` and `/{b}` differ only in the names of their parameters."],
    ],
    [
      "a path parameter that is not declared",
      `paths:\n  "/{a}":\n    get: { ${ok} }\n`,
      ["error path-parameters-defined 5:5 GET `/{a}` does not declare its path parameter `a`."],
    ],
    [
      "a path parameter without a place",
      `paths:\n  /a:\n    parameters: [{ name: x, in: path, required: true, schema: {} }]\n    get: { ${ok} }\n    put: { ${ok} }\n`,
      ["error path-parameters-used 5:26 The path `/a` has no template expression for its parameter `x`."],
    ],
    [
      "a parameter twice",
      parameter("{ name: q, in: query, schema: {} }, { name: q, in: query, schema: {} }"),
      ["error operation-parameters-unique 6:56 The query parameter `q` is declared twice."],
    ],
    [
      "a security scheme that is not there",
      `security: [{ Key: [] }]\n${schema("{}")}`,
      ["error security-defined 3:14 There is no security scheme `Key`."],
    ],
    [
      "a server's variable that is not there",
      `servers: [{ url: 'https://{h}/' }]\n${schema("{}")}`,
      ["error no-undefined-server-variable 3:18 The variable `h` is not declared."],
    ],
    [
      "a server's variable with another default",
      `servers: [{ url: '/{v}', variables: { v: { enum: [a], default: b } } }]\n${schema("{}")}`,
      ["error server-variable-default 3:64 The default of `v` is not in its `enum`."],
    ],
    [
      "a header that is no token",
      parameter("{ name: 'a b', in: header, schema: {} }"),
      ['error header-name 6:28 "a b" cannot be the name of a header or a cookie.'],
    ],
    [
      "a header that breaks the line",
      parameter('{ name: "X\\r\\nY", in: header, schema: {} }'),
      ['error header-name 6:28 "X\\r\\nY" cannot be the name of a header or a cookie.'],
    ],
    [
      "a header's value that breaks the line",
      parameter('{ name: X, in: header, schema: { const: "a\\r\\nb" } }'),
      ["error header-name 6:43 A value of this header contains a line break or a NUL character."],
    ],
    [
      "a response header that is no token",
      `paths: { /a: { get: { responses: { 200: { description: d, headers: { "a:b": { schema: {} } } } } } } }`,
      ['error header-name 3:70 "a:b" cannot be the name of a header or a cookie.'],
    ],
    [
      "an API key's header",
      "components: { securitySchemes: { K: { type: apiKey, in: header, name: 'a b' } } }",
      ['error header-name 3:71 "a b" cannot be the name of a header or a cookie.'],
    ],
    [
      "a media type that is none",
      `paths: { /a: { post: { requestBody: { content: { json: {} } }, ${ok} } } }`,
      ['error media-type-name 3:50 "json" is not a media type.'],
    ],
    [
      "a regular expression that is none",
      schema("{ type: string, pattern: '(a' }"),
      ["error pattern-valid 5:33 `(a` is not a valid regular expression."],
    ],
    [
      "a key of patternProperties that is none",
      schema("{ patternProperties: { '[': {} } }"),
      ["error pattern-valid 5:31 `[` is not a valid regular expression."],
    ],
    [
      "a mapping to nothing",
      schema("{ discriminator: { propertyName: k, mapping: { a: B } } }"),
      ["error discriminator-mapping 5:58 There is no schema `B`."],
    ],
    [
      "reserved characters of headers and cookies, and of queries",
      parameter(
        "{ name: a, in: header, allowReserved: true, schema: {} }, { name: b, in: cookie, allowReserved: true, schema: {} }, { name: c, in: query, allowReserved: true, schema: {} }",
      ),
      ["warning reserved-characters 6:43 `allowReserved` has no effect on a header."],
    ],
    [
      "reserved characters of an answer's header",
      "components: { headers: { H: { allowReserved: true, schema: {} } } }\n",
      ["warning reserved-characters 3:31 `allowReserved` has no effect on a header."],
    ],
    [
      "a path parameter with braces in its name",
      "components: { parameters: { P: { name: '{id}', in: path, required: true, schema: {} } } }\n",
      ["error path-parameter-name 3:40 The name `{id}` of a path parameter must not contain braces."],
    ],
    [
      "encodings of a part by name and by position",
      `openapi: 3.2.0
info: { title: T, version: '1' }
components: { mediaTypes: { M: { prefixEncoding: [{ encoding: {}, itemEncoding: {} }] } } }
`,
      ["warning exclusive-fields 3:67 `encoding` and `itemEncoding` exclude each other."],
    ],
    [
      "a whole query that has no content",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\n${parameter("{ name: q, in: querystring, schema: {} }")}`,
      ["error querystring-content 6:35 The `querystring` parameter has no `content`."],
    ],
    [
      "schemas within themselves",
      `components:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { not: { $ref: '#/components/schemas/A' } }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "a property within itself",
      schema("{ properties: { p: { not: { $ref: '#/components/schemas/A/properties/p' } } } }"),
      ["error no-schema-cycle 5:24 The schema `p` applies itself to the same value."],
    ],
    [
      "a schema within itself beside a property",
      schema("{ dependentSchemas: { p: { $ref: '#/components/schemas/A' } } }"),
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "an alternative of what it refers to",
      `components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }\n`,
      [],
    ],
    [
      "an alternative that is nothing but what it is an alternative of",
      `components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { $ref: '#/components/schemas/A' }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "an alternative that what it is an alternative of always applies",
      `components:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }], oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "a form that is no object",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: string } } } }, ${ok} } } }`,
      ["warning form-schema 3:73 A form cannot be of type `string`."],
    ],
    [
      "parts by their position, with headers, with parts of their own",
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
      ${ok}`,
      ["warning part-encoding 13:31 The header `Content-Type` has no effect: use `contentType`."],
    ],
    [
      "encodings that mean nothing",
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
      ${ok}`,
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
      ${ok}`,
      ["warning part-encoding 8:100 `style` of the part `a` has no effect in `multipart/form-data`."],
    ],
    [
      "content beside the fields of a schema",
      parameter("{ name: q, in: query, schema: {}, explode: true, content: { text/plain: {} } }"),
      [
        "error schema-or-content 6:42 `content` and `schema` exclude each other.",
        "error schema-or-content 6:54 `content` and `explode` exclude each other.",
      ],
    ],
    [
      "several media types of a parameter, none of a header",
      `paths: { /a: { get: { parameters: [{ name: q, in: query, content: { text/plain: {}, application/json: {} } }], responses: { 200: { description: d, headers: { A: { content: {} } } } } } } }`,
      [
        "error single-content 3:58 `content` has 2 media types.",
        "error single-content 3:164 `content` has no media type.",
      ],
    ],
    [
      "names that parameters share on the wire, as the operation has them",
      `paths: { /a: { parameters: [{ name: x, in: query, schema: {} }, { name: y, in: query, schema: {} }], get: { parameters: [{ name: y, in: cookie, schema: {} }, { name: o, in: query, schema: { allOf: [{ properties: { x: {}, z: {} } }] } }, { name: d, in: query, style: deepObject, schema: { properties: { e: {} } } }, { name: 'd[e]', in: query, schema: {} }, { name: p, in: query, explode: false, schema: { properties: { x: {} } } }, { name: r, in: query, schema: { additionalProperties: {} } }], ${ok} } } }`,
      [
        "error colliding-parameters 3:167 The parameters `x` and `o` are both sent as `x`.",
        "error colliding-parameters 3:324 The parameters `d` and `d[e]` are both sent as `d[e]`.",
      ],
    ],
    [
      "a server with a query, a fragment, a variable twice, and one whose variable looks like either",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\nservers:\n  - { url: 'https://a.example/?a' }\n  - { url: '/b#c' }\n  - { url: 'https://{a}/{a}', variables: { a: { default: b } } }\n  - { url: 'https://{a?b}/', variables: { 'a?b': { default: b } } }\npaths: {}`,
      [
        "error server-url 4:12 The URL has a query.",
        "error server-url 5:12 The URL has a fragment.",
        "error server-url 6:12 The URL uses the variable `a` twice.",
      ],
    ],
    [
      "bodies and files of 2.0 in the wrong place",
      `swagger: '2.0'\ninfo: { title: T, version: '1' }\nhost: a.example/v1\nbasePath: v1\npaths: { /a: { post: { parameters: [{ name: a, in: body, schema: {} }, { name: b, in: body, schema: {} }, { name: c, in: query, type: file }, { name: d, in: header, type: array, items: { type: string }, collectionFormat: multi }], ${ok} } } }`,
      [
        "error host 3:7 `host` is not a host name with an optional port.",
        "error host 4:11 `basePath` does not begin with a slash.",
        "error body-parameters 5:87 The request already has the body `a`, so `b` cannot be sent.",
        "error body-parameters 5:135 The file `c` must be `in: formData`.",
        "error body-parameters 5:222 The array `d` cannot have the collection format `multi` in a header.",
      ],
    ],
    [
      "a style that its place does not have",
      parameter("{ name: q, in: query, style: simple, schema: {} }, { name: X, in: header, style: form, schema: {} }"),
      [
        "error style-place 6:49 The parameter `q` has `in: query`, where the style `simple` is not allowed.",
        "error style-place 6:101 The parameter `X` has `in: header`, where the style `form` is not allowed.",
      ],
    ],
    [
      "objects in a list, a list within an object, a list as text",
      parameter(
        "{ name: a, in: query, schema: { items: { properties: {} } } }, { name: b, in: header, schema: { properties: { c: { items: {} } } } }, { name: d, in: query, content: { text/plain: { schema: { items: {} } } } }",
      ),
      [
        "warning nested-value 6:20 The style `form` cannot encode items of the parameter `a`: they are objects.",
        "warning nested-value 6:83 The style `simple` cannot encode `c` of the parameter `b`: it is an array.",
        "warning nested-value 6:154 `text/plain` cannot encode the parameter `d`, which is an array.",
      ],
    ],
    [
      "fields of forms, by their styles",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { properties: { a: { items: { items: {} } }, b: { items: { items: {} } } } }, encoding: { a: { explode: false } } } } }, ${ok} } } }`,
      ["warning nested-value 3:171 The style `form` cannot encode items of the field `a`: they are arrays."],
    ],
    [
      "a header with both kinds of examples",
      "components: { headers: { A: { schema: {}, example: 1, examples: { b: { value: 2 } } } } }",
      ["warning exclusive-fields 3:43 `examples` and `example` exclude each other."],
    ],
    [
      "an example of a media type said twice, and one of its values too",
      `paths: { /a: { post: { requestBody: { content: { text/plain: { example: a, examples: { b: { value: b, externalValue: ./b } } } } }, ${ok} } } }`,
      [
        "warning exclusive-fields 3:64 `examples` and `example` exclude each other.",
        "warning exclusive-fields 3:103 `value` and `externalValue` exclude each other.",
      ],
    ],
    [
      "what XML is, said in the old way and in the new",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\ncomponents: { schemas: { A: { type: string, xml: { attribute: true, nodeType: attribute } }, B: { type: array, items: {}, xml: { name: b, wrapped: true } }, C: { properties: { d: { type: array, items: {}, xml: { wrapped: true, nodeType: element } } } } } }`,
      [
        "warning exclusive-fields 3:52 `nodeType` and `attribute` exclude each other.",
        "warning exclusive-fields 3:213 `nodeType` and `wrapped` exclude each other.",
      ],
    ],
    [
      "values of an example that go together, and those that do not",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\ncomponents: { examples: { A: { dataValue: 1, externalValue: ./a }, B: { serializedValue: b, externalValue: ./b } } }`,
      ["warning exclusive-fields 3:93 `serializedValue` and `externalValue` exclude each other."],
    ],
    [
      "siblings of a reference in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" +
        schema("{ $ref: '#/components/schemas/B', title: x }") +
        "    B: {}\n",
      ["warning spec-ref-siblings 6:42 Property `title` is not expected here because it is defined alongside `$ref`."],
    ],
    [
      "nullable without a type in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" + schema("{ nullable: true }"),
      ["warning nullable-type-sibling 6:20 The `type` field must be defined when the `nullable` field is used."],
    ],
    [
      "a method that is no token",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { additionalOperations: { "A B": { ${ok} }, GET: { ${ok} } } } }`,
      [
        'error additional-operations 3:40 "A B" cannot be a key of `additionalOperations`.',
        'error additional-operations 3:91 "GET" cannot be a key of `additionalOperations`.',
      ],
    ],
    [
      "a tag twice",
      `tags: [{ name: a }, { name: a }]\n${schema("{}")}`,
      ["warning no-duplicated-tag-names 3:21 Duplicate tag name found: 'a'."],
    ],
  ];

  it.each(rows)("%s", async (_name, given, want) => {
    const diagnostics = await check(given);
    expect(diagnostics.map(line)).toEqual(want);
    const sound = diagnostics.filter(({ remedy, frame }) => remedy.endsWith(".") && frame?.includes("^"));
    expect(sound).toEqual(diagnostics);
  });
});

describe("malformed descriptions", () => {
  const rows: readonly [name: string, given: string][] = [
    ["paths that are a list", "paths: []"],
    ["parameters that are no list", "paths: { /a: { get: { parameters: x, responses: {} } } }"],
    ["a path item that is a text", "paths: { /a: x }"],
    ["a schema that is a number", schema("5")],
    [
      "a field called like a method of every object",
      "openapi: 3.1.0\ninfo: { title: T, version: '1', hasOwnProperty: 1 }\npaths: {}",
    ],
    ["components that are null", "components:"],
  ];

  it.each(rows)("%s", async (_name, given) => {
    const errors = (await check(given)).filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule }) => rule)).toContain("struct");
    expect(errors.map(({ rule }) => rule)).not.toContain("check");
  });
});

describe("no complaint about", () => {
  const rows: readonly [name: string, given: string][] = [
    [
      "boolean schemas, anywhere",
      `components:\n  schemas:\n    A: true\n    B: { allOf: [true], not: false, items: true, prefixItems: [false], properties: { p: true }, contains: true, $defs: { d: false } }\n`,
    ],
    [
      "type: file in 2.0",
      "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: { description: d, schema: { type: file } } } } } }",
    ],
    [
      "a fractional bound of a parameter in 2.0",
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
      "style: cookie in 3.2",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { parameters: [{ name: c, in: cookie, style: cookie, schema: {} }], ${ok} } } }`,
    ],
    [
      "a response without a description in 3.2",
      "openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: {} } } } }",
    ],
    [
      "a mapping by names",
      "components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: k, mapping: { b: B } } }\n    B: { properties: { k: { type: string } }, required: [k] }\n",
    ],
    [
      "references in examples, extensions and enums",
      schema(
        "{ example: { $ref: x }, examples: [{ $ref: x }], enum: [{ $ref: x }], const: { $ref: x }, default: { $ref: x }, x-a: { $ref: x } }",
      ),
    ],
    [
      "extensions of any shape",
      `x-tagGroups: 1\npaths: { x-a: 1, /a: { x-b: [1], get: { x-codeSamples: text, responses: { x-c: 1, 200: { description: d } } } } }`,
    ],
    [
      "schemas that recur through properties",
      schema("{ properties: { a: { $ref: '#/components/schemas/A' } }, items: { $ref: '#/components/schemas/A' } }"),
    ],
    [
      "path parameters of the path item, by reference",
      `paths:\n  "/{a}":\n    parameters: [{ $ref: '#/components/parameters/A' }]\n    get: { ${ok} }\ncomponents: { parameters: { A: { name: a, in: path, required: true, schema: {} } } }\n`,
    ],
    [
      "keys of callbacks that are no paths",
      `paths: { /a: { post: { callbacks: { c: { '{$request.body#/url}': { post: { ${ok} } } } }, ${ok} } } }`,
    ],
    ["names of webhooks", `webhooks: { "any name": { post: { ${ok} } } }`],
    ["the legacy escapes of a pattern", schema("{ pattern: '^[\\w-\\.]+$' }")],
    ["siblings of a schema's reference in 3.1", schema("{ $ref: '#/components/schemas/B', title: x }") + "    B: {}\n"],
    [
      "members that are called like those of every object",
      schema("{ properties: { hasOwnProperty: { type: string }, __proto__: { type: string } } }"),
    ],
  ];

  it.each(rows)("%s", async (_name, given) => {
    expect((await check(given)).map(line)).toEqual([]);
  });
});

describe("severities", () => {
  const broken = `${schema("{ pattern: '(a' }")}    B: { title: 5 }\n`;

  it("are lowered where generation stays unambiguous, when lenient", async () => {
    const diagnostics = await check(broken, { lenient: true });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "warning pattern-valid",
      "warning struct",
    ]);
  });

  it("are what the options say", async () => {
    const diagnostics = await check(schema("{ pattern: '(a', a: 1 }"), {
      rules: { "unknown-keyword": "off", "pattern-valid": "info" },
    });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["info pattern-valid"]);
  });

  it("are of rules that there are, and that may be broken", async () => {
    const rules = { "pattern-vaild": "off", "header-name": "warning", struct: "error" } as const;
    const diagnostics = await check(schema("{}"), { rules });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "The rule `pattern-vaild` in `rules` does not exist, or its severity cannot be set.",
      "The severity of `header-name` cannot be lowered: it is always an error.",
    ]);
  });
});

describe("what lenient goes on without", () => {
  const rows: readonly [name: string, given: string, path: string, want: unknown][] = [
    [
      "a keyword with a wrong value",
      schema("{ type: string, minLength: two }"),
      "components.schemas.A",
      { type: "string" },
    ],
    ["a schema that is none", schema("5"), "components.schemas.A", undefined],
    [
      "what refers to a schema that is none",
      `${schema("5")}    B: { $ref: '#/components/schemas/A' }\n`,
      "components.schemas.B",
      {},
    ],
    [
      "a parameter without a name",
      parameter("{ name: a, in: query, schema: {} }, { in: query, schema: {} }, { name: b, in: query, schema: {} }"),
      "paths./a.get.parameters.1.name",
      "b",
    ],
    ["a parameter in no place", parameter("{ name: a, in: body, schema: {} }"), "paths./a.get.parameters", []],
    [
      "a parameter that is there already",
      parameter("{ name: q, in: query, schema: {} }, { name: q, in: query, schema: { type: string } }"),
      "paths./a.get.parameters",
      [{ name: "q", in: "query", schema: {} }],
    ],
    [
      "a media type that is none",
      "paths: { /a: { post: { requestBody: { content: { json: {}, text/plain: {} } } } } }",
      "paths./a.post.requestBody.content",
      { "text/plain": {} },
    ],
    ["a path that is none", `paths: { "/a{b": { get: { ${ok} } } }`, "paths", {}],
    ["paths that are a list", "paths: []", "paths", {}],
    [
      "a null where an object should be",
      `paths: { /a: { get: { ${ok}, parameters: null, requestBody: null } } }`,
      "paths./a.get",
      { responses: { 200: { description: "d" } } },
    ],
    [
      "a reference that nobody follows",
      `paths: { /a: { get: { responses: { $ref: '#/components/responses' } } } }\ncomponents: { responses: {} }`,
      "paths./a.get",
      { responses: {} },
    ],
    [
      "a server of a variable that is not there",
      "servers: [{ url: 'https://{h}/' }, { url: / }]\npaths: {}",
      "servers",
      [{ url: "/" }],
    ],
    [
      "a range in lower case",
      `paths: { /a: { get: { responses: { 4xx: { description: d }, 600: { description: d } } } } }`,
      "paths./a.get.responses",
      { "4xx": { description: "d" } },
    ],
    [
      "the second of two spellings of a header",
      `paths: { /a: { get: { responses: { 200: { description: d, headers: { A: { schema: {} }, a: { schema: true } } } } } } }`,
      "paths./a.get.responses.200.headers",
      { A: { schema: {} } },
    ],
    [
      "a keyword that means nothing",
      schema("{ type: number, multipleOf: 0 }"),
      "components.schemas.A",
      { type: "number" },
    ],
    ["a schema within itself", schema("{ allOf: [{ $ref: '#/components/schemas/A' }] }"), "components.schemas.A", {}],
    ["info", "openapi: 3.1.0\npaths: {}", "info", { title: "", version: "" }],
    ["paths", "openapi: 3.0.3\ninfo: { title: T, version: '1' }", "paths", {}],
    [
      "the second of two broken items, told where it is",
      parameter(
        "{ in: query, schema: {} }, { name: a, in: nowhere, schema: {} }, { name: b, in: nowhere, schema: {} }",
      ),
      "paths./a.get.parameters",
      [],
    ],
  ];

  it.each(rows)("%s", async (_name, given, path, want) => {
    const { diagnostics, loaded } = await inspect(given, { lenient: true });
    expect(diagnostics.filter(({ severity }) => severity === "error").map(line)).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === "warning").length).toBeGreaterThan(0);
    const steps = path.split(".");
    expect(
      steps.reduce<unknown>((node, step) => (node as Readonly<Record<string, unknown>>)[step], loaded?.bundled),
    ).toEqual(want);
  });

  it("says of each where it was written, though items before it are gone", async () => {
    const given = parameter(
      "{ in: query, schema: {} }, { name: a, in: nowhere, schema: {} }, { name: b, in: query, schema: {}, style: odd }",
    );
    const { diagnostics } = await inspect(given, { lenient: true });
    expect(diagnostics.map((one) => `${one.rule} ${one.location?.pointer}`)).toEqual([
      "struct #/paths/~1a/get/parameters/0",
      "struct #/paths/~1a/get/parameters/1/in",
      "struct #/paths/~1a/get/parameters/2/style",
      "struct #/paths/~1a/get/parameters/1",
    ]);
  });
});

it("tells all at once: what leads nowhere, and whatever else is wrong, but not what follows from it", async () => {
  const given = `${parameter("{ $ref: '#/components/parameters/gone' }").replace("/a:", '"/{a}":')}components: { schemas: { A: { type: float } } }\n`;
  expect((await check(given)).map(line)).toEqual([
    "error no-unresolved-refs 6:28 `#/components/parameters/gone` cannot be resolved.",
    'error schema-type 8:37 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean", "null".',
  ]);
});

it("every rule has a name of its own and a remedy", () => {
  expect(new Set(DESCRIPTION_RULES.map(({ name }) => name)).size).toBe(DESCRIPTION_RULES.length);
  expect(
    DESCRIPTION_RULES.filter(({ name, remedy }) => !/^[a-zA-Z0-9-]+$/.test(name) || !remedy.endsWith(".")),
  ).toEqual([]);
});

describe("a default", () => {
  it.each<[beside: string, given: string, want: string | undefined]>([
    ["an integer", "{ type: integer, default: 1.5 }", "is not of type integer"],
    ["several types", '{ type: [integer, "null"], default: a }', "is not of type integer or null"],
    ["a choice", "{ enum: [a, b], default: c }", "is not in `enum`"],
    ["a constant", "{ const: 1, default: 2 }", "is not the `const`"],
    ["a minimum", "{ minimum: 1, default: 0 }", "is less than 1"],
    ["a maximum", "{ maximum: 1, default: 2 }", "is more than 1"],
    ["a limit that is excluded", "{ exclusiveMaximum: 1, default: 1 }", "is not less than 1"],
    ["a length", "{ type: string, minLength: 1, default: '' }", "is shorter than 1"],
    ["a format", "{ type: string, format: date, default: '' }", "is not of format date"],
    ["a count", "{ type: array, maxItems: 1, default: [1, 2] }", "is longer than 1"],
    [
      "an item",
      "{ type: array, items: { type: string }, default: [a, 1] }",
      "has an item, 1, that is not of type string",
    ],
    [
      "a property",
      "{ properties: { a: { type: string } }, default: { a: 1 } }",
      "has a property `a` that is not of type string",
    ],
    ["a part that always applies", "{ allOf: [{ minimum: 1 }], default: 0 }", "is less than 1"],
    [
      "what is no schema of ours",
      "{ type: __proto__, enum: 1, allOf: 2, items: [], minimum: a, default: 0 }",
      undefined,
    ],
  ])("that is not of its own schema is told: beside %s", async (_beside, given, want) => {
    const said = (await check(schema(given))).filter(({ rule }) => rule === "default-valid");
    expect(said.map(({ severity, message }) => [severity, message])).toEqual(
      want === undefined ? [] : [["warning", `The default ${want}.`]],
    );
  });

  it.each([
    "{ type: integer, default: 3 }",
    "{ type: number, exclusiveMinimum: 1, maximum: 2, default: 2 }",
    '{ type: [string, "null"], enum: [a, null], default: null }',
    "{ enum: [{ a: 1 }], default: { a: 1 } }",
    "{ anyOf: [{ type: string }], default: 1 }",
    "{ type: string, maxLength: 1, default: 😀 }",
  ])("may be what its schema allows, or what only a validator can tell: %s", async (given) => {
    expect((await check(schema(given))).map(line)).toEqual([]);
  });

  it("of a parameter of 2.0, and null and limits as 3.0 has them, are told too", async () => {
    const two = `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get:\n      parameters: [{ name: a, in: query, type: integer, default: x }]\n      responses: { "200": { description: d } }\n`;
    expect((await check(two)).map(({ rule }) => rule)).toEqual(["default-valid"]);
    const given = schema("{ type: integer, nullable: true, minimum: 0, exclusiveMinimum: true, default: null }");
    const three = `openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n${given}`;
    expect((await check(three)).map(line)).toEqual([]);
    expect((await check(three.replace("default: null", "default: 0"))).map(({ message }) => message)).toEqual([
      "The default is not more than 0.",
    ]);
  });
});
