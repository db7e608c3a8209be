/** Settings for formatters in the output folder: where they are written, and whose they are. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFolderSettings } from "../../../generator/4-output/folder-settings.ts";
import { writeFiles } from "../../../generator/4-output/write.ts";

const NAMES = [".gitattributes", ".oxfmtrc.jsonc", ".prettierrc", "biome.jsonc"];
const FILES = new Map([
  ["client.ts", "one\n"],
  ["runtime/send.ts", "two\n"],
]);

let root: string;
let output: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "specwright-"));
  output = join(root, "generated");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function place(path: string, text: string): void {
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, path), text);
}

/** Returns the names of the settings that a run writes or keeps. */
function settings(): readonly string[] {
  return [...withFolderSettings(FILES, output).keys()].filter((path) => !FILES.has(path));
}

/** Generates, and returns the messages of problems. */
function generate(): readonly string[] {
  const { diagnostics } = writeFiles(withFolderSettings(FILES, output), { output, check: false, force: false });
  return diagnostics.map(({ message }) => message);
}

test("a new folder gets them", () => {
  expect(settings()).toEqual(NAMES);
  expect(generate()).toEqual([]);
  expect(NAMES.filter((name) => !existsSync(join(output, name)))).toEqual([]);
});

test("a folder with other files gets none", () => {
  place("main.ts", "mine\n");
  expect(settings()).toEqual([]);
});

test("they stay if other files are added later", () => {
  generate();
  place("mine.ts", "mine\n");
  expect(settings()).toEqual(NAMES);
});

test("settings that were edited or were there before are left alone", () => {
  place(".prettierrc", "semi: false\n");
  expect(settings()).toEqual(NAMES.filter((name) => name !== ".prettierrc"));
  expect(generate()).toEqual([]);
  place("biome.jsonc", "{}\n");
  expect(settings()).toEqual([".gitattributes", ".oxfmtrc.jsonc"]);
});
