/**
 * Generates every target of real descriptions. The output is the same on each run, type-checks under the strictest
 * flags and can be imported. Descriptions with errors report their locations, and are generated with `lenient`.
 *
 * TypeScript 7 checks all of them. TypeScript 5.9 takes minutes, so it checks a selection, or all with
 * `SPECWRIGHT_CORPUS=all`.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate, type GenerateReport } from "../../generator/index.ts";
import { type Compiler, typecheck } from "../support/typecheck.ts";
import { importModules, makeWorkspace, typescriptIn } from "../support/workspace.ts";

interface Entry {
  readonly name: string;
}

const corpus = new URL("../../../shared/corpus/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions was not found (../shared/corpus)");
const entries: readonly Entry[] = isThere ? JSON.parse(readFileSync(new URL("index.json", corpus), "utf8")) : [];

/** A selection of versions, sizes and styles. The largest descriptions are checked by TypeScript 7 only. */
const SPREAD: ReadonlySet<string> = new Set([
  "2.0__amzn__feeds_2021-06-30.json",
  "2.0__readme__schema-circular.json",
  "3.0__docker.com__docker.com-engine.json",
  "3.0__readme__discriminators.json",
  "3.0__readme__parameters-style.json",
  "3.1__figma__openapi.yaml",
  "3.1__OAI__webhook-example.json",
  "3.1__readme__schema-types.json",
  "3.2__Redocly__cafe.yaml",
]);

const COMPILERS: readonly { readonly compiler: Compiler; readonly takes: (name: string) => boolean }[] = [
  { compiler: "7", takes: () => true },
  { compiler: "5.9", takes: (name) => SPREAD.has(name) || process.env["SPECWRIGHT_CORPUS"] === "all" },
];

/** Checks that a document is exempt from, with the reason. An exemption that is not needed fails. */
const EXEMPTIONS: readonly { readonly name: string; readonly from: "5.9" | "7" | "import"; readonly reason: string }[] =
  [];

describe.skipIf(!isThere)("the corpus", { timeout: 300_000 }, () => {
  let workspace: string;
  beforeAll(() => {
    workspace = makeWorkspace();
  });
  afterAll(() => rmSync(workspace, { recursive: true }), 60_000);

  const folderOf = (name: string): string => join(workspace, name.replaceAll(/[^\w.]/g, "-"));
  const run = (
    name: string,
    more: { readonly lenient?: boolean; readonly check?: boolean } = {},
  ): Promise<GenerateReport> =>
    generate({ spec: fileURLToPath(new URL(`dev/${name}`, corpus)), output: folderOf(name), ...more });

  describe.each(entries.map(({ name }) => name))("%s", (name) => {
    it("is generated or reports located errors, and is unchanged on a second run", async () => {
      const strict = await run(name);
      const errors = strict.diagnostics.filter(({ severity }) => severity === "error");
      const vague = strict.diagnostics.filter(({ location, remedy }) => location === undefined || remedy === "");
      const isWritten = existsSync(folderOf(name));
      expect({ ok: strict.ok, isWritten, vague }).toEqual({
        ok: errors.length === 0,
        isWritten: errors.length === 0,
        vague: [],
      });
      const lenient = !strict.ok;
      const report = lenient ? await run(name, { lenient }) : strict;
      expect(report).toMatchObject({ ok: true });
      expect(await run(name, { lenient, check: true })).toMatchObject({ ok: true, changes: [] });
    });

    it("can be imported", async () => {
      const problems = importModules(folderOf(name)).then(
        () => [],
        (error: unknown) => [String(error)],
      );
      expect(problemsWithoutExemption(name, "import", await problems)).toEqual([]);
    });
  });

  describe.each(COMPILERS)("type-checks on TypeScript $compiler", ({ compiler, takes }) => {
    const names = entries.map(({ name }) => name).filter(takes);
    it.each(names)("%s", async (name) => {
      const errors = await typecheck(typescriptIn(folderOf(name)), { compiler });
      expect(problemsWithoutExemption(name, compiler, errors)).toEqual([]);
    });
  });

  it("has exemptions only for existing documents", () => {
    const known = new Set(entries.map(({ name }) => name));
    expect(EXEMPTIONS.filter(({ name }) => !known.has(name))).toEqual([]);
  });
});

/** Returns the problems that a document is not exempt from. An exemption that is not needed is a problem. */
function problemsWithoutExemption(
  name: string,
  from: Compiler | "import",
  problems: readonly string[],
): readonly string[] {
  const exemption = EXEMPTIONS.find((row) => row.name === name && row.from === from);
  if (exemption === undefined) return problems;
  return problems.length === 0 ? [`no longer needed: ${exemption.reason}`] : [];
}
