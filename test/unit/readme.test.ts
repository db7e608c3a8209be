/** The map is true: every path that generator/README.md names exists. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("generator/README.md", root), "utf8");

/** Paths in backticks, without those that stand for many (`<name>`, `x.ts.hbs`, `*`). */
const paths = Array.from(
  map.matchAll(/`((?:generator|templates|generated|test|spec)\/[^`\s]*)`/g),
  ([, path = ""]) => path,
).filter((path) => !/[<>*[\]]|\/x\./.test(path));

describe("generator/README.md", () => {
  test.each([...new Set(paths)])("%s", (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});
