import { describe, expect, it } from "vitest";
import type { Document, ParameterObject, PathItem } from "../../../generator/1-document/openapi.ts";
import type { Parameter, ParameterCodec } from "../../../generator/2-model/api.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { documentOf, query, withOperation } from "./documents.ts";

function parametersOf(document: Document): readonly Parameter[] {
  return buildApi(document).operations[0]?.parameters ?? [];
}

function parameterOf(parameter: ParameterObject, members: Partial<Document> = {}): Parameter | undefined {
  return parametersOf(withOperation({ parameters: [parameter] }, members))[0];
}

function style(
  name: "simple" | "form" | "cookie" | "deepObject" | "matrix",
  explode: boolean,
  allowReserved = false,
): ParameterCodec {
  return { kind: "style", style: name, explode, allowReserved };
}

const CODECS: readonly [name: string, given: ParameterObject, want: ParameterCodec][] = [
  ["path", { name: "a", in: "path", required: true }, style("simple", false)],
  ["query", { name: "a", in: "query" }, style("form", true)],
  ["header", { name: "a", in: "header" }, style("simple", false)],
  ["cookie", { name: "a", in: "cookie" }, style("form", true)],
  ["cookie with the style cookie", { name: "a", in: "cookie", style: "cookie" }, style("cookie", true)],
  ["form without explode", { name: "a", in: "query", explode: false }, style("form", false)],
  ["deepObject", { name: "a", in: "query", style: "deepObject", explode: true }, style("deepObject", true)],
  ["matrix does not explode by default", { name: "a", in: "path", style: "matrix" }, style("matrix", false)],
  ["allowReserved", { name: "a", in: "query", allowReserved: true }, style("form", true, true)],
  [
    "content",
    { name: "a", in: "query", content: { "application/json": {} } },
    { kind: "content", mediaType: "application/json", codec: "json" },
  ],
  [
    "the whole query string",
    { name: "a", in: "querystring", content: { "application/x-www-form-urlencoded": {} } },
    { kind: "content", mediaType: "application/x-www-form-urlencoded", codec: "form" },
  ],
];

describe("the codec of", () => {
  it.each(CODECS)("%s", (_name, given, want) => {
    expect(parameterOf(given)?.codec).toEqual(want);
  });
});

const MERGES: readonly [
  name: string,
  inherited: readonly ParameterObject[],
  own: readonly ParameterObject[],
  want: readonly string[],
][] = [
  ["parameters of the path item come first", [query("a")], [query("b")], ["query a", "query b"]],
  [
    "parameters of the operation replace those of the path item",
    [query("a"), query("b")],
    [query("a", { required: true })],
    ["query a!", "query b"],
  ],
  [
    "the same name in another location is another parameter",
    [query("a")],
    [{ name: "a", in: "header" }],
    ["query a", "header a"],
  ],
  [
    "headers that OpenAPI ignores",
    [],
    ["Accept", "content-type", "AUTHORIZATION"].map((name) => ({ name, in: "header" as const })),
    [],
  ],
  ["the same names in other locations", [], [query("Accept")], ["query Accept"]],
];

describe("the parameters of an operation", () => {
  it.each(MERGES)("%s", (_name, inherited, own, want) => {
    const item: PathItem = { parameters: inherited, get: { parameters: own } };
    const found = parametersOf(documentOf({ paths: { "/a": item } }));
    expect(found.map((each) => `${each.in} ${each.name}${each.required ? "!" : ""}`)).toEqual(want);
  });

  it("resolves chains of references, and has the pointer of the target", () => {
    const document = withOperation(
      { parameters: [{ $ref: "#/components/parameters/alias", description: "as seen from here" }] },
      {
        components: {
          parameters: {
            alias: { $ref: "#/components/parameters/limit%7E1x" },
            "limit~1x": query("no"),
            "limit/x": query("limit"),
          },
        },
      },
    );
    expect(parametersOf(document)).toMatchObject([
      { name: "limit", pointer: "#/components/parameters/limit~1x", docs: { description: "as seen from here" } },
    ]);
  });

  it("leaves out circular references", () => {
    const components = {
      parameters: { a: { $ref: "#/components/parameters/b" }, b: { $ref: "#/components/parameters/a" } },
    };
    expect(
      parametersOf(withOperation({ parameters: [{ $ref: "#/components/parameters/a" }] }, { components })),
    ).toEqual([]);
  });
});

const SCHEMAS = { Fixed: { enum: ["x"] }, Size: { type: "integer", default: 10 } } as const;
const fixed = { $ref: "#/components/schemas/Fixed" };

const CONSTANTS: readonly [name: string, given: Partial<ParameterObject>, want: unknown][] = [
  ["const", { required: true, schema: { const: "x" } }, "x"],
  ["an enum with one value", { required: true, schema: { enum: ["x"] } }, "x"],
  ["through a reference", { required: true, schema: fixed }, "x"],
  ["through allOf", { required: true, schema: { allOf: [fixed, { description: "y" }] } }, "x"],
  ["null", { required: true, schema: { const: null } }, null],
  ["in the schema of a content", { required: true, content: { "application/json": { schema: { const: 1 } } } }, 1],
  ["an enum with two values is not constant", { required: true, schema: { enum: ["x", "y"] } }, undefined],
  ["an optional parameter is not constant", { schema: { const: "x" } }, undefined],
];

describe("the constant of a parameter", () => {
  it.each(CONSTANTS)("%s", (_name, given, want) => {
    const parameter = parameterOf({ name: "a", in: "header", ...given }, { components: { schemas: SCHEMAS } });
    expect(parameter?.constant).toEqual(want === undefined ? undefined : { value: want });
  });
});

const DEFAULTS: readonly [name: string, given: ParameterObject["schema"], want: unknown][] = [
  ["of the schema", { type: "string", default: "asc" }, "asc"],
  ["of the referenced schema", { $ref: "#/components/schemas/Size" }, 10],
  ["beside a reference, which it overrides", { $ref: "#/components/schemas/Size", default: 20 }, 20],
  ["in allOf", { allOf: [{ $ref: "#/components/schemas/Size" }] }, 10],
  ["false", { default: false }, false],
  ["none", { type: "string" }, undefined],
];

describe("the default of a parameter", () => {
  it.each(DEFAULTS)("%s", (_name, schema, want) => {
    const parameter = parameterOf(query("a", { schema: schema ?? true }), { components: { schemas: SCHEMAS } });
    expect(parameter?.default).toEqual(want === undefined ? undefined : { value: want });
  });
});

describe("a parameter that is a security scheme", () => {
  const components = {
    securitySchemes: {
      token: { type: "apiKey", in: "header", name: "X-API-TOKEN" },
      password: { type: "apiKey", in: "query", name: "password" },
      session: { type: "apiKey", in: "cookie", name: "sid" },
    },
  } as const;
  const parameters: readonly ParameterObject[] = [
    { name: "x-api-token", in: "header", required: true },
    query("password"),
    query("Password"),
    { name: "sid", in: "cookie" },
  ];
  const ROWS: readonly [
    name: string,
    security: readonly Record<string, readonly string[]>[] | undefined,
    want: readonly string[],
  ][] = [
    ["is removed if the operation requires it", [{ token: [], password: [] }], ["Password", "sid"]],
    ["is removed if any alternative requires it", [{ token: [] }, { session: [] }, {}], ["password", "Password"]],
    ["stays if the operation does not require it", [{ password: [] }], ["x-api-token", "Password", "sid"]],
    ["stays if no security is required", [], ["x-api-token", "password", "Password", "sid"]],
    ["is removed if the document requires it", undefined, ["password", "Password", "sid"]],
  ];
  it.each(ROWS)("%s", (_name, security, want) => {
    const operation = security === undefined ? { parameters } : { parameters, security };
    const found = parametersOf(withOperation(operation, { components, security: [{ token: [] }] }));
    expect(found.map(({ name }) => name)).toEqual(want);
  });
});
