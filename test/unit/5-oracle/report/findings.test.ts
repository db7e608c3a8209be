/** Findings locate nodes in the user's files, although upgrading moves nodes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import { createLocator } from "../../../../generator/5-oracle/report/findings.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-findings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = [
  'swagger: "2.0"',
  "info: { title: T, version: '1' }",
  "paths: {}",
  "definitions:",
  "  Pet:",
  "    type: object",
  "    properties:",
  "      name: { type: string }",
];
const NEW = [
  "openapi: 3.1.0",
  ...LINES.slice(1, 3),
  "components:",
  "  schemas:",
  ...LINES.slice(4).map((line) => `  ${line}`),
];

test.each([
  ["2.0", LINES, "#/components/schemas/Pet/properties/name", 8],
  ["3.1", NEW, "#/components/schemas/Pet/properties/name", 9],
  ["a schema that the upgrade has split", NEW, "#/components/schemas/PetBase/properties/name", 9],
  ["a node that does not exist", NEW, "#/paths/~1x/get", 3],
])("%s", async (_name, lines, pointer, line) => {
  const spec = join(folder, "openapi.yaml");
  writeFileSync(spec, lines.join("\n"));
  const { value: loaded } = await loadDocument({ ...DEFAULT_SOURCE, spec });
  expect(createLocator(loaded?.locate)(pointer)?.location.line).toBe(line);
});
