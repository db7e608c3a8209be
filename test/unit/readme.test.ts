/** The map in generator/README.md is up to date: every file and folder that it names exists. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("generator/README.md", root), "utf8");

/** Paths in backticks, without patterns such as `<name>`, `x.ts.hbs` and `*`. */
const whole = Array.from(
  map.matchAll(/`((?:generator|templates|generated|test|spec)\/[^`\s]*)`/g),
  ([, path = ""]) => path,
).filter((path) => !/[<>*[\]]|\/x\./.test(path));

/** Files and folders in the first column of a table, below the folder that the line above the table names in bold. */
const inTables = Array.from(
  map.matchAll(/^\*\*`(generator\/[^`]*)`.*\n(?:\n[^|\n].*\n)?\n((?:\|.*\n)+)/gm),
  ([, folder = "", rows = ""]) =>
    Array.from(rows.matchAll(/^\| ([^|]*)/gm), ([, files = ""]) => files).flatMap((files) =>
      Array.from(files.matchAll(/`([\w./-]+)`/g), ([, file = ""]) => folder + file),
    ),
);
const paths = [...whole, ...inTables.flat()];

describe("generator/README.md", () => {
  test("has a table for each stage", () => {
    expect(inTables.map((files) => files.length > 3)).toEqual([true, true, true, true, true, true, true]);
  });

  test.each([...new Set(paths)])("names %s, which exists", (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});
