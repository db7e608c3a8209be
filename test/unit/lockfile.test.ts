/** Lock files are whole: `npm ci` refuses one in which packages for other platforms got lost. They fit any registry. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = new URL("../../", import.meta.url);
const examples = readdirSync(new URL("test/examples/", root)).map((name) => `test/examples/${name}/package-lock.json`);
const files = ["package-lock.json", ...examples.filter((path) => existsSync(new URL(path, root)))];

test("there is a lock file for this repository and for each of five examples", () => {
  expect(files).toHaveLength(6);
});

test.each(files)("every optional dependency has its entry in %s", (file) => {
  const text = readFileSync(new URL(file, root), "utf8");
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(text);
  const lost = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(lost).toEqual([]);
  expect(text).not.toContain("://registry");
  expect(text).not.toContain('"resolved": "http');
});
