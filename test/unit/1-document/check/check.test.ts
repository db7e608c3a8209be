/** The check as a whole: malformed descriptions, severities, and several problems at once. */
import { describe, expect, it } from "vitest";
import { diagnosticLine, diagnosticsOf, loadAndCheck, withParameters, withSchema } from "./descriptions.ts";

describe("reports as errors of `struct`", () => {
  const rows: readonly [name: string, given: string][] = [
    ["`paths` that are an array", "paths: []"],
    ["`parameters` that are a string", "paths: { /a: { get: { parameters: x, responses: {} } } }"],
    ["a path item that is a string", "paths: { /a: x }"],
    ["a schema that is a number", withSchema("5")],
    [
      "a field that is named like a method of every object",
      "openapi: 3.1.0\ninfo: { title: T, version: '1', hasOwnProperty: 1 }\npaths: {}",
    ],
    ["components that are a string", "components: x"],
  ];

  it.each(rows)("%s", async (_name, given) => {
    const errors = (await diagnosticsOf(given)).filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule }) => rule)).toContain("struct");
    expect(errors.map(({ rule }) => rule)).not.toContain("check");
  });
});

describe("severities", () => {
  const broken = `${withSchema("{ pattern: '(a' }")}    B: { title: 5 }\n`;

  it("become warnings with lenient if generation stays unambiguous", async () => {
    const diagnostics = await diagnosticsOf(broken, { lenient: true });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "warning pattern-valid",
      "warning struct",
    ]);
  });

  it("follow the options", async () => {
    const diagnostics = await diagnosticsOf(withSchema("{ pattern: '(a', a: 1 }"), {
      rules: { "unknown-keyword": "off", "pattern-valid": "info" },
    });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["info pattern-valid"]);
  });

  it("of warnings of the loader follow the options too", async () => {
    const loose = `${withSchema("{ type: string }")}x-a: {\n}\n`;
    expect(await diagnosticsOf(loose, { rules: { "loose-syntax": "off" } })).toEqual([]);
    const strict = await diagnosticsOf(loose, { strict: true });
    expect(strict.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["error loose-syntax"]);
  });

  it("can be set only for existing rules that may be broken", async () => {
    const rules = { "pattern-vaild": "off", "header-name": "warning", struct: "error" } as const;
    const diagnostics = await diagnosticsOf(withSchema("{}"), { rules });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "The rule `pattern-vaild` in `rules` does not exist, or its severity cannot be set.",
      "The severity of `header-name` cannot be lowered: it is always an error.",
    ]);
  });
});

it("reports the original place of each problem, although earlier items are removed", async () => {
  const given = withParameters(
    "{ in: query, schema: {} }, { name: a, in: nowhere, schema: {} }, { name: b, in: query, schema: {}, style: odd }",
  );
  const { diagnostics } = await loadAndCheck(given, { lenient: true });
  expect(diagnostics.map((one) => `${one.rule} ${one.location?.pointer}`)).toEqual([
    "struct #/paths/~1a/get/parameters/0",
    "struct #/paths/~1a/get/parameters/1/in",
    "struct #/paths/~1a/get/parameters/2/style",
    "struct #/paths/~1a/get/parameters/1",
  ]);
});

it("reports unresolved references together with other problems, but not their consequences", async () => {
  const given = `${withParameters("{ $ref: '#/components/parameters/gone' }").replace("/a:", '"/{a}":')}components: { schemas: { A: { type: float } } }\n`;
  expect((await diagnosticsOf(given)).map(diagnosticLine)).toEqual([
    "error no-unresolved-refs 6:28 `#/components/parameters/gone` cannot be resolved.",
    'error schema-type 8:37 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean", "null".',
  ]);
});

describe("accepts as schemas of 3.1", () => {
  const rows: readonly [name: string, schema: string][] = [
    [
      "booleans in each keyword that holds a schema",
      "{ not: false, if: true, then: true, else: false, items: false, contains: true, propertyNames: true, contentSchema: true }",
    ],
    ["booleans in arrays", "{ allOf: [true], anyOf: [true, false], oneOf: [true], prefixItems: [false] }"],
    [
      "booleans in maps",
      "{ properties: { a: true }, patternProperties: { b: false }, dependentSchemas: { c: true, d: false }, $defs: { e: true } }",
    ],
    ["references to booleans", "{ $defs: { a: true }, properties: { b: { $ref: '#/components/schemas/A/$defs/a' } } }"],
    ["vocabularies", "{ $vocabulary: { 'https://json-schema.org/draft/2020-12/vocab/core': true } }"],
  ];

  it.each(rows)("%s", async (_name, schema) => {
    const serious = (await diagnosticsOf(withSchema(schema))).filter(({ severity }) => severity === "error");
    expect(serious.map(({ message }) => message)).toEqual([]);
  });

  it("but not booleans as schemas of 3.0", async () => {
    const given = `openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents: { schemas: { A: { not: false } } }\n`;
    expect((await diagnosticsOf(given)).map(({ rule }) => rule)).toContain("struct");
  });
});
