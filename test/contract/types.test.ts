/** Type-checks the type tests and the generated code with every supported compiler. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { COMPILERS, typecheck } from "../support/typecheck.ts";

const folder = fileURLToPath(new URL("../types/", import.meta.url));
const tests = readdirSync(folder).filter((file) => file.endsWith(".test-d.ts"));
const generated = fileURLToPath(new URL("../../generated/", import.meta.url));
const sources = readdirSync(generated, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

describe.each(COMPILERS)("TypeScript %s", (compiler) => {
  test("accepts valid uses of the types and rejects invalid ones", { timeout: 120_000 }, async () => {
    expect(tests).not.toEqual([]);
    const files = tests.map((file) => join(folder, file));
    expect(await typecheck(files, { compiler, flags: { isolatedDeclarations: false } })).toEqual([]);
  });

  test("accepts the generated code under the strictest flags", { timeout: 120_000 }, async () => {
    const files = sources.map((file) => join(generated, file));
    expect(await typecheck(files, { compiler, flags: { types: ["node"] } })).toEqual([]);
  });
});

test("reports a type error", { timeout: 120_000 }, async () => {
  const files = tests.map((file) => join(folder, file));
  const errors = await typecheck(files, { flags: { isolatedDeclarations: false, exactOptionalPropertyTypes: false } });
  expect(errors).toEqual([expect.stringMatching(/schemas\.test-d\.ts:\d+:\d+ TS2578/)]);
});
