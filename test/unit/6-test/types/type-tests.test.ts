/** The type tests find nothing in generated types, and each fault that is put into them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Document } from "../../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../../generator/1-document/rewrite/discriminators.ts";
import { buildApi } from "../../../../generator/2-model/build.ts";
import { subjectsOf } from "../../../../generator/3-views/subjects.ts";
import { renderPages } from "../../../../generator/4-output/render.ts";
import { pagesOf, rendererFor } from "../../../../generator/4-output/targets.ts";
import { compilerAt } from "../../../../generator/6-test/types/compiler.ts";
import { testTypes } from "../../../../generator/6-test/types/type-tests.ts";
import type { TypesReport } from "../../../../generator/6-test/types/types-report.ts";
import { DEFAULT_GENERATE } from "../../../../generator/options.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const document: Document = {
  openapi: "3.2.0",
  info: { title: "t", version: "1" },
  paths: {
    "/pets": {
      post: {
        operationId: "addPet",
        parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 10 } }],
        requestBody: { required: true, content: { "application/json": { schema: ref("Pet") } } },
        responses: {
          200: {
            description: "ok",
            headers: { "X-Left": { required: true, schema: { type: "integer" } } },
            content: { "application/json": { schema: { type: "array", items: ref("Pet"), maxItems: 3 } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
      Cat: {
        type: "object",
        required: ["kind", "id"],
        properties: {
          kind: { const: "Cat" },
          id: { type: "integer", readOnly: true },
          lives: { type: "integer", default: 9 },
        },
        additionalProperties: false,
      },
      Dog: {
        type: "object",
        required: ["kind"],
        properties: {
          kind: { const: "Dog" },
          name: { type: ["string", "null"], minLength: 2 },
          size: { enum: ["s", "m"] },
        },
      },
      Bag: { type: "object", additionalProperties: { type: "string", pattern: "^a" }, not: { required: ["b"] } },
    },
  },
};

const compiler = compilerAt(new URL("../../../../", import.meta.url).pathname, "typescript-7");
const api = buildApi(expandDiscriminators(document));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Tests the generated types, with `from` replaced by `to`. */
async function testGeneratedTypes(from = "", to = ""): Promise<TypesReport> {
  const pages = await pagesOf({ ...DEFAULT_GENERATE, targets: ["types"], api, bundled: {} });
  const files = new Map(renderPages(pages, rendererFor(api), "js"));
  const types = files.get("types.ts") ?? "";
  if (!types.includes(from)) throw new Error(`the types have no ${from}:\n${types}`);
  files.set("types.ts", types.replace(from, to));
  const folder = mkdtempSync(join(tmpdir(), "specwright-prove-"));
  folders.push(folder);
  if (compiler === undefined) throw new Error("TypeScript 7 is not installed");
  return testTypes({
    document: api.document,
    subjects: subjectsOf(api),
    files,
    compiler,
    folder,
    seed: 1,
    maxCases: 5000,
  });
}

function findingsOf(report: TypesReport): readonly string[] {
  return report.types.flatMap(({ type, findings }) => findings.map((finding) => `${type}: ${finding}`));
}

const FAULTS: readonly (readonly [name: string, from: string, to: string, want: RegExp])[] = [
  ["a wrong type", "id: number;", "id: string;", /^Cat: .* is valid, but the type rejects it/],
  ["a required property that is optional", "id: number;", "id?: number;", /^Cat: .* is invalid \(without \/id/],
  [
    "an optional property that is required",
    'size?: "s" | "m"',
    'size: "s" | "m"',
    /^Dog: .* is valid, but the type rejects it/,
  ],
  ["a missing value", '"s" | "m"', '"s"', /^Dog: .* is valid, but the type rejects it/],
  ["a value too many", '"s" | "m"', "string", /^Dog: .* is invalid \(another string as \/size/],
  ["a missing null", "string | null", "string", /^Dog: .* is valid, but the type rejects it/],
  ["unknown", "name?: string | null", "name?: unknown", /^Dog: .* is invalid \(an object as \/name/],
  ["never", "export type Bag = ", "export type Bag = never & ", /^Bag: .* is valid, but the type rejects it/],
  ["any", "export type Pet = ", "export type Pet = any | ", /^Pet: .* is invalid/],
  [
    "an undocumented constraint",
    "At least 2 characters",
    "",
    /^Dog: Neither the type nor its comment expresses `minLength`/,
  ],
  [
    "an undocumented keyword",
    "Checked by the validator only: not.",
    "",
    /^Bag: Neither the type nor its comment expresses `not`/,
  ],
  ["a parameter", "limit?: number", "limit?: string", /^AddPetQuery\["limit"\]: .* is valid/],
  ["a header", '"X-Left": number', '"X-Left": string', /^AddPetResponse200Headers\["X-Left"\]: .* is valid/],
];

describe("testTypes", { timeout: 60_000 }, () => {
  it("finds nothing in generated types, and reports keywords that only validators check", async () => {
    const report = await testGeneratedTypes();
    expect(findingsOf(report)).toEqual([]);
    expect(report).toMatchObject({ ok: true, findings: [] });
    const bag = report.types.find(({ type }) => type === "Bag");
    expect(bag?.documented).toEqual(["not", "pattern"]);
    expect(bag?.unchecked.map(({ keyword }) => keyword)).toContain("pattern");
    expect(report.types.filter(({ accepted, rejected }) => accepted === 0 || rejected === 0)).toEqual([]);
  });

  it.each(FAULTS)("finds %s", async (_name, from, to, want) => {
    const report = await testGeneratedTypes(from, to);
    expect(report.ok).toBe(false);
    expect(findingsOf(report)).toContainEqual(expect.stringMatching(want));
  });

  it("finds types that do not compile", async () => {
    const report = await testGeneratedTypes("export type Pet = ", "export type Pet = Missing | ");
    expect(report.ok).toBe(false);
    expect(report.findings).toEqual([expect.stringMatching(/^types\.ts:\d+ TS2304 /)]);
  });
});
