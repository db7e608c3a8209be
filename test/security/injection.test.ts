/**
 * Whatever a description says stays text: random descriptions with payloads in every place that holds text, generated in
 * full, and every file of the output read as a compiler reads it. `npm run fuzz` tries ten times as many.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { generateInMemory } from "../support/in-memory.ts";
import { description } from "./documents.ts";
import { MARK } from "./payloads.ts";
import { scan } from "./scan.ts";

const DOCUMENTS = Number(process.env["FUZZ_DOCUMENTS"] ?? 2000);
/** The same descriptions at each run, so that a failure says that something has changed; others where many are tried. */
const SEED = Number(
  process.env["FUZZ_SEED"] ?? (process.env["FUZZ_DOCUMENTS"] === undefined ? 1 : Date.now() % 2 ** 31),
);

const folder = mkdtempSync(join(tmpdir(), "specwright-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Most files of an output are copied: once is enough. */
const scanned = new Map<string, readonly string[]>();

function scanOnce(path: string, text: string): readonly string[] {
  if (!/^(runtime|server)\//.test(path)) return scan(path, text, { mark: MARK });
  const key = `${path}\n${text}`;
  const known = scanned.get(key) ?? scan(path, text, { mark: MARK });
  scanned.set(key, known);
  return known;
}

test(
  `${DOCUMENTS} hostile descriptions of seed ${SEED}`,
  async () => {
    let generated = 0;
    const refusals = new Map<string, number>();
    const property = fc.asyncProperty(description, async (document) => {
      const { files, diagnostics } = await generateInMemory(document, folder);
      if (files === undefined) {
        const { rule = "none" } = diagnostics.find(({ severity }) => severity === "error") ?? {};
        refusals.set(rule, (refusals.get(rule) ?? 0) + 1);
        return;
      }
      generated += 1;
      const code = [...files].filter(([path]) => !path.endsWith(".json"));
      expect(code.flatMap(([path, text]) => scanOnce(path, text))).toEqual([]);
      expect([...files.keys()].filter((path) => !/^[a-z0-9][a-z0-9-]*(?:[./][a-z0-9-]+)*$/.test(path))).toEqual([]);
    });
    await fc.assert(property, { numRuns: DOCUMENTS, seed: SEED });
    console.log(`${generated} of ${DOCUMENTS} descriptions were generated; refused:`, Object.fromEntries(refusals));
    expect(generated / DOCUMENTS).toBeGreaterThan(0.8);
  },
  Math.max(300_000, DOCUMENTS * 300),
);
