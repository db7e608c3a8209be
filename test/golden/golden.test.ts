/**
 * A directory is a case: `spec.yaml`, `options.json` where the defaults are not meant, and `expected/`, the whole output.
 * `UPDATE_GOLDEN=1 npx vitest run test/golden` writes what is expected; read the diff before you commit it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { generate, type GenerateOptions } from "../../generator/index.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const cases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

describe("golden", () => {
  test.each(cases)("%s", async (name) => {
    const spec = join(folder, name, "spec.yaml");
    const expected = join(folder, name, "expected");
    if (process.env["UPDATE_GOLDEN"]) {
      expect((await generate({ ...optionsOf(name), spec, output: expected, force: true })).diagnostics).toEqual([]);
      return;
    }
    const output = mkdtempSync(join(tmpdir(), "specwright-golden-"));
    onTestFinished(() => rmSync(output, { recursive: true }));
    expect((await generate({ ...optionsOf(name), spec, output })).diagnostics).toEqual([]);
    expect(filesOf(output)).toEqual(filesOf(expected));
  });
});

function optionsOf(name: string): Partial<GenerateOptions> {
  const file = join(folder, name, "options.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function filesOf(output: string): Readonly<Record<string, string>> {
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(output.length + 1), readFileSync(path, "utf8")]));
}
