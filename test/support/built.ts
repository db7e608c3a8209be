/** Before any test: the package is there, as `npm test` builds it. Whoever calls vitest by hand may have less. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function setup(): void {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  if (existsSync(`${root}dist/clients/index.js`) && existsSync(`${root}dist/runtime`)) return;
  execFileSync(process.execPath, ["generator/build/build.mjs", "--package"], { cwd: root, stdio: "inherit" });
}
