/** Warnings where one meaning is clear, examples held to their schemas, facts, and how severities are set. */
import { describe, expect, it } from "vitest";
import type { SourceOptions } from "../../../../generator/options.ts";
import { diagnosticLine, diagnosticsOf, loadAndCheck, OK, withParameters, withSchema } from "./descriptions.ts";

/** Runs a row with all rules, infos included. */
async function rulesIn(given: string, options: Partial<SourceOptions> = {}): Promise<readonly string[]> {
  const on = { "operation-operationId": "info", "no-unused-components": "info" } as const;
  return (await diagnosticsOf(given, { ...options, rules: { ...on, ...options.rules } })).map(diagnosticLine);
}

const v30 = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";
const v20 = "swagger: '2.0'\ninfo: { title: T, version: '1' }\n";

describe("a slip that leaves no doubt", () => {
  it.each([
    [
      "no paths",
      `${v30}components: {}\n`,
      ["warning missing-field 1:1 The field `paths` must be present on this level."],
      { paths: {} },
    ],
    [
      "no responses",
      `${v30}paths: { /a: { get: {} } }\n`,
      [
        "warning missing-field 3:16 The field `responses` must be present on this level.",
        "warning empty-responses 3:16 No response is described.",
      ],
      { paths: { "/a": { get: { responses: {} } } } },
    ],
    [
      "a type twice",
      withSchema("{ type: [string, string] }"),
      ["warning schema-keyword 5:10 `type` must name each type once."],
      { components: { schemas: { A: { type: ["string"] } } } },
    ],
    [
      "a negative length",
      withSchema("{ type: string, minLength: -1, maxLength: 2 }"),
      ["warning negative-length 5:35 `minLength` is negative: -1."],
      { components: { schemas: { A: { type: "string", maxLength: 2 } } } },
    ],
  ])("is a warning, and what is generated is clear: %s", async (_name, given, want, document) => {
    const { diagnostics, loaded } = await loadAndCheck(given);
    expect(diagnostics.map(diagnosticLine)).toEqual(want);
    expect(loaded?.bundled).toMatchObject(document);
  });

  it("is an error with `strict`, and so is every other warning", async () => {
    const given = `${v30}paths: { /a: { get: { tags: [a], wrong: 1, responses: { 4xx: { description: d } } } } }\n`;
    const found = await diagnosticsOf(given, { strict: true });
    expect(found.map(({ severity, rule }) => `${severity} ${rule}`).toSorted()).toEqual([
      "error status-code-case",
      "error unknown-field",
    ]);
  });

  it("is an array of types in 2.0, which JSON Schema allows", async () => {
    expect(await rulesIn(`${v20}paths: {}\ndefinitions: { A: { type: [string, "null"] } }\n`)).toEqual([]);
  });
});

it("an invalid property of an object hides no other problem of the object", async () => {
  const given = withSchema("{ type: string, minLength: two, maxLength: -1, pattern: '(', enum: [1] }");
  expect((await diagnosticsOf(given)).map(({ rule }) => rule).toSorted()).toEqual([
    "enum-type",
    "negative-length",
    "pattern-valid",
    "struct",
  ]);
});

describe("an example", () => {
  const body = (media: string): string =>
    `${v30}paths: { /a: { get: { operationId: a, responses: { 200: { description: d, content: { ${media} } } } } } }\n`;

  it.each([
    [
      "of a media type, with each violation",
      body(
        "application/json: { schema: { type: object, required: [id], properties: { id: { type: integer }, b: { type: array, items: { enum: [x] } } } }, example: { id: a, b: [x, y] } }",
      ),
      [
        "The example has a value at `/id` that is not of type integer.",
        "The example has a value at `/b/1` that is not in `enum`.",
      ],
    ],
    [
      "of several, by name and by reference",
      `${body("application/json: { schema: { type: integer, minimum: 2 }, examples: { a: { value: 1 }, b: { $ref: '#/components/examples/B' }, c: { value: 2 }, d: { externalValue: x } } }")}components: { examples: { B: { value: x } } }\n`,
      ["The example is less than 2.", "The example is not of type integer."],
    ],
    [
      "that is JSON text, or of a media type that is neither JSON nor text",
      body(
        "application/json: { schema: { type: object }, example: '{}' }, application/xml: { schema: { type: object }, example: <a/> }",
      ),
      [],
    ],
    [
      "through references and compositions",
      `${withSchema("{ allOf: [{ $ref: '#/components/schemas/B' }], example: { b: 1 } }")}    B: { type: object, properties: { b: { oneOf: [{ type: string }, { type: boolean }] } } }\n`,
      ["The example has a value at `/b` that matches no schema of `oneOf`."],
    ],
    [
      "of a schema of 3.1, and one without a property that only responses have",
      withSchema(
        "{ type: object, required: [id], properties: { id: { type: integer, readOnly: true } }, examples: [{}, { id: x }] }",
      ),
      ["The example has a value at `/id` that is not of type integer."],
    ],
    [
      "of a parameter, which may be in its encoded form",
      `${v30}paths: { /a: { get: { parameters: [{ name: a, in: query, schema: { type: array, items: { type: integer } }, example: '1,2' }, { name: b, in: query, schema: { type: integer }, example: x }, { name: c, in: query, schema: { type: integer }, example: '1' }], responses: { 200: { description: d } } } } }\n`,
      ["The example is not of type integer."],
    ],
    [
      "of a response of 2.0",
      `${v20}paths: { /a: { get: { responses: { 200: { description: d, schema: { type: integer }, examples: { application/json: x } } } } } }\n`,
      ["The example is not of type integer."],
    ],
  ])("is held to its schema: %s", async (_name, given, want) => {
    const found = (await diagnosticsOf(given)).filter(({ rule }) => rule === "example-valid");
    expect(found.map(({ message }) => message)).toEqual(want);
  });

  it("is located at the value that is invalid", async () => {
    const given = withSchema("{ type: object, properties: { a: { type: integer } }, examples: [{ a: x }] }");
    expect((await diagnosticsOf(given)).map(diagnosticLine)).toEqual([
      "warning example-valid 5:78 The example has a value at `/a` that is not of type integer.",
    ]);
  });
});

describe("a required property that is not declared", () => {
  const row = "{ type: object, required: [nmae], properties: { name: {} }";

  it.each([
    [withSchema(`${row} }`), ["`required` names `nmae`, which is not in `properties`. Did you mean `name`?"]],
    [withSchema(`${row}, additionalProperties: false }`), [expect.stringContaining("`nmae`")]],
    [withSchema(`${row}, additionalProperties: {} }`), []],
    [withSchema(`${row}, allOf: [{ properties: { nmae: {} } }] }`), []],
    [
      `${withSchema(`${row} }`)}    B: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { nmae: {} } }] }\n`,
      [],
    ],
    [withSchema(`{ anyOf: [${row} }] }`), []],
  ])("is reported unless a composition may declare it", async (given, want) => {
    expect((await diagnosticsOf(given)).map(({ message }) => message)).toEqual(want);
  });
});

it("reports limits, paths and forms that contradict each other", async () => {
  const given = `${v20}consumes: [application/json]
paths:
  /a/{x}: { parameters: &x [{ name: x, in: path, required: true, type: integer, minimum: 3, maximum: 2 }], get: { ${OK} } }
  /a/{x}/: { parameters: *x, post: { parameters: [{ name: f, in: formData, type: string }], ${OK} } }
  /b/: { post: { parameters: [{ name: f, in: formData, type: file }], consumes: [multipart/form-data], ${OK} } }
`;
  expect((await diagnosticsOf(given)).map(({ rule }) => rule).toSorted()).toEqual([
    "form-consumes",
    "min-max",
    "trailing-slash",
  ]);
});

describe("facts", () => {
  const used = `paths: { /a: { get: { responses: { 200: { $ref: '#/components/responses/A' } } } } }
components:
  responses: { A: { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } }
  schemas:
    A: { discriminator: { propertyName: k, mapping: { c: C } } }
    B: { allOf: [{ $ref: '#/components/schemas/A' }] }
    C: {}
    D: {}
`;

  it("are infos: no operationId, and components to which nothing refers", async () => {
    expect(await rulesIn(used)).toEqual([
      "info operation-operationId 3:16 The operation has no `operationId`.",
      "info no-unused-components 10:5 Nothing refers to the component `D`.",
    ]);
  });

  it("are not reported in a description that only has components", async () => {
    expect(await rulesIn(withSchema("{}"))).toEqual([]);
  });
});

describe("rules of Redocly's configuration", () => {
  it("set severities of rules that exist here, below `rules`", async () => {
    const given = "tags: [{ name: a }, { name: a }]\npaths: { /b/: {}, /b: {} }\n";
    const redoclyRules = {
      "no-duplicated-tag-names": "error",
      "trailing-slash": "off",
      "no-such-rule": "error",
    } as const;
    expect((await diagnosticsOf(given, { redoclyRules })).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "error no-duplicated-tag-names",
    ]);
    const rules = { "no-duplicated-tag-names": "off" } as const;
    expect(await diagnosticsOf(given, { redoclyRules, rules })).toEqual([]);
  });

  it("do not lower an error that later stages depend on", async () => {
    const given = withParameters("{ name: 'a b', in: header, schema: {} }");
    const [found] = await diagnosticsOf(given, { redoclyRules: { "header-name": "off" } });
    expect(found?.severity).toBe("error");
  });
});

const messages = async (given: string): Promise<readonly string[]> =>
  (await diagnosticsOf(given)).map(({ message }) => message);

it("suggests only words that are near", async () => {
  expect(await messages("servers: [{ url: /, name: a }]\npaths: {}\n")).toEqual([
    "Property `name` is not expected here.",
  ]);
  expect(await messages("servers: [{ url: /, descripton: a }]\npaths: {}\n")).toEqual([
    "Property `descripton` is not expected here. Did you mean `description`?",
  ]);
});

describe("formats that are annotations", () => {
  const given = withSchema(
    "{ type: string, format: uuid, example: '1@x', default: '2@x', allOf: [{ format: email, example: a }] }",
  );

  it.each([
    [{}, ["uuid", "uuid", "email"]],
    [{ formats: { assert: false } }, []],
    [{ formats: { assert: { uuid: false } } }, ["email"]],
    [{ formats: { assert: ["uuid"] } }, ["uuid", "uuid"]],
  ] as const)("do not make examples and defaults invalid: %j", async (options, want) => {
    const found = await diagnosticsOf(given, options);
    expect(found.map(({ message }) => /of format (\w+)/.exec(message)?.[1])).toEqual(want);
  });
});
