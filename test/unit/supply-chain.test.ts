/** What the package is made of, and how it is published. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import lock from "../../package-lock.json" with { type: "json" };

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

describe("workflows", () => {
  const workflows = readdirSync(new URL(".github/workflows/", root));

  test.each(workflows)("%s pins each action by the hash of a commit, and names its version", (name) => {
    const uses = read(`.github/workflows/${name}`).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test.each(workflows)("%s can only read by default", (name) => {
    expect(read(`.github/workflows/${name}`)).toMatch(/^permissions:\n {2}contents: read\n/m);
  });

  test("the release has a provenance statement and no token", () => {
    const release = read(".github/workflows/release.yml");
    expect(release).toContain("npm publish --provenance");
    expect(release).toContain("id-token: write");
    expect(release).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });
});

describe("dist/licences.txt", () => {
  const entries = [...read("dist/licences.txt").matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d\S*) \((.+)\)$/gm)];
  const packages: Readonly<Record<string, { readonly version?: string; readonly license?: string }>> = lock.packages;

  test("lists every library that the generator imports", () => {
    const files = readdirSync(new URL("generator/", root), { recursive: true, encoding: "utf8" });
    const imported = files
      .filter((file) => file.endsWith(".ts") && !file.startsWith("build/"))
      .flatMap((file) => [...read(`generator/${file}`).matchAll(/^import (?!type ).*from "((?:@[\w.-]+\/)?[\w.-]+)/gm)])
      .map(([, name = ""]) => name)
      .filter((name) => !name.startsWith(".") && name !== "node" && packages[`node_modules/${name}`] !== undefined);
    expect(new Set(imported).size).toBeGreaterThan(5);
    expect(entries.map(([, name]) => name)).toEqual(expect.arrayContaining([...new Set(imported)]));
  });

  test.each(entries.map(([, name = "", version = "", licence = ""]) => ({ name, version, licence })))(
    "has $name in a locked version, with a permissive licence",
    ({ name, version, licence }) => {
      const versions = Object.entries(packages)
        .filter(([path]) => path.endsWith(`node_modules/${name}`))
        .map(([, locked]) => locked.version);
      expect(versions).toContain(version);
      expect(licence).toMatch(
        /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|Unlicense)/,
      );
    },
  );
});
