/**
 * Runs the required part and the formats of the official JSON Schema 2020-12 test suite against compiled checks.
 * Expected failures are listed with reason and number, so that the list can only shrink.
 */
import { describe, expect, test } from "vitest";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import { identifier, code } from "../../../generator/3-views/code.ts";
import { collectChecks } from "../../../generator/3-views/validators/collect-checks.ts";
import { compileChecks } from "../../../generator/3-views/validators/compile-checks.ts";
import { type SchemaFile, schemaResourcesOf } from "../../../generator/3-views/validators/schema-resources.ts";
import type { Validator } from "../../../templates/runtime/validation/validation.ts";
import {
  type Expected,
  type Group,
  isSuiteThere,
  namesIn,
  read,
  type Result,
  resultOf,
  SUITE,
} from "../../support/json-schema-suite.ts";
import { runValidators } from "../../support/validators.ts";

const tests = new URL("tests/draft2020-12/", SUITE);
const remotes = new URL("remotes/draft2020-12/", SUITE);
const metaschemas = new URL("../../../node_modules/ajv/dist/refs/json-schema-2020-12/", import.meta.url);

const EXPECTED: readonly Expected[] = [
  {
    name: "format.json: ",
    failures: 19,
    why: "validators assert formats, because authors of OpenAPI descriptions mean them as constraints",
  },
  {
    name: "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary: ",
    failures: 1,
    why: "dialects of OpenAPI always include the validation vocabulary; other metaschemas are ignored",
  },
  {
    name: "optional/format/hostname.json: validation of A-label (punycode) host names: ",
    failures: 23,
    why: "labels are not decoded, because that needs tables that change with Unicode",
  },
  {
    name: "optional/format/idn-hostname.json: validation of internationalized host names: ",
    failures: 29,
    why: "same reason",
  },
];

function filesIn(folder: URL, uriOf: (name: string) => string): readonly SchemaFile[] {
  return namesIn(folder, true).map((name) => {
    const content = read<Schema>(name, folder);
    return { uri: uriOf(name), content, schemas: [content] };
  });
}

/** Forms for the suite, which has no readOnly and no defaults: `required` applies unchanged. */
const variants = {
  differs: () => false,
  properties: () => ({}),
  required: (schema: { readonly required?: readonly string[] }) => schema.required ?? [],
};

function compile(schema: Schema, known: readonly SchemaFile[]): Validator<unknown> {
  const root = { identifier: "Root", type: "same", form: "request", files: new Map(), sameAs: undefined } as const;
  const resources = schemaResourcesOf([{ uri: "test:/root", content: schema, schemas: [schema] }, ...known]);
  const exports = { all: [{ ...root, source: { kind: "schema", schema } as const }], schemaAt: () => undefined };
  const { functions } = compileChecks(collectChecks(exports, { variants, resources }));
  const check = functions.get("Root")?.check ?? code`missing`;
  const { Root } = runValidators({
    functions: [...functions.values()].map(({ source }) => source),
    validators: [
      {
        source: code``,
        name: identifier("Root"),
        constant: identifier("Root"),
        isRenamed: false,
        type: code`checks.Validator<unknown>`,
        value: code`validator(${check}, "Root")`,
      },
    ],
  });
  if (Root === undefined) throw new Error("The schema was not compiled.");
  return Root;
}

function results(folder: string, known: readonly SchemaFile[]): ReadonlyMap<string, Result> {
  const names = namesIn(new URL(folder, tests)).map((name) => folder + name);
  return new Map(
    names.map((name) => {
      const groups = read<readonly Group<Schema>[]>(name, tests);
      return [name, resultOf(name, groups, (schema) => compile(schema, known).is)];
    }),
  );
}

const isThere = isSuiteThere();
const known: readonly SchemaFile[] = isThere
  ? [
      ...filesIn(metaschemas, (name) => `https://json-schema.org/draft/2020-12/${name.replace(/\.json$/, "")}`),
      ...filesIn(remotes, (name) => `http://localhost:1234/draft2020-12/${name}`),
    ]
  : [];
const required = isThere ? results("", known) : new Map<string, Result>();
const formats = isThere ? results("optional/format/", known) : new Map<string, Result>();

describe.skipIf(!isThere)("the JSON Schema test suite", () => {
  const failed = [...required.values(), ...formats.values()].flatMap((result) => result.failed);

  test.each([...required, ...formats])("%s", (_file, result) => {
    expect(result.failed.filter((name) => !EXPECTED.some((entry) => name.startsWith(entry.name)))).toEqual([]);
  });

  test.each(EXPECTED)("$failures as expected: $name", ({ name: start, failures }) => {
    expect(failed.filter((name) => name.startsWith(start))).toHaveLength(failures);
  });

  test("at least 98 % of the required part pass", () => {
    const all = [...required.values()];
    const passed = all.reduce((sum, result) => sum + result.passed, 0);
    const total = all.reduce((sum, result) => sum + result.failed.length, passed);
    expect(passed / total).toBeGreaterThanOrEqual(0.98);
    console.log(`JSON Schema test suite, required part: ${passed} of ${total} pass`);
  });
});
