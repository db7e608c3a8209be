/**
 * `npm run attack`: runs every file `*.attack.mjs` of this folder, one after the other. Each is a program that prints
 * what it found and ends with an exit code. Names of files as arguments select some of them: `npm run attack -- kill`.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("./", import.meta.url);
const chosen = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".attack.mjs"))
  .filter((name) => chosen.length === 0 || chosen.some((part) => name.startsWith(part)))
  .toSorted();

const failed = [];
for (const name of names) {
  const start = performance.now();
  console.log(`::: ${name}`);
  const { status, signal } = spawnSync(process.execPath, [fileURLToPath(new URL(name, folder))], { stdio: "inherit" });
  console.log(
    `    ${status === 0 ? "passed" : `FAILED (${signal ?? status})`} in ${Math.round((performance.now() - start) / 1_000)} s`,
  );
  if (status !== 0) failed.push(name);
}
console.log(
  `${names.length - failed.length} passed, ${failed.length} failed${failed.length === 0 ? "" : `: ${failed.join(", ")}`}`,
);
process.exitCode = failed.length === 0 && names.length > 0 ? 0 : 1;
