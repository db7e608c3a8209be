/** Deep and large descriptions get a result or a located diagnostic, never an internal error. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { generate, validate } from "../../generator/index.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "specwright-depth-"));
afterAll(() => rmSync(folder, { recursive: true }));

const head = `"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}`;
const withSchemas = (schemas: object): string => `{${head},"components":{"schemas":${JSON.stringify(schemas)}}}`;
const nested = (open: string, close: string, count: number): string =>
  `{${head},"components":{"schemas":{"A":${open.repeat(count)}{"type":"string"}${close.repeat(count)}}}}`;
const many = <T>(count: number, item: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const chain = (link: (ref: object) => object): string =>
  withSchemas(
    Object.fromEntries(
      many(3_001, (index) => {
        const next = { $ref: `#/components/schemas/S${index + 1}` };
        return [`S${index}`, index === 3_000 ? { type: "string" } : link(next)];
      }),
    ),
  );

const RESULTS: readonly (readonly [name: string, description: string])[] = [
  ["a chain of references", chain((next) => next)],
  ["a chain of references with siblings", chain((next) => ({ description: "x", ...next }))],
  ["a chain of properties", chain((next) => ({ type: "object", properties: { next } }))],
  ["nested groups", withSchemas({ A: { type: "string", pattern: `${"(".repeat(5_000)}a${")".repeat(5_000)}` } })],
  ["alternatives", withSchemas({ A: { oneOf: many(2_000, (index) => ({ properties: { k: { const: index } } })) } })],
  ["enum values", withSchemas({ A: { enum: many(5_000, (index) => `value-${index}`) } })],
  ["parts of allOf", withSchemas({ A: { allOf: many(3_000, (index) => ({ required: [`p${index}`] })) } })],
];

const LOCATED: readonly (readonly [name: string, rule: string, description: string])[] = [
  ["schemas", "limits", nested('{"type":"object","properties":{"a":', "}}", 5_000)],
  ["arrays", "limits", nested('{"type":"array","items":', "}", 5_000)],
  ["conjunctions", "limits", nested('{"allOf":[', "]}", 5_000)],
  ["examples", "limits", `{${head},"x-example":${"[".repeat(5_000)}1${"]".repeat(5_000)}}`],
  ["characters of a pattern", "pattern-valid", withSchemas({ A: { type: "string", pattern: "a".repeat(100_000) } })],
];

function run(
  description: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly out: string } {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, description);
  const [command = "", ...rest] = args;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, command, spec, ...rest], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { status, out: stdout + stderr };
}

test.each(RESULTS)("generates for thousands of %s", (_name, description) => {
  const { status, out } = run(description, "generate", "-o", join(folder, "generated"));
  expect(out).not.toContain("This is a bug of specwright");
  expect(status).toBe(0);
});

test.each(LOCATED)("locates thousands of %s", (_name, rule, description) => {
  const { status, out } = run(description, "validate", "--format", "json");
  const { diagnostics } = JSON.parse(out) as { diagnostics: readonly { rule: string; location?: { line: number } }[] };
  expect(diagnostics.find((one) => one.rule === rule)?.location?.line).toBe(1);
  expect([0, 1]).toContain(status);
});

test("a chain of references that the API cannot follow is a located diagnostic of each function", async () => {
  const spec = join(folder, "chain.json");
  const schemas = Object.fromEntries(
    many(20_000, (index) => [`S${index}`, index === 19_999 ? {} : { $ref: `#/components/schemas/S${index + 1}` }]),
  );
  writeFileSync(spec, withSchemas(schemas));
  const located = [expect.objectContaining({ rule: "too-deep", location: expect.objectContaining({ file: spec }) })];
  expect((await validate({ spec })).diagnostics).toEqual(located);
  const output = join(folder, "never-written");
  expect(await generate({ spec, output, targets: ["types"] })).toMatchObject({ ok: false, diagnostics: located });
  expect(existsSync(output)).toBe(false);
});
