/**
 * Runs the required part of the official JSON Schema 2020-12 test suite from end to end. Each schema becomes a component
 * of an OpenAPI 3.1 document, which is loaded, checked, upgraded and compiled. Formats are annotations, as in the suite.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkDocument } from "../../../generator/1-document/check/check.ts";
import { type Json, type JsonObject, isObject, setOwnProperty } from "../../../generator/1-document/json.ts";
import { loadDocument } from "../../../generator/1-document/load/load.ts";
import { rewriteDocument } from "../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
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
import { validatorsOf } from "../../support/validators.ts";

type SuiteSchema = JsonObject | boolean;

const tests = new URL("tests/draft2020-12/", SUITE);
const folder = mkdtempSync(join(tmpdir(), "specwright-suite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXPECTED: readonly Expected[] = [
  {
    name: "refRemote.json: remote HTTP ref with different $id: ",
    failures: 2,
    why: "a component has one URI. This schema is referred to by the address of a file, but its `$id` is another one",
  },
  { name: "refRemote.json: remote HTTP ref with different URN $id: ", failures: 2, why: "same reason" },
  {
    name: "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary: ",
    failures: 1,
    why: "dialects of OpenAPI always include the validation vocabulary; other metaschemas are ignored",
  },
];

/** Adds a URI to a schema without one: its references are relative to it, and not to the document. */
function identified(schema: SuiteSchema, uri: string): SuiteSchema {
  return !isObject(schema) || typeof schema["$id"] === "string" ? schema : { $id: uri, ...schema };
}

/** Rewrites references by JSON Pointer, for a schema that moves from the root of a file to `place`. */
function relocated(node: Json, place: string): Json {
  if (Array.isArray(node)) return node.map((each) => relocated(each, place));
  if (!isObject(node) || typeof node["$id"] === "string") return node;
  const moved: Record<string, Json> = {};
  for (const [key, value] of Object.entries(node)) {
    const isReference = key === "$ref" || key === "$dynamicRef";
    const isPointer = isReference && typeof value === "string" && /^#(?:\/|$)/.test(value);
    const isData = key === "enum" || key === "const";
    setOwnProperty(moved, key, isPointer ? value.replace("#", place) : isData ? value : relocated(value, place));
  }
  return moved;
}

/** Ways to make a schema a component. */
const FORMS: Readonly<Record<string, (schema: SuiteSchema) => Json>> = {
  "with a URI": (schema) => identified(schema, "https://suite.example/root"),
  "with moved references": (schema) => relocated(schema, "#/components/schemas/Root"),
};

/** Reads the files of a folder as schemas, each with its text. */
function filesIn(root: URL, uriOf: (name: string) => string): readonly SuiteFile[] {
  return namesIn(root, true).map((path, index) => {
    const name = path.replaceAll("\\", "/");
    const schema = identified(read<SuiteSchema>(name, root), uriOf(name));
    return { component: `File${index}`, name: name.split("/").at(-1) ?? "", schema, text: JSON.stringify(schema) };
  });
}

interface SuiteFile {
  readonly component: string;
  readonly name: string;
  readonly schema: SuiteSchema;
  readonly text: string;
}

/** Returns the files that a schema refers to by URI, as components. */
function referencedBy(text: string): Readonly<Record<string, SuiteSchema>> {
  const found = new Map<string, SuiteSchema>();
  const pending = [text];
  for (const each of pending) {
    const isOfMetaschema = /"\$ref":"https:\/\/json-schema\.org/.test(each);
    for (const file of [...remotes.filter(({ name }) => each.includes(name)), ...(isOfMetaschema ? metaschemas : [])]) {
      if (found.has(file.component)) continue;
      found.set(file.component, file.schema);
      pending.push(file.text);
    }
  }
  return Object.fromEntries(found);
}

const isThere = isSuiteThere();
const META = new URL("../../../node_modules/ajv/dist/refs/json-schema-2020-12/", import.meta.url);
const remotes = isThere
  ? filesIn(new URL("remotes/draft2020-12/", SUITE), (name) => `http://localhost:1234/draft2020-12/${name}`)
  : [];
const metaschemas = isThere
  ? filesIn(META, (name) => name).map((file) => ({ ...file, component: `Meta${file.component}` }))
  : [];

let documents = 0; // a file name of its own for each document, because files may be cached

/** Returns the function that decides whether a value is valid, or an error of the description. */
async function compiled(schema: SuiteSchema, form: string): Promise<((value: Json) => boolean) | string> {
  const schemas = { ...referencedBy(JSON.stringify(schema)), Root: FORMS[form]?.(schema) ?? {} };
  const spec = join(folder, `${documents++}.json`);
  const document = { openapi: "3.1.1", info: { title: "T", version: "1" }, components: { schemas } };
  writeFileSync(spec, JSON.stringify(document));
  const options = { ...DEFAULT_SOURCE, spec, formats: { assert: false } };
  const { value: loaded, diagnostics } = await loadDocument(options);
  const checked = loaded && (await checkDocument(loaded, options));
  const error = [...diagnostics, ...(checked?.diagnostics ?? [])].find(({ severity }) => severity === "error");
  if (error !== undefined || checked === undefined) return `${error?.rule}: ${error?.message}`;
  const { Root, RootInput = Root } = validatorsOf(buildApi(rewriteDocument(checked.loaded.bundled, options)));
  return RootInput?.is ?? "The schema was not compiled.";
}

async function resultIn(name: string, form: string): Promise<Result> {
  let passed = 0;
  const failed: string[] = [];
  for (const group of read<readonly Group<SuiteSchema>[]>(name, tests)) {
    const accepts = await compiled(group.schema, form);
    if (typeof accepts === "string") {
      failed.push(...group.tests.map(({ description }) => `${name}: ${group.description}: ${description}: ${accepts}`));
    } else {
      const result = resultOf(name, [group], () => accepts);
      passed += result.passed;
      failed.push(...result.failed);
    }
  }
  return { passed, failed };
}

describe.skipIf(!isThere)("the JSON Schema test suite in documents of OpenAPI 3.1", () => {
  test.each(Object.keys(FORMS))(
    "components %s",
    async (form) => {
      let passed = 0;
      const failed: string[] = [];
      for (const name of namesIn(tests)) {
        const result = await resultIn(name, form);
        passed += result.passed;
        failed.push(...result.failed);
      }
      console.log(`JSON Schema test suite, ${form}: ${passed} of ${passed + failed.length} pass`);
      expect(failed.filter((name) => !EXPECTED.some((entry) => name.startsWith(entry.name)))).toEqual([]);
      for (const { name: start, failures } of EXPECTED) {
        expect(failed.filter((name) => name.startsWith(start))).toHaveLength(failures);
      }
      expect(passed).toBeGreaterThanOrEqual(1290);
    },
    120_000,
  );
});
