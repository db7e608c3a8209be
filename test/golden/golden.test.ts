/**
 * A directory is a case: `spec.yaml`, `options.json` where the defaults are not meant, and `expected/`, the output without
 * what is copied from `templates/`. `UPDATE_GOLDEN=1 npx vitest run test/golden` writes what is expected: read the diff.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { generate, type GenerateOptions } from "../../generator/index.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const templates = fileURLToPath(new URL("../../templates/", import.meta.url));
const cases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

describe("golden", () => {
  test.each(cases)("%s", async (name) => {
    const output = mkdtempSync(join(tmpdir(), "specwright-golden-"));
    onTestFinished(() => rmSync(output, { recursive: true }));
    const { diagnostics } = await generate({ ...optionsOf(name), spec: join(folder, name, "spec.yaml"), output });
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);

    const expected = join(folder, name, "expected");
    if (process.env["UPDATE_GOLDEN"]) {
      rmSync(expected, { recursive: true, force: true });
      for (const path of Object.keys(filesOf(output))) cpSync(join(output, path), join(expected, path));
    }
    expect(filesOf(output)).toEqual(filesOf(expected));
  });
});

function optionsOf(name: string): Partial<GenerateOptions> {
  const file = join(folder, name, "options.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** The text of every file that is worth reading: not the manifest, and nothing that is copied. */
function filesOf(output: string): Readonly<Record<string, string>> {
  const entries = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => relative(output, join(parentPath, name)).replaceAll("\\", "/"));
  const printed = paths.filter((path) => path !== ".specwright.json" && !existsSync(join(templates, path)));
  return Object.fromEntries(printed.toSorted().map((path) => [path, readFileSync(join(output, path), "utf8")]));
}
