/** The types of our own description, as they are committed, on every TypeScript; and those of some real ones. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Compiler, compilerAt } from "../../../../generator/5-contract/types/compiler.ts";
import { proveDescription } from "../../../../generator/5-contract/types/prove-description.ts";
import type { TypesReport } from "../../../../generator/5-contract/types/types-report.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const COMPILERS = ["typescript", "typescript-6", "typescript-7"];

const corpus = new URL("../../../../../shared/corpus/dev/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions is not here (../shared/corpus)");

/** Every version, and what is hard: discriminators, files, schemas of all kinds. */
const REAL = [
  "2.0__amzn__shipping.json",
  "3.0__netlicensing.io__netlicensing.io.json",
  "3.0__readme__discriminators.json",
  "3.1__Adyen__CheckoutService-v69.json",
  "3.1__readme__schema-types.json",
  "3.2__Redocly__cafe.yaml",
];

describe("proveDescription", { timeout: 120_000 }, () => {
  it.each(COMPILERS)("finds nothing in our own types by %s", async (name) => {
    const spec = `${root}spec/openapi.yaml`;
    const report = await prove(
      { spec, overlays: [`${root}spec/overlays/corrections.yaml`], generated: `${root}generated` },
      name,
    );
    expect(faultsOf(report)).toEqual([]);
    expect(report?.types.filter(({ accepted, refused }) => accepted === 0 || refused === 0)).toEqual([]);
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
  const { value, diagnostics } = await proveDescription(options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

function faultsOf(report: TypesReport | undefined): readonly string[] {
  return [
    ...(report?.findings ?? ["no report"]),
    ...(report?.types ?? []).flatMap(({ type, findings }) => findings.map((finding) => `${type}: ${finding}`)),
  ];
}
