/** Real descriptions: valid ones have no errors, errors have a location, and `lenient` accepts all of them. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkDocument } from "../../generator/1-document/check/check.ts";
import { loadDocument } from "../../generator/1-document/load/load.ts";
import { upgradeDocument } from "../../generator/1-document/rewrite/upgrade/upgrade.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { DEFAULT_SOURCE } from "../../generator/options.ts";

interface Entry {
  readonly name: string;
  /** `valid`, or the rules of Redocly that report errors. */
  readonly redoclySpec: "valid" | { readonly rules: readonly string[] };
}

const corpus = new URL("../../../shared/corpus/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions was not found (../shared/corpus)");
const entries: readonly Entry[] = isThere ? JSON.parse(readFileSync(new URL("index.json", corpus), "utf8")) : [];

async function check(name: string, lenient: boolean): Promise<readonly Diagnostic[]> {
  const source = { ...DEFAULT_SOURCE, lenient, spec: fileURLToPath(new URL(`dev/${name}`, corpus)) };
  const { value, diagnostics } = await loadDocument(source);
  if (!value) return diagnostics;
  const checked = await checkDocument(value, source);
  upgradeDocument(checked.loaded.bundled); // must not throw
  return [...diagnostics, ...checked.diagnostics];
}

/** Descriptions in which Redocly reports an error that is none, with the reason. */
const FALSE_ERRORS: Readonly<Record<string, string>> = {
  "3.0__readme__discriminators.json": "the mapping names components, which is valid; Redocly expects files",
};

describe.skipIf(!isThere)("the corpus", () => {
  it.each(entries)("$name", async ({ name, redoclySpec }) => {
    const diagnostics = await check(name, false);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const verdict = { isRejected: errors.length > 0, hasDiagnostics: diagnostics.length > 0 };
    const isValid = redoclySpec === "valid" || name in FALSE_ERRORS;
    expect(verdict).toEqual(isValid ? { ...verdict, isRejected: false } : { ...verdict, hasDiagnostics: true });
    expect(diagnostics.filter(({ location, remedy }) => location === undefined || remedy === "")).toEqual([]);
    expect((await check(name, true)).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
