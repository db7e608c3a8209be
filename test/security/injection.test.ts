/**
 * Text of a description never becomes code. Generates random descriptions with payloads in every string, and scans
 * every generated file with a parser. `npm run fuzz` tries ten times as many.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { generateInMemory } from "../support/in-memory.ts";
import { description } from "./hostile-descriptions.ts";
import { MARK } from "./payloads.ts";
import { scan } from "./scan.ts";

const DOCUMENTS = Number(process.env["FUZZ_DOCUMENTS"] ?? 2000);
/** A fixed seed for the default number of documents, so that failures are repeatable. A new seed for other numbers. */
const SEED = Number(
  process.env["FUZZ_SEED"] ?? (process.env["FUZZ_DOCUMENTS"] === undefined ? 1 : Date.now() % 2 ** 31),
);

const folder = mkdtempSync(join(tmpdir(), "specwright-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of the adapter for Node that ask for the types of Node. They stand in the template, not in a description. */
const NODE_TYPES =
  /^\/\/ oxlint-disable-next-line typescript\/triple-slash-reference.*\n\/\/\/ <reference types="node" \/>\n/m;

/** Results by file: most files are copies, which need only one scan. */
const scanned = new Map<string, readonly string[]>();

function scanOnce(path: string, text: string): readonly string[] {
  if (!/^(runtime|server)\//.test(path)) return scan(path, text, { mark: MARK });
  const key = `${path}\n${text}`;
  const own = path === "server/node.ts" ? text.replace(NODE_TYPES, "") : text;
  const known = scanned.get(key) ?? scan(path, own, { mark: MARK });
  scanned.set(key, known);
  return known;
}

test(
  `${DOCUMENTS} hostile descriptions of seed ${SEED}`,
  async () => {
    let generated = 0;
    const rejections = new Map<string, number>();
    const property = fc.asyncProperty(description, async (document) => {
      const { files, diagnostics } = await generateInMemory(document, folder);
      if (files === undefined) {
        const { rule = "none" } = diagnostics.find(({ severity }) => severity === "error") ?? {};
        rejections.set(rule, (rejections.get(rule) ?? 0) + 1);
        return;
      }
      generated += 1;
      const code = [...files].filter(([path]) => !path.endsWith(".json"));
      expect(code.flatMap(([path, text]) => scanOnce(path, text))).toEqual([]);
      expect([...files.keys()].filter((path) => !/^[a-z0-9][a-z0-9-]*(?:[./][a-z0-9-]+)*$/.test(path))).toEqual([]);
    });
    await fc.assert(property, { numRuns: DOCUMENTS, seed: SEED });
    console.log(
      `${generated} of ${DOCUMENTS} descriptions were generated; rejected by rule:`,
      Object.fromEntries(rejections),
    );
    expect(generated / DOCUMENTS).toBeGreaterThan(0.8);
  },
  Math.max(300_000, DOCUMENTS * 300),
);
