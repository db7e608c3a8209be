import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../generator/1-document/check.ts";
import { loadDocument } from "../../../generator/1-document/load.ts";
import { BORROWED, RULES } from "../../../generator/1-document/rules/index.ts";
import type { Diagnostic } from "../../../generator/diagnostics.ts";
import { DEFAULT_SOURCE, type SourceOptions } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
const ok = "responses: { 200: { description: d } }";

/** A row's `given` begins on line 3, unless it says itself what it is. */
function check(given: string, options: Partial<SourceOptions> = {}): Promise<readonly Diagnostic[]> {
  const text = /^(openapi|swagger):/.test(given) ? given : head + given;
  return withFiles({ "root.yaml": text }, async (folder) => {
    const source = { ...DEFAULT_SOURCE, ...options, spec: join(folder, "root.yaml") };
    const { value, diagnostics } = await loadDocument(source);
    return [...diagnostics, ...(value ? await checkDocument(value, source) : [])];
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

describe("complaints", () => {
  const rows: readonly [name: string, given: string, want: readonly string[]][] = [
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
      ["error spec-strict-refs 6:20 No `$ref` may stand here."],
    ],
    [
      "an operationId twice",
      `paths:\n  /a: { get: { operationId: x, ${ok} } }\n  /b: { get: { operationId: x, ${ok} } }\n`,
      ["error operation-operationId-unique 5:29 The operationId `x` is used twice: `#/paths/~1a/get` has it as well."],
    ],
    [
      "a path without a slash",
      `paths:\n  a: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `a` does not begin with a slash."],
    ],
    [
      "a path with a query",
      `paths:\n  /a?b=c: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a?b=c` holds a query."],
    ],
    [
      "a path with a line break",
      `paths:\n  "/a\\r\\nb": { get: { ${ok} } }\n`,
      ['error path-template 4:3 The path "/a\\r\\nb" holds a space or a control character.'],
    ],
    [
      "a path with half a brace",
      `paths:\n  /a{b: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a{b` has a brace without its partner."],
    ],
    [
      "a path with an empty expression",
      `paths:\n  /a{}: { get: { ${ok} } }\n`,
      ["error path-template 4:3 The path `/a{}` has a template expression without a name."],
    ],
    [
      "a path with a name twice",
      `paths:\n  "/{a}/{a}": { parameters: [{ name: a, in: path, required: true, schema: {} }] }\n`,
      ["error path-template 4:3 The path `/{a}/{a}` uses the parameter `a` twice."],
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
      ["error path-parameters-used 5:26 The path `/a` has no place for its parameter `x`."],
    ],
    [
      "a parameter twice",
      parameter("{ name: q, in: query, schema: {} }, { name: q, in: query, schema: {} }"),
      [
        "error operation-parameters-unique 6:56 Operations must have unique `name` + `in` parameters. Repeats of `in:query` + `name:q`.",
      ],
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
      ["error no-undefined-server-variable 3:64 The default of `v` is none of its values."],
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
      ["error header-name 6:43 A value of this header would break its line."],
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
      ['error media-type-name 3:50 "json" is no media type.'],
    ],
    [
      "a regular expression that is none",
      schema("{ type: string, pattern: '(a' }"),
      ["error pattern-valid 5:33 `(a` is no regular expression."],
    ],
    [
      "a key of patternProperties that is none",
      schema("{ patternProperties: { '[': {} } }"),
      ["error pattern-valid 5:31 `[` is no regular expression."],
    ],
    [
      "a mapping to nothing",
      schema("{ discriminator: { propertyName: k, mapping: { a: B } } }"),
      ["error discriminator-mapping 5:58 There is no schema `B`."],
    ],
    [
      "schemas within themselves",
      `components:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { anyOf: [{ $ref: '#/components/schemas/A' }] }\n`,
      ["error no-schema-cycle 5:5 The schema `A` contains itself."],
    ],
    [
      "a form that is no object",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: string } } } }, ${ok} } } }`,
      ["warning form-schema 3:73 A form cannot be of type `string`."],
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
        'error additional-operations 3:40 "A B" is no method for `additionalOperations`.',
        'error additional-operations 3:91 "GET" is no method for `additionalOperations`.',
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
      "error struct",
    ]);
  });

  it("are what the options say", async () => {
    const diagnostics = await check(schema("{ pattern: '(a', a: 1 }"), {
      rules: { "unknown-keyword": "off", "pattern-valid": "info" },
    });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["info pattern-valid"]);
  });

  it("are of rules that there are, and that may be broken", async () => {
    const rules = { "pattern-vaild": "off", "security-defined": "warning", struct: "error" } as const;
    const diagnostics = await check(schema("{}"), { rules });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "There is no rule `pattern-vaild` whose severity could be set.",
      "What `security-defined` finds can be nothing but an error.",
    ]);
  });
});

it("every rule has a name of its own and a remedy", () => {
  const rules = [...RULES, ...BORROWED];
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  expect(rules.filter(({ name, remedy }) => !/^[a-zA-Z0-9-]+$/.test(name) || !remedy.endsWith("."))).toEqual([]);
});
