/** Requests and responses in every version: media types, forms, files, and features of 3.2. */
import type { Hazard } from "../../support/hazard.ts";

const OK = `{ "200": { description: ok } }`;

export const WIRE: readonly Hazard[] = [
  {
    name: "several media types, and ranges of responses",
    spec: `
      paths:
        /a:
          post:
            operationId: post
            requestBody:
              content:
                application/json: { schema: { type: object, required: [a], properties: { a: { type: integer } } } }
                application/x-www-form-urlencoded: { schema: { type: object, properties: { b: { type: array, items: { type: string } } } } }
                "text/*": { schema: { type: string } }
                "*/*": {}
            responses:
              "200": { description: ok, content: { application/json: { schema: { type: integer } }, text/plain: { schema: { type: string } } } }
              "2XX": { description: ok }
              "404": { description: no, content: { application/problem+json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
              "4XX": { description: no, content: { application/json: { schema: { type: string } } } }
              default: { description: no, content: { application/json: { schema: { type: boolean } } } }
    `,
    types: [
      [`At<t.PostResult, 404>["error"]`, "{ title: string }"],
      [`At<t.PostResult, 418>["error"]`, "string"],
      [`At<t.PostResult, 500>["error"]`, "boolean"],
      [`At<t.PostResult, 200>["data"]`, "number | string"],
    ],
    calls: [
      [
        `api.post({ body: { a: 1 } })`,
        { line: "POST /a", headers: { "content-type": "application/json" }, body: `{"a":1}` },
      ],
      [
        `api.post({ contentType: "application/x-www-form-urlencoded", body: { b: ["1", "2"] } })`,
        { line: "POST /a", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "b=1&b=2" },
      ],
    ],
  },
  {
    name: "paths with odd characters",
    spec: `
      paths:
        /a%20b/{id}:{verb}/c+d/{x}@{y}:
          get:
            operationId: odd
            parameters:
              - { name: id, in: path, required: true, schema: { type: string } }
              - { name: verb, in: path, required: true, schema: { type: string } }
              - { name: x, in: path, required: true, schema: { type: array, items: { type: string } } }
              - { name: y, in: path, required: true, style: matrix, schema: { type: integer } }
              - { name: "q[]", in: query, schema: { type: array, items: { type: string } } }
              - { name: "a.b&c=d", in: query, schema: { type: string } }
              - { name: $filter, in: query, schema: { type: string } }
            responses: ${OK}
    `,
    calls: [
      [
        `api.odd({ path: { id: "a/b", verb: "go", x: ["1", "2"], y: 3 }, query: { "q[]": ["a", "b"], "a.b&c=d": "&", $filter: "x" } })`,
        "GET /a%20b/a%2Fb:go/c+d/1,2@;y=3?q%5B%5D=a&q%5B%5D=b&a.b%26c%3Dd=%26&%24filter=x",
      ],
    ],
  },
  {
    name: "2.0: forms, files and collectionFormat",
    spec: `
      swagger: "2.0"
      info: { title: Hazard, version: "1" }
      basePath: /v1
      consumes: [application/json]
      produces: [application/json]
      paths:
        /form:
          post:
            operationId: form
            consumes: [application/x-www-form-urlencoded]
            parameters:
              - { name: a, in: formData, type: string, required: true }
              - { name: b, in: formData, type: array, items: { type: integer }, collectionFormat: csv }
            responses: ${OK}
        /file:
          post:
            operationId: upload
            consumes: [multipart/form-data]
            parameters: [{ name: f, in: formData, type: file, required: true }, { name: note, in: formData, type: string }]
            responses: { "200": { description: ok, schema: { type: file } } }
        /query:
          get:
            operationId: query
            parameters:
              - { name: csv, in: query, type: array, items: { type: string }, collectionFormat: csv }
              - { name: multi, in: query, type: array, items: { type: string }, collectionFormat: multi }
              - { name: pipes, in: query, type: array, items: { type: string }, collectionFormat: pipes }
              - { name: ssv, in: query, type: array, items: { type: string }, collectionFormat: ssv }
            responses: { "200": { description: ok, schema: { $ref: "#/definitions/Thing" } } }
      definitions:
        Thing: { type: object, required: [kind], discriminator: kind, properties: { kind: { type: string }, n: { type: number, x-nullable: true } } }
        Sub: { allOf: [{ $ref: "#/definitions/Thing" }, { type: object, properties: { s: { type: string } } }] }
    `,
    values: [
      ["Thing", "yes", `{ kind: "Thing", n: 1 }`],
      ["Sub", "yes", `{ kind: "Sub", s: "a" }`],
    ],
    types: [[`t.UploadBody["f"]`, "Blob"]],
    calls: [
      [`api.form({ body: { a: "x", b: [1, 2] } })`, { line: "POST /form", body: "a=x&b=1,2" }],
      [
        `api.query({ query: { csv: ["a", "b"], multi: ["a", "b"], pipes: ["a", "b"], ssv: ["a", "b"] } })`,
        "GET /query?csv=a,b&multi=a&multi=b&pipes=a%7Cb&ssv=a%20b",
      ],
    ],
  },
  {
    name: "3.2: query, additionalOperations, querystring, sequences, media types of components",
    version: "3.2.0",
    spec: `
      $self: https://hazard.test/openapi.yaml
      paths:
        /search:
          query:
            operationId: search
            requestBody: { required: true, content: { application/json: { $ref: "#/components/mediaTypes/Filter" } } }
            responses: ${OK}
          additionalOperations:
            LINK: { operationId: link, responses: ${OK} }
            M-SEARCH: { responses: ${OK} }
        /qs:
          get:
            operationId: qs
            parameters:
              - name: all
                in: querystring
                content: { application/x-www-form-urlencoded: { schema: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string } } } } }
            responses: ${OK}
        /events:
          get:
            operationId: events
            parameters: [{ name: c, in: cookie, style: cookie, schema: { type: string } }]
            responses:
              "200": { description: ok, content: { application/jsonl: { itemSchema: { $ref: "https://hazard.test/openapi.yaml#/components/schemas/Event" } } } }
              "404": {}
      components:
        mediaTypes: { Filter: { schema: { type: object, properties: { f: { type: string } } } } }
        schemas: { Event: { type: object, required: [n], properties: { n: { type: integer } } } }
    `,
    values: [["Event", "no", `{}`]],
    types: [[`t.SearchBody["f"]`, "string | undefined"]],
    calls: [
      [`api.search({ body: { f: "x" } })`, { line: "QUERY /search", body: `{"f":"x"}` }],
      [`api.link()`, "LINK /search"],
      [`api.mSearchSearch()`, "M-SEARCH /search"],
      [`api.qs({ querystring: { a: 1, b: "c d" } })`, "GET /qs?a=1&b=c%20d"],
    ],
  },
  {
    name: "multipart with files, parts and arrays",
    spec: `
      paths:
        /m:
          post:
            operationId: send
            requestBody:
              required: true
              content:
                multipart/form-data:
                  schema:
                    type: object
                    required: [meta]
                    properties:
                      meta: { type: object, properties: { a: { type: integer } } }
                      "files[]": { type: array, items: { type: string, format: binary } }
                      "na\\"me": { type: string }
            responses: ${OK}
        /raw: { put: { operationId: raw, requestBody: { content: { application/pdf: {} } }, responses: ${OK} } }
    `,
    types: [[`t.SendBody["files[]"]`, "Blob[] | undefined"]],
    calls: [
      [
        `api.raw({ body: new Blob(["x"]) })`,
        { line: "PUT /raw", headers: { "content-type": "application/pdf" }, body: "x" },
      ],
    ],
  },
  {
    name: "headers and cookies with odd names; parameters with content",
    spec: `
      paths:
        /h:
          get:
            operationId: heads
            parameters:
              - { name: X-Client.Id, in: header, required: true, schema: { type: integer } }
              - { name: x_list, in: header, schema: { type: array, items: { type: string } } }
              - { name: filter, in: query, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }
              - { name: deep, in: query, style: deepObject, explode: true, schema: { type: object, properties: { a: { type: string }, b: { type: integer } } } }
            responses: ${OK}
    `,
    calls: [
      [
        `api.heads({ headers: { "X-Client.Id": 1, x_list: ["a", "b"] }, query: { filter: { a: 1 }, deep: { a: "x", b: 2 } } })`,
        {
          line: "GET /h?filter=%7B%22a%22%3A1%7D&deep%5Ba%5D=x&deep%5Bb%5D=2",
          headers: { "x-client.id": "1", x_list: "a,b" },
        },
      ],
    ],
  },
  {
    name: "webhooks and callbacks only",
    spec: `
      webhooks:
        new-pet: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: ${OK} } }
        "": { post: { responses: ${OK} } }
      components: { schemas: { Pet: { type: object, required: [n], properties: { n: { type: string } } } } }
    `,
    values: [["Pet", "no", `{}`]],
  },
  { name: "nothing at all", spec: `components: {}` },
];
