/** Folder for cached code. */
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
  ["in node_modules of the project", () => mkdirSync(modules()), /\/node_modules\/\.cache\/specwright$/],
  ["temporary if there is no node_modules", () => undefined, OWN],
  ["temporary if the cache folder is a link", () => [mkdirSync(modules()), symlinkSync(tmpdir(), cache())], OWN],
  ["temporary if node_modules is a link", () => symlinkSync(tmpdir(), modules()), OWN],
  [
    "temporary if other users can write to the cache folder",
    () => [mkdirSync(cache(), { recursive: true }), chmodSync(cache(), 0o777)],
    OWN,
  ],
  [
    "temporary if other users can replace entries of a parent folder",
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

  test("undefined if all folders are unsafe", () => {
    chmodSync(tmpdir(), 0o777);
    expect(privateFolder(project)).toBeUndefined();
  });
});
