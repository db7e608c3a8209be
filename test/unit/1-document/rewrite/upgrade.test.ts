import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../generator/1-document/json.ts";
import { upgradeDocument } from "../../../../generator/1-document/rewrite/upgrade/upgrade.ts";

const info = { title: "T", version: "1" };
const types = { a: { type: "string" }, b: { type: "integer" } };

function schemas30(A: Json, version = "3.0.3"): JsonObject {
  return { openapi: version, info, paths: {}, components: { schemas: { A, ...types } } };
}

const ref = { $ref: "#/components/schemas/a" };
const nothing = { type: "null" };

describe("a schema of 3.0", () => {
  const rows: readonly [name: string, given: JsonObject, want: JsonObject][] = [
    ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["not nullable", { type: "string", nullable: false }, { type: "string" }],
    [
      "nullable with an enum",
      { type: "string", enum: ["a"], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    ["nullable with an enum that contains null", { enum: ["a", null], nullable: true }, { enum: ["a", null] }],
    ["nullable with an enum alone", { enum: ["a"], nullable: true }, { enum: ["a", null] }],
    ["nullable alone", { nullable: true, title: "x" }, { title: "x" }],
    [
      "nullable beside an allOf with one branch",
      { allOf: [ref], nullable: true, description: "d" },
      { description: "d", anyOf: [ref, nothing] },
    ],
    [
      "nullable beside an allOf with two branches",
      { allOf: [ref, {}], nullable: true },
      { anyOf: [{ allOf: [ref, {}] }, nothing] },
    ],
    [
      "nullable beside allOf and a type",
      { type: "object", allOf: [ref], nullable: true },
      { anyOf: [{ type: "object", allOf: [ref] }, nothing] },
    ],
    ["nullable beside anyOf", { anyOf: [ref], nullable: true }, { anyOf: [ref, nothing] }],
    [
      "nullable beside oneOf",
      { oneOf: [ref], nullable: true, default: null },
      { default: null, anyOf: [{ oneOf: [ref] }, nothing] },
    ],
    [
      "nullable in subschemas",
      { items: { additionalProperties: { type: "string", nullable: true } } },
      { items: { additionalProperties: { type: ["string", "null"] } } },
    ],
    ["an exclusive minimum", { minimum: 0, exclusiveMinimum: true }, { exclusiveMinimum: 0 }],
    ["an inclusive maximum", { maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
    ["an exclusive flag without a limit", { exclusiveMaximum: true }, {}],
    ["an example", { type: "string", example: "x" }, { type: "string", examples: ["x"] }],
    [
      "bytes",
      { type: "string", format: "binary" },
      { contentMediaType: "application/octet-stream", type: "string", format: "binary" },
    ],
    ["base64", { type: "string", format: "byte" }, { contentEncoding: "base64", type: "string", format: "byte" }],
    ["a tuple of older drafts", { items: [ref], additionalItems: false }, { prefixItems: [ref], items: false }],
    ["siblings of a reference", { $ref: "#/components/schemas/a", nullable: true, description: "d" }, ref],
    [
      "data",
      { default: { nullable: true }, enum: [{ example: 1 }], "x-y": { $ref: "%41" } },
      { default: { nullable: true }, enum: [{ example: 1 }], "x-y": { $ref: "%41" } },
    ],
    [
      "properties with the names of keywords",
      { properties: { nullable: { type: "string", nullable: true }, example: {} } },
      { properties: { nullable: { type: ["string", "null"] }, example: {} } },
    ],
    ["an invalid pattern", { type: "string", pattern: "(a" }, { type: "string" }],
    ["an invalid type", { type: "float", minimum: 1 }, { minimum: 1 }],
    ["a description that is null", { description: null, type: "string" }, { type: "string" }],
    [
      "a mapping to a missing schema",
      { discriminator: { propertyName: "k", mapping: { a: "a", z: "z" } } },
      { discriminator: { propertyName: "k", mapping: { a: "a" } } },
    ],
  ];

  it.each(rows)("%s", (_name, given, want) => {
    expect(upgradeDocument(schemas30(given))).toEqual(schemas30(want, "3.2.0"));
  });
});

describe("any version", () => {
  it("has canonical references", () => {
    const given = {
      properties: { x: { $ref: "#/components/schemas/%61" } },
      discriminator: { propertyName: "x", mapping: { a: "#/components/schemas/%61" } },
    };
    expect(upgradeDocument(schemas30(given, "3.1.0"))).toEqual(
      schemas30({ properties: { x: ref }, discriminator: { propertyName: "x", mapping: { a: ref.$ref } } }, "3.2.0"),
    );
  });

  it("has no extensions in maps of names, and keeps names that begin with x-", () => {
    const operation = {
      responses: { "x-a": "text", 200: { description: "d" } },
      callbacks: { "x-c": { "x-a": null, "{$url}": {} } },
    };
    const given = {
      openapi: "3.1.0",
      info,
      paths: { "x-a": null, "/a": { get: operation } },
      webhooks: { "x-w": {} },
      components: { responses: { "x-r": { description: "d" } } },
    };
    const want = { responses: { 200: { description: "d" } }, callbacks: { "x-c": { "{$url}": {} } } };
    expect(upgradeDocument(given)).toEqual({ ...given, openapi: "3.2.0", paths: { "/a": { get: want } } });
  });

  it("shares unchanged nodes, and is frozen", () => {
    const bundled = schemas30({ type: "string", nullable: true });
    const { a } = types;
    const document = upgradeDocument(bundled);
    expect(document.components?.schemas?.["a"]).toBe(a);
    expect([document, document.components, document.components?.schemas?.["A"]].every(Object.isFrozen)).toBe(true);
    expect(bundled["openapi"]).toBe("3.0.3");
  });

  it.each<readonly [name: string, given: JsonObject, want: JsonObject]>([
    ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["nullable beside a reference", { ...ref, nullable: true }, { anyOf: [ref, nothing] }],
    [
      "an exclusive minimum",
      { type: "integer", minimum: 0, exclusiveMinimum: true },
      { type: "integer", exclusiveMinimum: 0 },
    ],
  ])("reads %s in 3.1 as in 3.0", (_name, given, want) => {
    const { components } = upgradeDocument(schemas30(given, "3.1.0"));
    expect(components?.schemas?.["A"]).toEqual(want);
  });

  it("leaves 3.1's schemas as they are", () => {
    const schema = { type: ["string", "null"], exclusiveMinimum: 1, examples: [1], $defs: { x: true } };
    expect(upgradeDocument(schemas30(schema, "3.1.0"))).toEqual(schemas30(schema, "3.2.0"));
  });

  const paths: readonly [name: string, path: string, given: readonly JsonObject[], want: readonly JsonObject[]][] = [
    [
      "a path parameter becomes required",
      "/{a}",
      [{ name: "a", in: "path", schema: {} }],
      [{ name: "a", in: "path", schema: {}, required: true }],
    ],
    [
      "a missing path parameter is a string",
      "/{a}",
      [],
      [{ name: "a", in: "path", required: true, schema: { type: "string" } }],
    ],
    [
      "an unused path parameter is removed",
      "/",
      [
        { name: "a", in: "path", required: true, schema: {} },
        { name: "q", in: "query", schema: {} },
      ],
      [{ name: "q", in: "query", schema: {} }],
    ],
  ];

  it.each(paths)("%s", (_name, path, given, want) => {
    const document = upgradeDocument({ openapi: "3.1.0", info, paths: { [path]: { get: { parameters: given } } } });
    expect(document.paths?.[path]?.get?.parameters).toEqual(want);
  });
});

function queryOf(type: string): readonly object[] {
  return [{ name: "p", in: "query", schema: { type } }];
}

describe("ignored styles of parts", () => {
  const styled = { style: "form", contentType: "text/plain" };
  const plain = { contentType: "text/plain" };
  const nested = { contentType: "multipart/mixed", style: "form", encoding: { b: styled } };
  it.each<[name: string, openapi: string, content: JsonObject, want: JsonObject | undefined]>([
    ["multipart/form-data of 3.0", "3.0.3", { encoding: { a: styled } }, { encoding: { a: plain } }],
    ["multipart/form-data of 3.1", "3.1.0", { encoding: { a: styled } }, undefined],
    [
      "parts that are identified by position",
      "3.2.0",
      { prefixEncoding: [styled], itemEncoding: styled },
      { prefixEncoding: [plain], itemEncoding: plain },
    ],
    [
      "parts of a part",
      "3.2.0",
      { encoding: { a: nested } },
      { encoding: { a: { ...nested, encoding: { b: plain } } } },
    ],
  ])("%s", (_, openapi, content, want) => {
    const request = (media: JsonObject) => ({
      "/a": {
        post: { requestBody: { content: { "multipart/form-data": media, "text/plain": content } }, responses: {} },
      },
    });
    expect(upgradeDocument({ openapi, info, paths: request(content) }).paths).toEqual(request(want ?? content));
  });
});

describe("2.0", () => {
  const head = { swagger: "2.0", info, consumes: ["application/json"], produces: ["application/json"] };
  const ok = { 200: { description: "d" } };

  function operation(given: JsonObject, rest: JsonObject = {}): unknown {
    const { paths } = upgradeDocument({ ...head, ...rest, paths: { "/a": { post: { responses: ok, ...given } } } });
    return paths?.["/a"]?.post;
  }

  const servers: readonly [name: string, given: JsonObject, want: readonly string[]][] = [
    ["nothing", {}, ["/"]],
    ["a base path", { basePath: "/v1" }, ["/v1"]],
    ["a host", { host: "h.example", basePath: "/v1" }, ["https://h.example/v1"]],
    [
      "a host with a scheme and a path",
      { host: "https://h.example:1/x?y", basePath: "v1" },
      ["https://h.example:1/x/v1"],
    ],
    ["schemes", { host: "h.example", schemes: ["http", "https"] }, ["http://h.example", "https://h.example"]],
  ];

  it.each(servers)("servers from %s", (_name, given, want) => {
    expect(upgradeDocument({ ...head, ...given, paths: {} }).servers?.map(({ url }) => url)).toEqual(want);
  });

  const parameters: readonly [name: string, given: JsonObject, want: JsonObject][] = [
    [
      "a string",
      { name: "q", in: "query", type: "string", description: "d", maxLength: 3 },
      { name: "q", in: "query", description: "d", schema: { type: "string", maxLength: 3 } },
    ],
    [
      "an array separated by commas",
      { name: "q", in: "query", type: "array", items: { type: "string" } },
      { name: "q", in: "query", style: "form", explode: false, schema: { type: "array", items: { type: "string" } } },
    ],
    [
      "an array by repetition",
      { name: "q", in: "query", type: "array", items: {}, collectionFormat: "multi" },
      { name: "q", in: "query", style: "form", explode: true, schema: { type: "array", items: {} } },
    ],
    [
      "an array separated by pipes",
      { name: "q", in: "query", type: "array", items: {}, collectionFormat: "pipes" },
      { name: "q", in: "query", style: "pipeDelimited", explode: false, schema: { type: "array", items: {} } },
    ],
    [
      "an array in a header",
      { name: "h", in: "header", type: "array", items: {} },
      { name: "h", in: "header", schema: { type: "array", items: {} } },
    ],
  ];

  it.each(parameters)("a parameter: %s", (_name, given, want) => {
    expect(operation({ parameters: [given] })).toEqual({ parameters: [want], responses: ok });
  });

  const bodies: readonly [name: string, given: JsonObject, want: JsonObject][] = [
    [
      "a body",
      {
        consumes: ["a/b", "c/d"],
        parameters: [{ name: "b", in: "body", required: true, schema: { $ref: "#/definitions/A" } }],
      },
      {
        required: true,
        content: {
          "a/b": { schema: { $ref: "#/components/schemas/A" } },
          "c/d": { schema: { $ref: "#/components/schemas/A" } },
        },
      },
    ],
    [
      "a form",
      {
        parameters: [
          { name: "f", in: "formData", type: "string", required: true },
          { name: "l", in: "formData", type: "array", items: {}, collectionFormat: "multi" },
        ],
      },
      {
        required: true,
        content: {
          "application/x-www-form-urlencoded": {
            schema: {
              type: "object",
              properties: { f: { type: "string" }, l: { type: "array", items: {} } },
              required: ["f"],
            },
            encoding: { l: { style: "form", explode: true } },
          },
        },
      },
    ],
    [
      "a file",
      { parameters: [{ name: "f", in: "formData", type: "file" }] },
      {
        content: {
          "multipart/form-data": {
            schema: {
              type: "object",
              properties: { f: { type: "string", format: "binary", contentMediaType: "application/octet-stream" } },
            },
          },
        },
      },
    ],
  ];

  it.each(bodies)("%s", (_name, given, want) => {
    expect(operation(given, { definitions: { A: {} } })).toMatchObject({ requestBody: want, parameters: [] });
  });

  it("responses", () => {
    const given = {
      produces: ["a/b"],
      responses: {
        200: { description: "d", schema: { type: "file" }, headers: { X: { type: "integer", description: "x" } } },
        default: { $ref: "#/responses/E" },
      },
    };
    const rest = {
      responses: {
        E: { description: "e", schema: { $ref: "#/definitions/A" }, examples: { "a/b": { $ref: "data" } } },
      },
      definitions: { A: { "x-nullable": true, type: "object" } },
    };
    const bytes = { type: "string", format: "binary", contentMediaType: "application/octet-stream" };
    expect(operation(given, rest)).toEqual({
      parameters: [],
      responses: {
        200: {
          description: "d",
          headers: { X: { description: "x", schema: { type: "integer" } } },
          content: { "a/b": { schema: bytes } },
        },
        default: {
          description: "e",
          content: { "a/b": { schema: { $ref: "#/components/schemas/A" }, example: { $ref: "data" } } },
        },
      },
    });
  });

  it("shared parameters, the path item's and the operation's own", () => {
    const { paths } = upgradeDocument({
      ...head,
      parameters: { P: { name: "p", in: "query", type: "string" } },
      paths: {
        "/a": {
          parameters: [{ $ref: "#/parameters/P" }],
          get: { responses: ok },
          put: { parameters: [{ name: "p", in: "query", type: "integer" }], responses: ok },
        },
      },
    });
    expect([paths?.["/a"]?.get?.parameters, paths?.["/a"]?.put?.parameters]).toEqual([
      queryOf("string"),
      queryOf("integer"),
    ]);
    expect(paths?.["/a"]?.parameters).toBeUndefined();
  });

  it("schemas: a discriminator, and a reference to a schema outside of definitions", () => {
    const document = upgradeDocument({
      ...head,
      definitions: {
        A: { discriminator: "kind", properties: { kind: { type: "string" } } },
        B: { $ref: "#/responses/E/schema" },
      },
      responses: { E: { description: "e", schema: { type: "integer" } } },
      paths: {},
    });
    expect(document.components?.schemas).toEqual({
      A: { discriminator: { propertyName: "kind" }, properties: { kind: { type: "string" } } },
      B: { $ref: "#/components/schemas/E" },
      E: { type: "integer" },
    });
  });

  it("security", () => {
    const securityDefinitions = {
      B: { type: "basic" },
      K: { type: "apiKey", in: "header", name: "X" },
      O: { type: "oauth2", flow: "accessCode", authorizationUrl: "u", tokenUrl: "t", scopes: { s: "d" } },
    };
    expect(upgradeDocument({ ...head, securityDefinitions, paths: {} }).components?.securitySchemes).toEqual({
      B: { type: "http", scheme: "basic" },
      K: { type: "apiKey", in: "header", name: "X" },
      O: { type: "oauth2", flows: { authorizationCode: { authorizationUrl: "u", tokenUrl: "t", scopes: { s: "d" } } } },
    });
  });
});
