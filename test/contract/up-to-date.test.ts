/** The committed files in `generated/` match the description. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readDescription } from "./description.ts";

const root = resolve(fileURLToPath(import.meta.url), "../../..");

test("generate --check reports no changes", () => {
  const report: unknown = JSON.parse(
    execFileSync(process.execPath, ["dist/cli.js", "generate", "--check", "--format", "json"], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  expect(report).toMatchObject({ ok: true, stale: [] });
});

test("openapi.json equals the bundled description with its overlay applied", () => {
  const written: unknown = JSON.parse(readFileSync(resolve(root, "generated/openapi.json"), "utf8"));
  expect(written).toEqual(readDescription().document);
});
