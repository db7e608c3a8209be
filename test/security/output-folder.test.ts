/** Tests unusual output folders: links, folders and pipes in the place of files, and read-only files. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFiles, type WriteOptions, type WriteResult } from "../../generator/4-output/write.ts";

let root: string;
let output: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "specwright-disk-"));
  output = join(root, "generated");
});
afterEach(() => {
  if (lstatSync(output, { throwIfNoEntry: false })?.isDirectory()) chmodSync(output, 0o755);
  rmSync(root, { recursive: true, force: true });
});

const FIRST = { "client.ts": "one\n", "runtime/send.ts": "two\n" };
const NEXT = { "client.ts": "new\n", "runtime/send.ts": "new\n" };

function write(files: Readonly<Record<string, string>>, options: Partial<WriteOptions> = {}): WriteResult {
  return writeFiles(new Map(Object.entries(files)), { output, check: false, force: false, ...options });
}

function textOf(path: string): string {
  return readFileSync(join(output, path), "utf8");
}

test("writes through an output folder that is a symbolic link, and keeps the link", () => {
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), output);
  expect(write(FIRST).diagnostics).toEqual([]);
  expect(write(NEXT).diagnostics).toEqual([]);
  expect(lstatSync(output).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, "elsewhere/client.ts"), "utf8")).toBe("new\n");
  expect(write(NEXT, { check: true }).changes).toEqual([]);
});

describe("an entry in the place of a generated file", () => {
  test.each<[string, (file: string) => void, string]>([
    ["a folder", (file) => mkdirSync(file), "a folder"],
    ["a link to nowhere", (file) => symlinkSync(join(root, "nowhere"), file), "a symbolic link"],
    ["a link to itself", (file) => symlinkSync(file, file), "a symbolic link"],
    ["a pipe", (file) => execFileSync("mkfifo", [file]), "a device"],
  ])("%s is reported and not overwritten, and --check reports the file as changed", (_name, replace, what) => {
    write(FIRST);
    rmSync(join(output, "client.ts"));
    replace(join(output, "client.ts"));
    for (const force of [false, true]) {
      const { changes, diagnostics } = write(NEXT, { force });
      expect([changes, diagnostics.map(({ rule }) => rule)]).toEqual([[], ["output-obstacle"]]);
      expect(diagnostics[0]?.message).toContain(what);
    }
    expect(textOf("runtime/send.ts")).toBe("two\n");
    expect(write(FIRST, { check: true }).changes.map(({ path }) => path)).toEqual(["client.ts"]);
  });
});

test("reports a link in the place of a folder once", () => {
  mkdirSync(join(root, "elsewhere"));
  mkdirSync(output);
  symlinkSync(join(root, "elsewhere"), join(output, "runtime"));
  const { diagnostics } = write({ ...FIRST, "runtime/wire/codec.ts": "three\n" }, { force: true });
  expect(diagnostics.map(({ message }) => message)).toEqual([
    `${output}/runtime is in the way: it is a symbolic link.`,
  ]);
  expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
});

test("replaces a generated file that is read-only", () => {
  write(FIRST);
  chmodSync(join(output, "client.ts"), 0o444);
  expect(write(NEXT).diagnostics).toEqual([]);
  expect(textOf("client.ts")).toBe("new\n");
});

test("does not change another hard link to a generated file", () => {
  write(FIRST);
  linkSync(join(output, "client.ts"), join(root, "other.ts"));
  write(NEXT);
  expect(readFileSync(join(root, "other.ts"), "utf8")).toBe("one\n");
  expect(textOf("client.ts")).toBe("new\n");
});

// root can write everywhere
test.skipIf(process.getuid?.() === 0)("reports a read-only folder and does not change it", () => {
  write(FIRST);
  chmodSync(output, 0o555);
  const { changes, diagnostics } = write(NEXT);
  expect([changes, diagnostics.map(({ rule }) => rule)]).toEqual([[], ["output-unwritable"]]);
  expect(textOf("client.ts")).toBe("one\n");
});

test("reports a folder in the place of the manifest and writes nothing", () => {
  mkdirSync(join(output, ".specwright.json"), { recursive: true });
  writeFileSync(join(output, ".specwright.json/mine.txt"), "mine\n");
  const { diagnostics } = write(FIRST);
  expect(diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
  expect(readdirSync(output)).toEqual([".specwright.json"]);
});
