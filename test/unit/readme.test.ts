/** The map is true: every file that generator/README.md names exists. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("generator/README.md", root), "utf8");

/** Paths in backticks, without those that stand for many (`<name>`, `x.ts.hbs`, `*`). */
const whole = Array.from(
  map.matchAll(/`((?:generator|templates|generated|test|spec)\/[^`\s]*)`/g),
  ([, path = ""]) => path,
).filter((path) => !/[<>*[\]]|\/x\./.test(path));

/** The rows of a table name the files of the folder that stands above it in bold. */
const inTables = Array.from(
  map.matchAll(/^\*\*`(generator\/[^`]*)`.*\n\n((?:\|.*\n)+)/gm),
  ([, folder = "", rows = ""]) =>
    Array.from(rows.matchAll(/^\| ([^|]*)/gm), ([, files = ""]) => files).flatMap((files) =>
      Array.from(files.matchAll(/`([\w./-]+)`/g), ([, file = ""]) => folder + file),
    ),
);
const paths = [...whole, ...inTables.flat()];

describe("generator/README.md", () => {
  test("has a table for every stage", () => {
    expect(inTables.map((files) => files.length > 3)).toEqual([true, true, true, true, true, true]);
  });

  test.each([...new Set(paths)])("%s", (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});
