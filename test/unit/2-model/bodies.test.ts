import { describe, expect, it } from "vitest";
import type { Document, Encoding, MediaType, Schema } from "../../../generator/1-document/openapi.ts";
import { BYTES_SCHEMA, withPartSchemas } from "../../../generator/1-document/rewrite/part-schemas.ts";
import type { BodyContent, ContentCodec, Response } from "../../../generator/2-model/api.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { documentOf, withOperation } from "./documents.ts";

function contentsOf(
  content: Readonly<Record<string, MediaType>>,
  members: Partial<Document> = {},
): readonly BodyContent[] {
  const document = withPartSchemas(withOperation({ requestBody: { content } }, members));
  return buildApi(document).operations[0]?.body?.contents ?? [];
}

const CODECS: readonly [mediaType: string, want: ContentCodec, schema?: Schema][] = [
  ["application/json", "json"],
  ["application/json; charset=utf-8", "json"],
  ["Application/Problem+JSON", "json"],
  ["application/vnd.github.v3+json", "json"],
  ["text/json", "json"],
  ["application/x-ndjson", "json-lines"],
  ["application/jsonl", "json-lines"],
  ["application/json-seq", "json-lines"],
  ["application/geo+json-seq", "json-lines"],
  ["application/x-www-form-urlencoded", "form"],
  ["multipart/form-data", "multipart"],
  ["multipart/mixed; boundary=x", "multipart"],
  ["text/event-stream", "event-stream"],
  ["text/plain", "text"],
  ["text/*", "text"],
  ["application/xml", "text"],
  ["image/svg+xml", "text"],
  ["application/pdf", "binary"],
  ["image/*", "binary"],
  ["application/octet-stream", "binary"],
  ["multipart/mixed", "parts", { items: {} }],
  ["multipart/mixed", "multipart", { type: "object" }],
  ["multipart/form-data", "multipart", { items: {} }],
  ["", "binary"],
  ["*/*", "by-type"],
  ["*/*", "by-type", {}],
  ["*/*", "by-type", { oneOf: [{ type: "string" }, { type: "object" }] }],
  ["*/*", "binary", { type: "string", format: "binary" }],
  ["*/*", "json", { type: "object" }],
  ["*/*", "json", { type: "integer" }],
  ["*/*", "by-type", { type: "string" }],
  ["application/*", "json", { items: {} }],
];

describe("the codec of a media type", () => {
  it.each(CODECS)("%s: %s", (mediaType, want, schema) => {
    expect(contentsOf({ [mediaType]: schema === undefined ? {} : { schema } })[0]?.codec).toBe(want);
  });
});

type PartRow = readonly [name: string, schema: Schema, encoding: Encoding | undefined, want: object];
const FORM = { style: "form", explode: true, allowReserved: false } as const;

const MULTIPART: readonly PartRow[] = [
  [
    "text",
    { type: "string" },
    undefined,
    { codec: "text", mediaTypes: ["text/plain"], repeated: false, style: undefined },
  ],
  ["a number", { type: "integer" }, undefined, { codec: "text", shape: "integer" }],
  ["an object", { type: "object" }, undefined, { codec: "json", mediaTypes: ["application/json"] }],
  [
    "a file",
    { type: "string", format: "binary" },
    undefined,
    { codec: "binary", mediaTypes: ["application/octet-stream"] },
  ],
  [
    "a file with a media type",
    { type: "string", contentMediaType: "image/png" },
    undefined,
    { codec: "binary", mediaTypes: ["image/png"] },
  ],
  [
    "a nullable file",
    { anyOf: [{ type: "string", format: "binary" }, { type: "null" }] },
    undefined,
    { codec: "binary" },
  ],
  ["a file behind a reference", { $ref: "#/components/schemas/File" }, undefined, { codec: "binary" }],
  ["bytes encoded as a string", { type: "string", contentEncoding: "base64" }, undefined, { codec: "text" }],
  [
    "a multipart part",
    { type: "object" },
    { contentType: "multipart/mixed" },
    { codec: "multipart", mediaTypes: ["multipart/mixed"], within: { codec: "multipart" } },
  ],
  ["a multipart part without a description", {}, { contentType: "multipart/mixed" }, { codec: "binary" }],
  [
    "a part with headers",
    { type: "string" },
    { headers: { "X-Size": { schema: { type: "integer" } }, "Content-Type": {}, "content-disposition": {} } },
    { codec: "text", repeated: false, headers: [{ name: "X-Size" }], shape: "string" },
  ],
  [
    "an array of parts with headers",
    { type: "array", items: {} },
    { headers: { "X-Size": { schema: { type: "integer" } } } },
    { codec: "binary", repeated: true, headers: [{ name: "X-Size" }] },
  ],
  [
    "headers beside a style, which are ignored",
    { type: "string" },
    { style: "form", headers: { "X-Size": {} } },
    { codec: "text", headers: [], style: { style: "form" } },
  ],
  ["anything", {}, undefined, { codec: "binary", mediaTypes: ["application/octet-stream"] }],
  [
    "files",
    { type: "array", items: { type: "string", format: "binary" } },
    undefined,
    { codec: "binary", repeated: true },
  ],
  [
    "files behind a reference",
    { type: "array", items: { $ref: "#/components/schemas/File" } },
    undefined,
    { codec: "binary", repeated: true },
  ],
  ["texts", { type: "array", items: { type: "string" } }, undefined, { codec: "text", repeated: true }],
  ["objects", { type: "array", items: { type: "object" } }, undefined, { codec: "json", repeated: true }],
  ["an array of arrays", { items: { items: { type: "string" } } }, undefined, { codec: "json", repeated: true }],
  [
    "declared types",
    { type: "string", format: "binary" },
    { contentType: "image/png, image/*" },
    { codec: "binary", mediaTypes: ["image/png", "image/*"] },
  ],
  [
    "a file that contains text",
    { type: "string", format: "binary" },
    { contentType: "text/csv, application/json" },
    { codec: "binary", mediaTypes: ["text/csv", "application/json"] },
  ],
  [
    "text declared as a file",
    { type: "string" },
    { contentType: "image/png" },
    { codec: "binary", mediaTypes: ["image/png"] },
  ],
  ["text declared as JSON", { type: "string" }, { contentType: "application/json" }, { codec: "json" }],
  [
    "an object declared as XML",
    { type: "object" },
    { contentType: "application/xml" },
    { codec: "text", mediaTypes: ["application/xml"] },
  ],
  [
    "a style",
    { type: "array", items: { type: "string" } },
    { style: "pipeDelimited" },
    { style: { ...FORM, style: "pipeDelimited", explode: false }, repeated: false },
  ],
];

const URLENCODED: readonly PartRow[] = [
  ["text", { type: "string" }, undefined, { codec: "text", style: FORM, mediaTypes: [] }],
  ["texts", { type: "array", items: { type: "string" } }, undefined, { codec: "text", style: FORM, repeated: false }],
  ["anything", {}, undefined, { codec: "text", style: FORM }],
  ["an object", { type: "object" }, undefined, { codec: "json", style: undefined }],
  [
    "an object by style",
    { type: "object" },
    { style: "deepObject", explode: true },
    { codec: "text", style: { ...FORM, style: "deepObject" } },
  ],
  ["strings by a style", { type: "array", items: {} }, { explode: false }, { style: { ...FORM, explode: false } }],
  [
    "text declared as JSON",
    { type: "string" },
    { contentType: "application/json" },
    { codec: "json", style: undefined },
  ],
];

describe.each([
  ["multipart/form-data", MULTIPART],
  ["application/x-www-form-urlencoded", URLENCODED],
])("a part of %s", (mediaType, rows) => {
  const components = { schemas: { File: { type: "string", format: "binary" } } } as const;
  it.each(rows)("%s", (_name, schema, encoding, want) => {
    const media: MediaType = {
      schema: { type: "object", properties: { a: schema } },
      ...(encoding !== undefined && { encoding: { a: encoding } }),
    };
    expect(contentsOf({ [mediaType]: media }, { components })[0]?.parts[0]).toMatchObject(want);
  });
});

describe("the parts of a form", () => {
  it("are the properties, through references and compositions, and other encoded names", () => {
    const schemas: Readonly<Record<string, Schema>> = {
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
      Upload: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { file: { format: "binary" } } }] },
    };
    const media = { schema: { $ref: "#/components/schemas/Upload" }, encoding: { extra: { contentType: "text/csv" } } };
    const [content] = contentsOf({ "multipart/form-data": media }, { components: { schemas } });
    expect(content?.parts.map(({ name, required, codec }) => [name, required, codec])).toEqual([
      ["id", true, "text"],
      ["file", false, "binary"],
      ["extra", false, "text"],
    ]);
  });

  it("do not come from prototypes", () => {
    const schema = {
      type: "object",
      properties: { constructor: { type: "string" }, ["__proto__"]: { type: "integer" } },
    } as const;
    const [content] = contentsOf({ "multipart/form-data": { schema, encoding: {} } });
    expect(content?.parts.map(({ name, codec }) => [name, codec])).toEqual([
      ["constructor", "text"],
      ["__proto__", "text"],
    ]);
  });
});

describe("a body", () => {
  it("is undefined without content", () => {
    expect(buildApi(withOperation({ requestBody: { content: {} } })).operations[0]?.body).toBeUndefined();
  });

  it.each(["get", "head"] as const)("is none where the method is %s, which is sent without", (method) => {
    const requestBody = { content: { "application/json": {} } };
    const [operation] = buildApi(documentOf({ paths: { "/things": { [method]: { requestBody } } } })).operations;
    expect(operation?.body).toBeUndefined();
  });

  it("is resolved through references, and so are its media types", () => {
    const components = {
      requestBodies: {
        Pet: { required: true, content: { "application/json": { $ref: "#/components/mediaTypes/Pet" } } },
      },
      mediaTypes: { Pet: { schema: { type: "object" } } },
    } as const;
    const [operation] = buildApi(
      withOperation({ requestBody: { $ref: "#/components/requestBodies/Pet" } }, { components }),
    ).operations;
    expect(operation?.body).toMatchObject({
      required: true,
      contents: [{ mediaType: "application/json", schema: { type: "object" }, pointer: "#/components/mediaTypes/Pet" }],
    });
  });

  it("has no shape if it is JSON", () => {
    const schema = { type: "object", properties: { a: { type: "integer" } } } as const;
    const contents = contentsOf({ "application/json": { schema }, "application/x-www-form-urlencoded": { schema } });
    expect(contents.map(({ shape }) => shape)).toEqual(["any", { properties: { a: "integer" } }]);
  });

  it("keeps the schema of its items", () => {
    const [content] = contentsOf({ "application/jsonl": { itemSchema: { type: "integer" } } });
    expect(content).toMatchObject({ codec: "json-lines", schema: undefined, itemSchema: { type: "integer" } });
  });
});

function responsesOf(document: Document): readonly Response[] {
  return buildApi(document).operations[0]?.responses ?? [];
}

const ITEMS: Schema = { type: "integer" };
const EVENT: Schema = { type: "object", properties: { data: { type: "object" } } };
const ofEvents = (data: Schema): MediaType => ({ itemSchema: { type: "object", properties: { data } } });

const SEQUENCES: readonly [name: string, mediaType: string, content: MediaType, want: Partial<BodyContent>][] = [
  ["JSON lines of 3.2", "application/jsonl", { itemSchema: ITEMS }, { itemSchema: ITEMS, data: [] }],
  [
    "JSON lines before 3.2 with the schema of the array",
    "application/jsonl",
    { schema: { items: ITEMS } },
    { itemSchema: ITEMS },
  ],
  [
    "JSON lines before 3.2 with an array behind a reference",
    "application/jsonl",
    { schema: { $ref: "#/components/schemas/List" } },
    { itemSchema: { type: "boolean" } },
  ],
  [
    "JSON lines before 3.2 with the schema of an item",
    "application/x-ndjson",
    { schema: ITEMS },
    { itemSchema: ITEMS },
  ],
  ["events without a schema", "text/event-stream", {}, { itemSchema: undefined, data: ["string"] }],
  ["events of 3.2", "text/event-stream", ofEvents({ type: "string" }), { data: ["string"] }],
  ["events with JSON data", "text/event-stream", ofEvents({ type: "object" }), { data: ["json"] }],
  [
    "events with JSON or string data",
    "text/event-stream",
    { itemSchema: { oneOf: [ofEvents({ const: "[DONE]" }).itemSchema ?? true, EVENT] } },
    { data: ["json", "string"] },
  ],
  [
    "events with number data",
    "text/event-stream",
    ofEvents({ type: ["integer", "null"] }),
    { data: ["null", "integer"] },
  ],
  [
    "events before 3.2 with the schema of an event",
    "text/event-stream",
    { schema: EVENT },
    { itemSchema: EVENT, data: ["json"] },
  ],
  [
    "events before 3.2 with the schema of an array",
    "text/event-stream",
    { schema: { items: EVENT } },
    { itemSchema: EVENT },
  ],
  [
    "events before 3.2 with the schema of the data alone, which is ignored",
    "text/event-stream",
    { schema: { type: "object", properties: { text: true } } },
    { itemSchema: undefined, data: ["string"] },
  ],
];

const JSON_PART = { codec: "json", mediaTypes: ["application/json"] };
const FILE_PART = { codec: "binary", mediaTypes: ["application/octet-stream"] };

describe("parts that are identified by position", () => {
  it.each<[name: string, content: MediaType, want: object]>([
    ["prefixEncoding", { prefixEncoding: [{}] }, { codec: "parts", prefix: [FILE_PART], rest: FILE_PART }],
    ["itemEncoding", { itemEncoding: {} }, { codec: "parts", schema: { items: BYTES_SCHEMA }, rest: FILE_PART }],
    ["itemSchema", { itemSchema: {} }, { codec: "part-stream", itemSchema: BYTES_SCHEMA, rest: FILE_PART }],
    [
      "of an array",
      {
        schema: { prefixItems: [{ type: "object" }, {}], items: { type: "integer" } },
        prefixEncoding: [{}, { contentType: "image/*" }],
      },
      {
        codec: "parts",
        prefix: [JSON_PART, { codec: "binary", mediaTypes: ["image/*"] }],
        rest: { codec: "text", mediaTypes: ["text/plain"], shape: "integer" },
      },
    ],
    [
      "an array in it is one JSON part",
      { schema: { type: "array", items: { type: "array", items: { type: "string" } } }, itemEncoding: {} },
      { codec: "parts", rest: { ...JSON_PART, repeated: false } },
    ],
    [
      "structured text, as a string",
      { schema: { items: { type: "object" } }, itemEncoding: { contentType: "application/xml" } },
      { codec: "parts", rest: { codec: "text" }, schema: { items: { type: "string" } } },
    ],
    [
      "a multipart part within the body",
      {
        schema: { items: { type: "array", prefixItems: [{ type: "object" }, {}] } },
        itemEncoding: { contentType: "multipart/mixed", prefixEncoding: [{}, { contentType: "image/png" }] },
      },
      {
        codec: "parts",
        rest: { codec: "multipart", within: { codec: "parts", prefix: [JSON_PART, { codec: "binary" }] } },
      },
    ],
    ["prefixEncoding of an object", { schema: { type: "object" }, prefixEncoding: [{}] }, { codec: "multipart" }],
  ])("%s", (_, content, want) => {
    expect(contentsOf({ "multipart/form-data": content })[0]).toMatchObject(want);
  });
});

describe("a sequential media type", () => {
  it.each(SEQUENCES)("%s", (_, mediaType, content, want) => {
    const List: Schema = { allOf: [{ type: "array", items: { type: "boolean" } }] };
    expect(contentsOf({ [mediaType]: content }, { components: { schemas: { List } } })[0]).toMatchObject(want);
  });
});

describe("responses", () => {
  const describe200 = { description: "fine" };
  it("are sorted: codes, ranges, default", () => {
    const responses = {
      default: describe200,
      "5XX": describe200,
      "404": describe200,
      "4xx": describe200,
      "200": describe200,
    };
    expect(responsesOf(withOperation({ responses })).map(({ status }) => status)).toEqual([
      "200",
      "404",
      "4XX",
      "5XX",
      "default",
    ]);
  });

  it("have headers, without Content-Type, behind references too", () => {
    const components = { headers: { "x-limit": { required: true, schema: { type: "integer" } } } } as const;
    const headers = {
      "x-limit": { $ref: "#/components/headers/x-limit" },
      "content-type": {},
      Link: { content: { "application/json": {} } },
    };
    const [response] = responsesOf(withOperation({ responses: { "200": { headers } } }, { components }));
    expect(response?.headers).toMatchObject([
      {
        name: "x-limit",
        required: true,
        shape: "integer",
        pointer: "#/components/headers/x-limit",
      },
      { name: "Link", required: false, codec: { kind: "content", mediaType: "application/json" } },
    ]);
  });

  it("have no contents without a body", () => {
    const responses = { "200": { content: {} }, "204": {} };
    expect(responsesOf(withOperation({ responses })).map(({ contents }) => contents)).toEqual([[], []]);
  });

  it("take the description of the reference", () => {
    const components = { responses: { NotFound: { description: "general" } } };
    const responses = { "404": { $ref: "#/components/responses/NotFound", description: "no such thing" } };
    const [response] = responsesOf(withOperation({ responses }, { components }));
    expect(response).toMatchObject({
      pointer: "#/components/responses/NotFound",
      docs: { description: "no such thing" },
    });
  });
});

describe("the longest array of a body", () => {
  const leaves = { type: "array", maxItems: 50_000, items: { type: "string" } } as const;
  const schemas: Readonly<Record<string, Schema>> = {
    Tree: { properties: { branches: { type: "array", items: { $ref: "#/components/schemas/Tree" } }, x: leaves } },
    Branch: { allOf: [{ $ref: "#/components/schemas/Tree" }], maxItems: 3 },
  };

  it.each<[name: string, schema: Schema, want: number]>([
    ["is 0 without an array", { type: "object" }, 0],
    ["is 0 without maxItems", { type: "array", items: { type: "string" } }, 0],
    ["is the body itself", { type: "array", maxItems: 20_000 }, 20_000],
    ["is the largest of several", { properties: { a: { maxItems: 1 }, b: { oneOf: [{ maxItems: 7 }, true] } } }, 7],
    ["is in a schema that refers to itself", { $ref: "#/components/schemas/Branch" }, 50_000],
    ["ignores arrays in schemas that only test", { not: { maxItems: 9 }, $defs: { a: { maxItems: 9 } } }, 0],
  ])("%s", (_name, schema, want) => {
    const requestBody = { content: { "application/json": { schema }, "text/plain": {} } };
    const { operations } = buildApi(withOperation({ requestBody }, { components: { schemas } }));
    expect(operations[0]?.body?.size.longestList).toBe(want);
  });
});

function many<T>(count: number, of: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

describe("the validation time of a value of a body", () => {
  const patterns = Object.fromEntries(many(50, (index) => [`^a${index}`, { type: "integer" } as const]));
  const branches = many(50, (index) => ({ type: "object", required: ["a", `b${index}`] }) as const);
  const schemas: Readonly<Record<string, Schema>> = {
    Patterns: { patternProperties: patterns },
    Tree: { properties: { next: { $ref: "#/components/schemas/Tree" } }, oneOf: branches },
    Doubled: { allOf: many(2, () => ({ $ref: "#/components/schemas/Patterns" })) },
  };

  function timeOf(schema: Schema): number | undefined {
    const requestBody = { content: { "application/json": { schema } } };
    const { operations } = buildApi(withOperation({ requestBody }, { components: { schemas } }));
    return operations[0]?.body?.size.validationTime;
  }

  it.each<[name: string, schema: Schema, least: number, most: number]>([
    ["is 0 for a schema that allows everything", true, 0, 0],
    [
      "is small for a simple schema",
      { properties: { a: { type: "string" }, b: { type: "array", items: { format: "date" } } } },
      1,
      50,
    ],
    ["grows with the patterns for names", { $ref: "#/components/schemas/Patterns" }, 5_000, 10_000],
    [
      "is that of the most expensive value at any place",
      { items: { anyOf: [{ $ref: "#/components/schemas/Patterns" }] } },
      5_000,
      10_000,
    ],
    ["adds up the schemas of one instance", { $ref: "#/components/schemas/Doubled" }, 10_000, 20_000],
    ["grows with the alternatives", { oneOf: branches }, 300, 1_000],
    ["is found in a schema that refers to itself", { items: { $ref: "#/components/schemas/Tree" } }, 300, 1_000],
    ["counts constants as one lookup", { oneOf: many(500, (index) => ({ const: index })) }, 1, 10],
    ["counts a shared schema once per part", { items: { pattern: "a" }, contains: { pattern: "b" } }, 250, 500],
  ])("%s", (_name, schema, least, most) => {
    const time = timeOf(schema);
    expect(time).toBeGreaterThanOrEqual(least);
    expect(time).toBeLessThanOrEqual(most);
  });

  it("handles a chain of ten thousand schemas", () => {
    const chain = Object.fromEntries(
      many(10_000, (index) => [`S${index}`, { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] }]),
    );
    const requestBody = { content: { "application/json": { schema: { $ref: "#/components/schemas/S0" } } } };
    const components = { schemas: { ...chain, S10000: { pattern: "a" } } };
    const { operations } = buildApi(withOperation({ requestBody }, { components }));
    expect(operations[0]?.body?.size.validationTime).toBeGreaterThan(30_000);
  });
});
