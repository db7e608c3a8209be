/** Where code is kept that will be run again. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { privateFolder } from "../../../generator/5-program/private-folder.ts";

let project: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "specwright-private-"));
  vi.stubEnv("TMPDIR", join(folder, "tmp"));
  project = join(folder, "project");
  mkdirSync(join(folder, "tmp"));
  mkdirSync(project);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
});

const modules = (): string => join(project, "node_modules");
const cache = (): string => join(modules(), ".cache");
const OWN = /\/tmp\/specwright-\d+$/;

const CASES: readonly (readonly [name: string, given: () => void, want: RegExp])[] = [
  ["the project's own", () => mkdirSync(modules()), /\/node_modules\/\.cache\/specwright$/],
  ["a temporary one where there is no node_modules", () => undefined, OWN],
  ["not one behind a link", () => [mkdirSync(modules()), symlinkSync(tmpdir(), cache())], OWN],
  ["not one in node_modules of somebody else's choice", () => symlinkSync(tmpdir(), modules()), OWN],
  [
    "not one that others can write into",
    () => [mkdirSync(cache(), { recursive: true }), chmodSync(cache(), 0o777)],
    OWN,
  ],
  [
    "not one below a folder whose entries others can replace",
    () => [mkdirSync(modules()), chmodSync(project, 0o777)],
    OWN,
  ],
];

describe("the private folder is", () => {
  test.each(CASES)("%s", (_, given, want) => {
    given();
    const folder = privateFolder(project) ?? "none";
    expect(folder).toMatch(want);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
  });

  test("none where all are unsafe", () => {
    chmodSync(tmpdir(), 0o777);
    expect(privateFolder(project)).toBeUndefined();
  });
});
