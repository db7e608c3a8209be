/** The lock file is whole: `npm ci` refuses one in which packages for other platforms got lost. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test("every optional dependency has its entry", () => {
  const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(text);
  const lost = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(lost).toEqual([]);
  expect(text).not.toContain('"resolved"'); // any registry will do
});
