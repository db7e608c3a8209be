/** Kills a writing process repeatedly: `check` reports the incomplete output, and the next run repairs it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFiles } from "../../../generator/4-output/write.ts";

const KILLS = 15;
/** Minimum number of kills that interrupt a write. On a slow machine, more kills with longer delays are needed. */
const MIN_INTERRUPTED = 3;
/** Two outputs. Some files are in both with different contents, the others in one of them. */
const SETS = ["one", "two"].map((name) => {
  const paths = Array.from({ length: 20 }, (_, index) => `${index < 10 ? "both" : name}/${index}.ts`);
  return new Map(paths.map((path, index) => [path, `${name} ${index}\n`]));
});

const root = mkdtempSync(join(tmpdir(), "specwright-kill-"));
const output = join(root, "generated");
const program = join(root, "writer.mjs");
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(async () => {
  const write = fileURLToPath(new URL("../../../generator/4-output/write.ts", import.meta.url));
  const contents = `
    import { writeFiles } from ${JSON.stringify(write)};
    const sets = ${JSON.stringify(SETS.map((files) => [...files]))}.map((files) => new Map(files));
    for (let turn = 0; ; turn++) {
      const { diagnostics } = writeFiles(sets[turn % 2], { output: ${JSON.stringify(output)}, check: false, force: false });
      if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
      if (turn === 0) process.stdout.write("writing");
    }`;
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
  });
});

test(`repairs the output after at least ${KILLS} kills`, async () => {
  let interrupted = 0;
  for (let kill = 0; kill < KILLS || interrupted < MIN_INTERRUPTED; kill++) {
    const writer = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    await once(writer.stdout, "data");
    await setTimeout(Math.random() * 5 * (kill + 1));
    writer.kill("SIGKILL");
    await once(writer, "exit");

    const stale = SETS.map((files) => writeFiles(files, { output, check: true, force: false }).changes.length);
    if (!stale.includes(0)) interrupted += 1;
    const fine = SETS.filter((_files, index) => stale[index] === 0);
    for (const files of fine) expect(filesOf(output)).toEqual(files);
    for (const [, text] of filesOf(output)) expect(text).toMatch(/^(one|two) \d+\n$/); // no incomplete file
  }
  for (const files of SETS) {
    expect(writeFiles(files, { output, check: false, force: false }).diagnostics).toEqual([]);
    expect(filesOf(output)).toEqual(files);
  }
  expect(readdirSync(output).toSorted()).toEqual([".specwright.json", "both", "two"]);
}, 120_000);

function filesOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".specwright"));
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}
