import { describe, expect, it } from "vitest";
import type {
  Document,
  Encoding,
  MediaType,
  OperationObject,
  ParameterObject,
  Schema,
} from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { operationsView } from "../../../generator/3-views/operations.ts";
import { printPage } from "../../support/print-page.ts";
import { documentOf, withOperation } from "../2-model/documents.ts";

/** Returns the file of the first group, without its banner. */
function fileOf(document: Document): string {
  const api = buildApi(document);
  const [group] = api.groups;
  if (group === undefined) throw new Error("no group");
  return printPage("operations/pets.ts", "operations/[group].ts", operationsView(group, api)).replace(
    /^\/\*[^]*?\*\/\n/,
    "",
  );
}

/** Returns the properties of the constant of an operation, after its path. */
function dataOf(operation: OperationObject, members: Partial<Document> = {}): string {
  const data = /path: "\/things",\n([^]*)\n\};/.exec(fileOf(withOperation(operation, members)))?.[1] ?? "";
  return onOneLine(data);
}

/** Returns data without line breaks, the commas before them, and spaces inside brackets. */
function onOneLine(data: string): string {
  return data
    .replaceAll(/\s*\n\s*/g, " ")
    .trim()
    .replaceAll(/,? (?=[}\]])|,$|(?<=[{[]) /g, "");
}

it("prints an operation as data", () => {
  const document = withOperation(
    {
      summary: "List things",
      deprecated: true,
      parameters: [
        { name: "limit", in: "query", schema: { type: "integer", default: 10 } },
        { name: "X-Requested-With", in: "header", required: true, schema: { const: "XMLHttpRequest" } },
      ],
      requestBody: { required: true, content: { "application/json": {} } },
      responses: { "204": {}, default: { content: { "application/problem+json": {} } } },
      security: [{ "X-Token": [] }, { sso: ["read"] }, {}],
      servers: [{ url: "https://{env}.test", variables: { env: { default: "eu", enum: ["eu", "us"] } } }],
    },
    {
      components: {
        securitySchemes: { "X-Token": { type: "apiKey", in: "header", name: "X-Token" }, sso: { type: "oauth2" } },
      },
    },
  );
  expect(fileOf(document)).toBe(`import type { Operation } from "../runtime/operation.js";
import { sso, xToken } from "../security.js";
import type { ListThingsRequest, ListThingsResult } from "../types.js";

/**
 * List things
 *
 * \`POST /things\`
 *
 * @deprecated
 */
export const listThings: Operation<ListThingsRequest, ListThingsResult> = {
  id: "listThings",
  method: "POST",
  path: "/things",
  parameters: [
    { name: "limit", in: "query", default: 10, shape: "integer" },
    { name: "X-Requested-With", in: "header", required: true, constant: "XMLHttpRequest" },
  ],
  body: { required: true, contents: [{ mediaType: "application/json", codec: "json" }] },
  responses: {
    "204": {},
    default: { contents: [{ mediaType: "application/problem+json", codec: "json" }] },
  },
  security: [[{ scheme: xToken }], [{ scheme: sso, scopes: ["read"] }], []],
  servers: [
    {
      url: "https://{env}.test",
      default: "https://eu.test",
      variables: { env: { default: "eu", enum: ["eu", "us"] } },
    },
  ],
};
`);
});

const PARAMETERS: readonly [given: ParameterObject, want: string][] = [
  [{ name: "a", in: "path", required: true, schema: { type: "string" } }, `{ name: "a", in: "path", required: true }`],
  [
    { name: "a", in: "path", required: true, style: "label", explode: true },
    `{ name: "a", in: "path", required: true, style: "label", explode: true, shape: "any" }`,
  ],
  [{ name: "a", in: "query", style: "form", explode: true, schema: { type: "string" } }, `{ name: "a", in: "query" }`],
  [
    { name: "a", in: "query", explode: false, allowReserved: true, schema: { type: "boolean" } },
    `{ name: "a", in: "query", explode: false, allowReserved: true, shape: "boolean" }`,
  ],
  [
    { name: "a", in: "query", style: "deepObject", explode: true, schema: { properties: { b: { type: "null" } } } },
    `{ name: "a", in: "query", style: "deepObject", shape: { properties: { b: "null" } } }`,
  ],
  [
    { name: "a", in: "header", explode: true, schema: { items: { type: ["string", "null"] } } },
    `{ name: "a", in: "header", explode: true, shape: { items: { anyOf: ["null", "string"] } } }`,
  ],
  [
    { name: "a", in: "cookie", style: "cookie", schema: { additionalProperties: { type: "integer" } } },
    `{ name: "a", in: "cookie", style: "cookie", shape: { properties: {}, rest: "integer" } }`,
  ],
  [
    { name: "a", in: "query", content: { "application/json": { schema: { type: "object" } } } },
    `{ name: "a", in: "query", content: "json" }`,
  ],
  [
    { name: "a", in: "query", content: { "text/plain": { schema: { type: "integer" } } } },
    `{ name: "a", in: "query", content: "text", shape: "integer" }`,
  ],
  [
    { name: "a", in: "query", schema: { oneOf: [{ type: "integer" }, { items: { type: "integer" } }] } },
    `{ name: "a", in: "query", shape: { anyOf: [{ items: "integer" }, "integer"] } }`,
  ],
  [
    { name: "a", in: "query", required: true, schema: { type: "string", default: "x" } },
    `{ name: "a", in: "query", required: true }`,
  ],
  [
    { name: `"</script>`, in: "query", schema: { default: { ["__proto__"]: 1 }, type: "string" } },
    `{ name: "\\"\\u003c/script>", in: "query", default: { ["__proto__"]: 1 } }`,
  ],
];

describe("a parameter", () => {
  it.each(PARAMETERS)("%j", (given, want) => {
    expect(dataOf({ parameters: [given] }).replace(/, encoders: .*$/, "")).toBe(
      onOneLine(`parameters: [${want}], responses: {}`),
    );
  });
});

const PARTS: readonly [
  mediaType: "multipart/form-data" | "application/x-www-form-urlencoded",
  given: Schema,
  encoding: Encoding,
  want: string,
][] = [
  ["multipart/form-data", { type: "string" }, {}, "{}"],
  ["multipart/form-data", { type: "integer" }, {}, `{ shape: "integer" }`],
  ["multipart/form-data", { type: "object" }, {}, `{ codec: "json" }`],
  ["multipart/form-data", { type: "string", format: "binary" }, {}, `{ codec: "binary" }`],
  [
    "multipart/form-data",
    { items: { format: "binary" } },
    { contentType: "image/png, image/jpeg" },
    `{ codec: "binary", repeated: true, mediaTypes: ["image/png", "image/jpeg"] }`,
  ],
  [
    "multipart/form-data",
    { items: { type: "string" } },
    { style: "form" },
    `{ style: "form", shape: { items: "string" } }`,
  ],
  ["application/x-www-form-urlencoded", { items: { type: "string" } }, {}, `{ shape: { items: "string" } }`],
  ["application/x-www-form-urlencoded", { type: "object" }, {}, `{ codec: "json" }`],
  [
    "application/x-www-form-urlencoded",
    { type: "object" },
    { style: "deepObject", explode: true },
    `{ style: "deepObject", shape: { properties: {} } }`,
  ],
];

describe("a part of", () => {
  it.each(PARTS)("%s: %j %j", (mediaType, schema, encoding, want) => {
    const media: MediaType = {
      schema: { properties: { a: schema }, additionalProperties: { type: "integer" } },
      encoding: { a: encoding },
    };
    const codec = mediaType === "multipart/form-data" ? "multipart" : "form";
    const content = `{ mediaType: "${mediaType}", codec: "${codec}", parts: { a: ${want} }, rest: "integer" }`;
    expect(dataOf({ requestBody: { content: { [mediaType]: media } } })).toContain(onOneLine(content));
  });
});

describe("data that several operations use", () => {
  const headers = {
    "X-Limit": { schema: { type: "integer" } },
    "X-Remaining": { schema: { type: "integer" } },
  } as const;
  const json = { content: { "application/json": {} } };
  const components = { responses: { "401": { ...json, headers }, NotFound: json, Gone: { ...json } } };
  const shared = { "200": { headers }, "401": { $ref: "#/components/responses/401" } };

  /** Returns the constants before the first operation, and the responses of each operation. */
  function linesOf(...operations: readonly OperationObject[]): {
    constants: readonly string[];
    responses: readonly string[];
  } {
    const paths = Object.fromEntries(operations.map((operation, index) => [`/${index}`, { get: operation }]));
    const file = fileOf(documentOf({ components, paths }));
    const responses = [...file.matchAll(/^ {2}responses: ([^]*?),\n(?: {2}decoders: .*\n)?\};$/gm)].map(
      ([, data = ""]) => onOneLine(data),
    );
    return { constants: file.split("\n").filter((line) => line.startsWith("const ")), responses };
  }

  it("becomes constants: contents, headers, whole responses", () => {
    expect(linesOf({ responses: shared }, { responses: { ...shared, "404": json } })).toEqual({
      constants: [
        `const json: ContentSpec = { mediaType: "application/json", codec: "json" };`,
        `const commonHeaders: Readonly<Record<string, HeaderSpec>> = {`,
        `const response401: ResponseSpec = { contents: [json], headers: commonHeaders };`,
      ],
      responses: [
        `{"200": {headers: commonHeaders}, "401": response401}`,
        `{"200": {headers: commonHeaders}, "401": response401, "404": {contents: [json]}}`,
      ],
    });
  });

  it("has the name of its component, or a common name if there are several", () => {
    const responses = { "404": { $ref: "#/components/responses/NotFound" } };
    const several = { ...responses, "410": { $ref: "#/components/responses/Gone" } };
    expect(linesOf({ responses }, { responses }).constants).toEqual([
      `const notFound: ResponseSpec = { contents: [{ mediaType: "application/json", codec: "json" }] };`,
    ]);
    expect(linesOf({ responses: several }).responses).toEqual([`{"404": commonResponse, "410": commonResponse}`]);
  });

  it("stays in the operation if it is used once", () => {
    expect(linesOf({ responses: { "200": json } }).constants).toEqual([]);
  });

  it("has a name that is unique in the file", () => {
    const responses = { "200": json, "201": { ...json, headers } };
    expect(linesOf({ operationId: "json", responses }, {}).constants).toEqual([
      `const json2: ContentSpec = { mediaType: "application/json", codec: "json" };`,
    ]);
  });
});

it("imports and names the codecs that an operation needs", () => {
  const file = fileOf(
    withOperation({
      parameters: [{ name: "filter", in: "query", style: "deepObject", schema: { type: "object" } }],
      requestBody: { content: { "application/x-www-form-urlencoded": {}, "application/json": {} } },
      responses: {
        "200": { content: { "text/event-stream": {} }, headers: { "X-Limit": { schema: { type: "integer" } } } },
      },
    }),
  );
  expect(file).toContain(
    `import { decodeEvents, decodeHeader, encodeDeepObject, encodeForm } from "../runtime/wire/codecs.js";`,
  );
  expect(file).toContain("  encoders: { deepObject: encodeDeepObject, form: encodeForm },\n");
  expect(file).toContain(`  decoders: { header: decodeHeader, "event-stream": decodeEvents },\n`);
});

it("omits properties without content", () => {
  expect(dataOf({})).toBe("responses: {}");
});

it("prints webhooks and callbacks with a remark", () => {
  const document = documentOf({ webhooks: { newPet: { post: { callbacks: { done: { "{$url}": { put: {} } } } } } } });
  const file = fileOf(document);
  expect(file).toContain("/** `POST` of the webhook `newPet` */\nexport const postNewPet");
  expect(file).toContain("/** `PUT` of the callback `{$url}` */\nexport const putDone");
});
