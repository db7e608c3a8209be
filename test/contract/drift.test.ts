/** What is committed is what the description says today. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readDescription } from "./description.ts";

const root = resolve(fileURLToPath(import.meta.url), "../../..");

test("generate --check finds nothing to write", () => {
  const report: unknown = JSON.parse(
    execFileSync(process.execPath, ["dist/cli.js", "generate", "--check", "--json"], { cwd: root, encoding: "utf8" }),
  );
  expect(report).toMatchObject({ ok: true, stale: [] });
});

test("openapi.json is the description as the oracle reads it, overlay applied", () => {
  const written: unknown = JSON.parse(readFileSync(resolve(root, "generated/openapi.json"), "utf8"));
  expect(written).toEqual(readDescription().document);
});
