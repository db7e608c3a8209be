/** What npm would publish: linted as a package, installed into an empty project, type-checked there and run. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "specwright-package-"));
const tarball = join(project, `specwright-${manifest.version}.tgz`);
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the command prints; throws with it where the command fails. */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${stdout}\n${stderr}`);
  return stdout;
}
const bin = (name: string): string => join(root, "node_modules", ".bin", name);

beforeAll(() => {
  // dist/ was built before the tests began; building it again would pull it from under those that run beside this one
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], root);
});

describe("the tarball", () => {
  test("is a sound package, says publint", () => {
    run(bin("publint"), ["run", tarball, "--strict"], root);
  });

  test("has types that are right for every entry point, says are-the-types-wrong", () => {
    run(bin("attw"), [tarball, "--profile", "esm-only", "--format", "ascii", "--no-emoji"], root);
  });

  test("holds what is needed and nothing else", () => {
    const files = run("tar", ["-tzf", tarball], root).split("\n").filter(Boolean);
    const folders = new Set(files.map((file) => file.split("/").slice(1, 2).join("")));
    expect([...folders].toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
    expect(files).toContain("package/dist/licences.txt");
  });
});
