import { describe, expect, it } from "vitest";
import type { Document } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { documentOf, withOperation } from "./documents.ts";

const response = { responses: { "200": { description: "fine" } } };

const OPERATIONS: readonly [name: string, given: Partial<Document>, want: readonly string[]][] = [
  [
    "methods in document order, including QUERY and additional operations",
    { paths: { "/a": { post: {}, get: {}, query: {}, additionalOperations: { COPY: {} } } } },
    [
      "request POST /a #/paths/~1a/post",
      "request GET /a #/paths/~1a/get",
      "request QUERY /a #/paths/~1a/query",
      "request COPY /a #/paths/~1a/additionalOperations/COPY",
    ],
  ],
  [
    "a path item that two paths refer to",
    {
      paths: { "/a": { $ref: "#/components/pathItems/x" }, "/b": { $ref: "#/components/pathItems/x" } },
      components: { pathItems: { x: { get: {} } } },
    },
    ["request GET /a #/paths/~1a/get", "request GET /b #/paths/~1b/get"],
  ],
  [
    "fields beside the reference of a path item",
    {
      paths: { "/a": { $ref: "#/components/pathItems/x", post: {} } },
      components: { pathItems: { x: { get: {}, post: {} } } },
    },
    ["request POST /a #/paths/~1a/post", "request GET /a #/paths/~1a/get"],
  ],
  [
    "webhooks",
    { webhooks: { newPet: { post: {} }, "x-pet": { post: {} } } },
    ["webhook POST newPet #/webhooks/newPet/post", "webhook POST x-pet #/webhooks/x-pet/post"],
  ],
  [
    "callbacks",
    { paths: { "/a": { post: { callbacks: { done: { "{$request.body#/url}": { post: {} } } } } } } },
    [
      "request POST /a #/paths/~1a/post",
      "callback POST {$request.body#/url} #/paths/~1a/post/callbacks/done/{$request.body#~1url}/post",
    ],
  ],
  [
    "a callback that is used twice, even by itself, is one operation",
    {
      paths: {
        "/a": {
          post: { callbacks: { one: { $ref: "#/components/callbacks/c" } } },
          put: { callbacks: { two: { $ref: "#/components/callbacks/c" } } },
        },
      },
      components: {
        callbacks: { c: { "{$url}": { post: { callbacks: { again: { $ref: "#/components/callbacks/c" } } } } } },
      },
    },
    [
      "request POST /a #/paths/~1a/post",
      "callback POST {$url} #/components/callbacks/c/{$url}/post",
      "request PUT /a #/paths/~1a/put",
    ],
  ],
  ["nothing", {}, []],
];

describe("operations", () => {
  it.each(OPERATIONS)("%s", (_name, given, want) => {
    const { operations } = buildApi(documentOf(given));
    expect(operations.map((each) => `${each.direction} ${each.method} ${each.path} ${each.pointer}`)).toEqual(want);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });
});

describe("groups", () => {
  it("are the first tags in the order of the operations, with the documentation of the tag", () => {
    const api = buildApi(
      documentOf({
        tags: [{ name: "Cats", description: "All cats" }],
        paths: {
          "/a": { get: {}, put: { tags: ["Dogs", "Cats"] } },
          "/b": { get: { tags: ["Cats"] }, put: { tags: ["Dogs"] } },
        },
      }),
    );
    expect(
      api.groups.map(({ tag, name, docs, operations }) => [
        tag,
        name,
        docs.description,
        operations.map((each) => each.name),
      ]),
    ).toEqual([
      ["default", "default", undefined, ["getA"]],
      ["Dogs", "dogs", undefined, ["putA", "putB"]],
      ["Cats", "cats", "All cats", ["getB"]],
    ]);
    expect(api.operations.map(({ group }) => group)).toEqual(["default", "dogs", "cats", "dogs"]);
  });

  it("contain callbacks in the group of their operation", () => {
    const callbacks = { done: { "{$url}": { post: {} } } };
    const api = buildApi(withOperation({ tags: ["Jobs"], callbacks }));
    expect(api.operations.map(({ name, group }) => [name, group])).toEqual([
      ["listThings", "jobs"],
      ["postDone", "jobs"],
    ]);
  });
});

describe("security", () => {
  const components = {
    securitySchemes: {
      key: { type: "apiKey", in: "query", name: "k" },
      "basic auth": { type: "http", scheme: "Basic" },
      sso: { type: "oauth2", flows: {} },
      id: { type: "openIdConnect", openIdConnectUrl: "https://a.test/" },
      tls: { type: "mutualTLS" },
      alias: { $ref: "#/components/securitySchemes/key" },
    },
  } as const;

  it("has one scheme per component", () => {
    const { securitySchemes } = buildApi(documentOf({ components }));
    expect(securitySchemes.map(({ docs: _docs, ...scheme }) => scheme)).toEqual([
      { key: "key", identifier: "key", type: "apiKey", in: "query", name: "k" },
      { key: "basic auth", identifier: "basicAuth", type: "http", scheme: "Basic", bearerFormat: undefined },
      { key: "sso", identifier: "sso", type: "oauth2" },
      { key: "id", identifier: "id", type: "openIdConnect", url: "https://a.test/" },
      { key: "tls", identifier: "tls", type: "mutualTLS" },
      { key: "alias", identifier: "alias", type: "apiKey", in: "query", name: "k" },
    ]);
  });

  const ROWS: readonly [name: string, own: readonly Record<string, readonly string[]>[] | undefined, want: unknown][] =
    [
      ["requirements of the document", undefined, [[{ scheme: "key", scopes: [] }]]],
      ["none", [], []],
      ["optional", [{}], [[]]],
      [
        "two schemes together, or a third one",
        [{ sso: ["read"], key: [] }, { tls: [] }],
        [
          [
            { scheme: "sso", scopes: ["read"] },
            { scheme: "key", scopes: [] },
          ],
          [{ scheme: "tls", scopes: [] }],
        ],
      ],
      ["by reference", [{ "#/components/securitySchemes/basic%20auth": [] }], [[{ scheme: "basic auth", scopes: [] }]]],
    ];
  it.each(ROWS)("of an operation: %s", (_name, own, want) => {
    const operation = own === undefined ? {} : { security: own };
    expect(buildApi(withOperation(operation, { components, security: [{ key: [] }] })).operations[0]?.security).toEqual(
      want,
    );
  });
});

describe("servers", () => {
  const server = {
    url: "https://{env}.test",
    variables: { env: { default: "a", enum: ["a", "b"] }, x: { default: "y" } },
  };
  const want = {
    url: "https://{env}.test",
    description: undefined,
    variables: [
      { name: "env", default: "a", enum: ["a", "b"] },
      { name: "x", default: "y", enum: [] },
    ],
  };

  it("come from the document, the path item or the operation; the nearest takes precedence", () => {
    const api = buildApi(
      documentOf({
        servers: [server],
        paths: {
          "/a": { servers: [{ url: "/path" }], get: {}, put: { servers: [{ url: "/operation" }] } },
          "/b": { get: {} },
        },
      }),
    );
    expect(api.servers).toEqual([want]);
    expect(api.operations.map(({ servers }) => servers.map(({ url }) => url))).toEqual([["/path"], ["/operation"], []]);
  });
});

describe("schemas", () => {
  it("are the components and all other targets of references", () => {
    const api = buildApi(
      documentOf({
        components: {
          schemas: {
            Pet: {
              properties: { id: { type: "string", readOnly: true }, tag: { $defs: { color: { type: "string" } } } },
            },
            Cat: { properties: { tag: { $ref: "#/components/schemas/Pet/properties/tag" } } },
            "my color": { $ref: "#/components/schemas/Pet/properties/tag/$defs/color" },
            Data: { example: { $ref: "#/components/schemas/Pet/properties/id" } },
            Nowhere: { $ref: "#/components/schemas/Missing" },
          },
        },
        paths: { "/a": { get: response } },
      }),
    );
    expect(
      api.schemas.map(({ pointer, key, identifier, inputIdentifier }) => [pointer, key, identifier, inputIdentifier]),
    ).toEqual([
      ["#/components/schemas/Pet", "Pet", "Pet", "PetInput"],
      ["#/components/schemas/Cat", "Cat", "Cat", "Cat"],
      ["#/components/schemas/my color", "my color", "MyColor", "MyColor"],
      ["#/components/schemas/Data", "Data", "Data", "Data"],
      ["#/components/schemas/Nowhere", "Nowhere", "Nowhere", "Nowhere"],
      ["#/components/schemas/Pet/properties/tag", "tag", "PetTag", "PetTag"],
      ["#/components/schemas/Pet/properties/tag/$defs/color", "color", "PetTagColor", "PetTagColor"],
    ]);
  });
});
