/** Tests the committed types of our description with every TypeScript, types with `Date`, and types of real descriptions. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Compiler, compilerAt } from "../../../../generator/6-test/types/compiler.ts";
import { runTypeTests } from "../../../../generator/6-test/types/run-type-tests.ts";
import type { TypesReport } from "../../../../generator/6-test/types/types-report.ts";
import { generate } from "../../../../generator/index.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const COMPILERS = ["typescript", "typescript-6", "typescript-7"];

const corpus = new URL("../../../../../shared/corpus/dev/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions is missing (../shared/corpus)");

/** Descriptions of every version, with discriminators, several files and many kinds of schemas. */
const REAL = [
  "2.0__amzn__shipping.json",
  "3.0__netlicensing.io__netlicensing.io.json",
  "3.0__readme__discriminators.json",
  "3.1__Adyen__CheckoutService-v69.json",
  "3.1__readme__schema-types.json",
  "3.2__Redocly__cafe.yaml",
];

const described = (schemas: object): object => ({
  openapi: "3.2.0",
  info: { title: "Test", version: "1" },
  paths: {},
  components: { schemas },
});
const moment = { type: "string", format: "date-time" };
const large = { type: "integer", format: "int64" };
const DATED = described({
  Order: {
    type: "object",
    required: ["sum"],
    properties: {
      at: moment,
      sum: large,
      past: { type: "array", items: moment },
      either: { anyOf: [moment, { type: "boolean" }] },
      by: { type: "object", additionalProperties: large },
    },
    additionalProperties: false,
  },
});

describe("runTypeTests", { timeout: 120_000 }, () => {
  it.each(COMPILERS)("finds nothing in our own types by %s", async (name) => {
    const spec = `${root}spec/openapi.yaml`;
    const report = await prove(
      { spec, overlays: [`${root}spec/overlays/corrections.yaml`], generated: `${root}generated` },
      name,
    );
    expect(faultsOf(report)).toEqual([]);
    expect(report?.types.filter(({ accepted, rejected }) => accepted === 0 || rejected === 0)).toEqual([]);
  });

  it("compares Date as string and bigint as number, notes that, and finds other errors", async () => {
    const folder = mkdtempSync(join(tmpdir(), "specwright-dates-"));
    const [spec, generated] = [join(folder, "openapi.json"), join(folder, "api")];
    writeFileSync(spec, JSON.stringify(DATED));
    await generate({
      spec,
      output: generated,
      targets: ["types"],
      conversions: { "date-time": "Date", int64: "bigint" },
    });
    const file = join(generated, "types.ts");
    const text = readFileSync(file, "utf8");
    expect(text).toContain("past?: Date[];");
    const right = await prove({ spec, generated }, "typescript-7");
    writeFileSync(file, text.replace("sum: bigint;", "sum: Date;"));
    const wrong = await prove({ spec, generated }, "typescript-7");
    rmSync(folder, { recursive: true });

    expect(faultsOf(right)).toEqual([]);
    expect(right?.types.map(({ accepted, rejected }) => accepted > 0 && rejected > 0)).toEqual([true]);
    expect(right?.notes).toEqual([expect.stringContaining("A Date was compared as a string")]);
    expect(faultsOf(wrong)[0]).toMatch(
      /is valid, but the type rejects it: .*'number' is not assignable to type 'string'/,
    );
  });

  it("has no such note for Date as a name, a string or in a comment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "specwright-dates-"));
    const spec = join(folder, "openapi.json");
    const properties = { Date: { type: "string", description: "A Date or a bigint" }, kind: { enum: ["Date"] } };
    writeFileSync(spec, JSON.stringify(described({ Note: { type: "object", properties } })));
    const report = await prove({ spec }, "typescript-7");
    rmSync(folder, { recursive: true });
    expect(faultsOf(report)).toEqual([]);
    expect(report?.notes).toEqual([]);
  });

  it.skipIf(!isThere).each(REAL)("finds nothing in those of %s", async (name) => {
    const report = await prove({ spec: fileURLToPath(new URL(name, corpus)), lenient: true }, "typescript-7");
    expect(faultsOf(report)).toEqual([]);
    expect(report?.types.length).toBeGreaterThan(0);
  });
});

async function prove(
  source: { spec: string; overlays?: readonly string[]; generated?: string; lenient?: boolean },
  name: string,
): Promise<TypesReport | undefined> {
  const compiler: Compiler | undefined = compilerAt(root, name);
  if (compiler === undefined) throw new Error(`${name} is not installed`);
  const options = { ...DEFAULT_SOURCE, ...source, compiler, seed: 1 };
  const { value, diagnostics } = await runTypeTests(options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

function faultsOf(report: TypesReport | undefined): readonly string[] {
  return [
    ...(report?.findings ?? ["no report"]),
    ...(report?.types ?? []).flatMap(({ type, findings }) => findings.map((finding) => `${type}: ${finding}`)),
  ];
}
