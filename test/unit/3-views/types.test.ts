import { describe, expect, it } from "vitest";
import type { Document, OperationObject, Schema } from "../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../generator/1-document/rewrite/discriminators.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { typesView } from "../../../generator/3-views/types.ts";
import { printPage } from "../../support/print-page.ts";
import { withSchemas } from "../2-model/documents.ts";

type Schemas = Readonly<Record<string, Schema>>;
/** Expected declarations by name. Others are ignored. */
type Want = Readonly<Record<string, string>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema) => ({ "application/json": { schema } });

const kind = { type: "string" } as const;
const pet: Schema = {
  type: "object",
  required: ["kind"],
  properties: { kind },
  discriminator: { propertyName: "kind" },
};
const tagged = (tag: string, below: Schema): Schema => ({
  allOf: [below, { properties: { [tag]: { type: "string" } } }],
});

const SCHEMAS: readonly (readonly [name: string, given: Schemas, want: Want])[] = [
  ["an object is an interface", { A: { properties: { a: true } } }, { A: "interface A {\n  a?: unknown;\n}" }],
  ["a map is an alias", { A: { type: "object" } }, { A: "type A = { [key: string]: unknown }" }],
  [
    "a composition is an alias",
    { A: { allOf: [ref("B")], required: ["b"] }, B: { properties: { b: true } } },
    { A: "type A = B & { b: unknown }" },
  ],
  [
    "two forms",
    { A: { properties: { id: { readOnly: true }, b: ref("B") } }, B: { properties: { a: ref("A") } } },
    {
      A: "interface A {\n  id?: unknown;\n  b?: B;\n}",
      AInput: "interface AInput {\n  b?: BInput;\n}",
      BInput: "interface BInput {\n  a?: AInput;\n}",
    },
  ],
  [
    "an enum has an object",
    { Color: { type: ["string", "null"], enum: ["red", "dark-blue", "IN_PROGRESS", "", null] } },
    {
      Color:
        'type Color = "red" | "dark-blue" | "IN_PROGRESS" | "" | null {Red: "red", DarkBlue: "dark-blue", InProgress: "IN_PROGRESS", Empty: ""}',
    },
  ],
  [
    "numbers in an enum",
    { Size: { enum: [1, 2.5, -3] } },
    { Size: "type Size = 1 | 2.5 | -3 {Value1: 1, Value2_5: 2.5, Minus3: -3}" },
  ],
  [
    "a value whose name is taken keeps its own text, so that it renames no earlier value",
    { A: { enum: ["a_b", "a-b", "AB", 1, "1"] } },
    {
      A: 'type A = "a_b" | "a-b" | "AB" | 1 | "1" {AB: "a_b", "a-b": "a-b", AB_: "AB", Value1: 1, "1": "1"}',
    },
  ],
  [
    "an enum with values other than strings and numbers has no object",
    { A: { enum: [true, "a"] } },
    { A: 'type A = true | "a"' },
  ],
  [
    "recursion",
    { Json: { oneOf: [{ type: "string" }, { items: ref("Json") }, { additionalProperties: ref("Json") }] } },
    { Json: "type Json = string | Json[] | { [key: string]: Json }" },
  ],
  [
    "a schema that applies itself",
    { A: { anyOf: [{ type: "string" }, ref("A")] }, B: { allOf: [ref("C")] }, C: { $ref: "#/components/schemas/B" } },
    { A: "type A = unknown", B: "type B = unknown", C: "type C = unknown" },
  ],
  [
    "descendants of a base",
    {
      Pet: pet,
      Cat: tagged("meow", ref("Pet")),
      Lion: tagged("roar", ref("Cat")),
      Owner: { properties: { pet: ref("Pet"), cat: ref("Cat") } },
    },
    {
      Pet: 'type Pet = (PetBase & { kind: "Pet" }) | (Cat & { kind: "Cat" }) | Lion',
      PetBase: "interface PetBase {\n  kind: string;\n}",
      Cat: 'type Cat = PetBase & { meow?: string } & { kind: "Cat" | "Lion" }',
      Lion: 'type Lion = Cat & { roar?: string } & { kind: "Lion" }',
      Owner: "interface Owner {\n  pet?: Pet;\n  cat?: Cat;\n}",
    },
  ],
  [
    "a base that no tag names",
    {
      Pet: { ...pet, properties: { kind: { enum: ["Cat", "Dog"] } } },
      Cat: tagged("meow", ref("Pet")),
      Dog: tagged("bark", ref("Pet")),
    },
    { Pet: "type Pet = Cat | Dog" },
  ],
  [
    "a base with a mapping",
    {
      Pet: { ...pet, discriminator: { propertyName: "kind", mapping: { c: "#/components/schemas/Cat", x: "Stray" } } },
      Cat: tagged("meow", ref("Pet")),
      Stray: { properties: { kind } },
    },
    { Pet: 'type Pet = Cat | (Stray & { kind: "x" })' },
  ],
  [
    "a base differs where a descendant does",
    { Pet: pet, Cat: { allOf: [ref("Pet"), { properties: { id: { readOnly: true }, meow: true } }] } },
    {
      PetInput: 'type PetInput = (PetBase & { kind: "Pet" }) | CatInput',
      CatInput: 'type CatInput = PetBase & { meow?: unknown } & { kind: "Cat" }',
    },
  ],
  ["a base without descendants", { Pet: pet }, { Pet: "interface Pet {\n  kind: string;\n}" }],
];

const file: Schema = { type: "string", format: "binary" };
const OPERATIONS: readonly (readonly [name: string, given: OperationObject, want: Want])[] = [
  [
    "no request and no responses",
    {},
    {
      OpRequest: "interface OpRequest {}",
      OpResult: "type OpResult = Unexpected<never>",
      OpResponse: "type OpResponse = never",
    },
  ],
  [
    "parameters in groups, without constants",
    {
      parameters: [
        { name: "q", in: "query", schema: { type: "integer" } },
        { name: "ids[]", in: "query", required: true, schema: { items: { type: "string" } } },
        { name: "X-Mode", in: "header", required: true, schema: { const: "api" } },
        { name: "session", in: "cookie", schema: { type: "string" } },
      ],
    },
    {
      OpQuery: 'interface OpQuery {\n  /** Integer */\n  q?: number;\n  "ids[]": string[];\n}',
      OpCookies: "interface OpCookies {\n  session?: string;\n}",
      OpRequest: "interface OpRequest {\n  query: OpQuery;\n  cookies?: OpCookies;\n}",
    },
  ],
  [
    "one media type",
    { requestBody: { content: json({ type: "string" }) } },
    { OpBody: "type OpBody = string", OpRequest: "interface OpRequest {\n  body?: OpBody;\n}" },
  ],
  [
    "several media types",
    { requestBody: { required: true, content: { ...json(true), "text/plain": {}, "image/*": { schema: file } } } },
    {
      OpBody: "type OpBody = OpBody1 | OpBody2 | OpBody3",
      OpBody2: "type OpBody2 = string",
      OpBody3: "type OpBody3 = Blob",
      OpRequest:
        'type OpRequest =\n  | { body: OpBody1; contentType?: "application/json" }\n  | { body: OpBody2; contentType: "text/plain" }\n  | { body: OpBody3; contentType: `image/${string}` }',
    },
  ],
  [
    "files",
    {
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: {
              properties: { note: { type: "string" }, photo: file, pages: { type: "array", items: file } },
              required: ["photo"],
            },
          },
        },
      },
    },
    {
      OpBody:
        "interface OpBody {\n  note?: string;\n  /** Format: binary */\n  photo: Blob;\n  /** Items: Format: binary */\n  pages?: Blob[];\n}",
    },
  ],
  [
    "a binary response",
    { responses: { 200: { content: { "application/pdf": {} } } } },
    {
      OpResponse200: "type OpResponse200 = Blob",
      OpResult: 'type OpResult = Success<200, OpResponse200, unknown, "application/pdf"> | Unexpected<200>',
      OpResponse:
        'type OpResponse = {\n  status: 200;\n  body: Blob | Uint8Array | ReadableStream<Uint8Array>;\n  contentType?: "application/pdf";\n}',
    },
  ],
  [
    "sequences of items",
    {
      responses: {
        200: { content: { "application/x-ndjson": { itemSchema: { type: "number" } }, "text/event-stream": {} } },
      },
    },
    {
      OpResponse200_1: "type OpResponse200_1 = AsyncIterable<OpResponse200_1Item>",
      OpResponse200_1Item: "type OpResponse200_1Item = number",
      OpResponse200_2: "type OpResponse200_2 = AsyncIterable<ServerSentEvent>",
    },
  ],
  [
    "ranges and default",
    { responses: { 200: { content: json(true) }, 404: {}, "4XX": { content: json({ type: "string" }) }, default: {} } },
    {
      OpResult:
        'type OpResult =\n  | Success<200, OpResponse200, unknown, "application/json">\n  | Failure<404, undefined, unknown, undefined>\n  | Failure<Exclude<Status4XX, 404>, OpResponse4XX, unknown, "application/json">\n  | Failure<Exclude<Status, 200 | 404 | Status4XX>, undefined, unknown, undefined>\n  | Unexpected<Status>',
    },
  ],
  [
    "default alone",
    { responses: { default: {} } },
    {
      OpResult:
        "type OpResult =\n  | Success<Status2XX, undefined, unknown, undefined>\n  | Failure<Exclude<Status, Status2XX>, undefined, unknown, undefined>\n  | Unexpected<Status>",
    },
  ],
  [
    "headers",
    { responses: { 204: { headers: { "X-Left": { required: true, schema: { type: "integer" } } } } } },
    {
      OpResponse204Headers: 'interface OpResponse204Headers {\n  /** Integer */\n  "X-Left": number;\n}',
      OpResult: "type OpResult = Success<204, undefined, OpResponse204Headers, undefined> | Unexpected<204>",
      OpResponse: "type OpResponse = { status: 204; body?: never; headers: OpResponse204Headers }",
    },
  ],
];

describe("typesView", () => {
  it.each(SCHEMAS)("schemas: %s", (_name, given, want) => {
    expect(print({ components: { schemas: given } })).toMatchObject(want);
  });

  it.each(OPERATIONS)("operations: %s", (_name, given, want) => {
    expect(print({ paths: { "/": { post: { operationId: "op", ...given } } } })).toMatchObject(want);
  });

  it.each<[string, Schema, string]>([
    ["an optional property with a default", { default: "x" }, "{ a?: unknown }"],
    ["a readOnly property as optional", { default: "x", readOnly: true }, "a?: unknown"],
    ["no writeOnly property", { writeOnly: true }, "type HookBody = object"],
  ])("the body of a webhook has %s", (_name, a, want) => {
    const content = { "application/json": { schema: { type: "object", properties: { a } } as const } };
    const post = { operationId: "hook", requestBody: { content }, responses: {} };
    const { HookBody } = print({ webhooks: { hook: { post } } });
    expect(HookBody?.replaceAll(/\/\*.*?\*\/|\s+/gs, " ").replaceAll(/ +|;/g, " ")).toContain(
      want.replaceAll(/[{}]/g, "").trim(),
    );
  });

  it("exports something without schemas and operations, so that the file is a module", () => {
    const empty = buildApi({ openapi: "3.2.0", info: { title: "T", version: "1" }, paths: {} });
    expect(printPage("types.ts", "types.ts", typesView(empty))).toMatch(/^export \{\};$/m);
    const api = buildApi(withSchemas({ A: { type: "string" } }));
    expect(printPage("types.ts", "types.ts", typesView(api))).not.toContain("export {}");
  });

  it("imports only the types that results mention", () => {
    const given: OperationObject = {
      responses: { 200: { content: { "application/Failure": { schema: ref("Failed") } } } },
    };
    const schemas = { Failed: { properties: { Failure: true, Status: { description: "Status4XX" } } } };
    const { imports } = typesView(buildApi(documentOf({ paths: { "/": { get: given } }, components: { schemas } })));
    expect(imports.lines((module) => module)).toEqual(['import type { Success, Unexpected } from "runtime/result";']);
  });
});

function print(given: Partial<Document>): Want {
  const { declarations } = typesView(buildApi(expandDiscriminators(documentOf(given))));
  const printed = declarations.map(({ name, isInterface, definition, values }) => {
    const object = values.length === 0 ? "" : ` {${values.map(({ key, value }) => `${key}: ${value}`).join(", ")}}`;
    return [name, isInterface ? `interface ${name} ${definition}` : `type ${name} =${definition}${object}`];
  });
  return Object.fromEntries(printed);
}

function documentOf(parts: Partial<Document>): Document {
  return { openapi: "3.2.0", info: { title: "t", version: "1" }, ...parts };
}
