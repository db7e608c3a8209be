/** Code with `Date` and `bigint` passes the closed loop, and errors in its conversions are found. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { runLoop } from "../../../../generator/6-test/loop/run-loop.ts";
import { runTests } from "../../../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST } from "../../../../generator/6-test/test-options.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { printFiles } from "../../../../generator/generate.ts";
import { DEFAULT_GENERATE, DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { programOfFiles } from "../../../support/program.ts";

const moment = { type: "string", format: "date-time" };
const large = { type: "integer", format: "int64" };
const order = {
  type: "object",
  required: ["at"],
  properties: { at: moment, sum: large, level: { ...large, enum: [1, 2] }, past: { type: "array", items: moment } },
};
const paths = {
  "/orders/{id}": {
    put: {
      operationId: "putOrder",
      parameters: [
        { name: "id", in: "path", required: true, schema: large },
        { name: "since", in: "query", schema: { ...moment, default: "2026-02-03T04:05:06+01:00" } },
        { name: "times", in: "query", schema: { type: "array", items: moment } },
      ],
      requestBody: { required: true, content: { "application/json": { schema: order } } },
      responses: {
        200: {
          description: "an order",
          headers: { "X-Expires": { required: true, schema: moment } },
          content: { "application/json": { schema: order } },
        },
      },
    },
  },
  "/log": {
    post: {
      operationId: "log",
      requestBody: { required: true, content: { "application/jsonl": { itemSchema: order } } },
      responses: { 200: { description: "the same", content: { "application/jsonl": { itemSchema: order } } } },
    },
  },
  "/numbers": {
    post: {
      operationId: "number",
      requestBody: { content: { "application/json": { schema: { ...large, minimum: 2 ** 53 } } } },
      responses: { 204: { description: "done" } },
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), "specwright-formats-"));
const spec = join(folder, "openapi.json");
const description = JSON.stringify({ openapi: "3.2.0", info: { title: "Test", version: "1" }, paths });
writeFileSync(spec, description);
const { value: printed } = await printFiles({
  ...DEFAULT_GENERATE,
  spec,
  targets: ["client", "server"],
  adapters: ["node"],
  conversions: { "date-time": "Date", int64: "bigint" },
});
rmSync(folder, { recursive: true });
if (printed === undefined) throw new Error("the description has errors");
const { files, document } = printed;

/** A part of a generated file, and its replacement. */
type Slip = readonly [file: string, text: string, instead: string];

async function loopOver(
  slip?: Slip,
): Promise<{ readonly kinds: readonly string[]; readonly notes: readonly string[] }> {
  const changed = new Map(files);
  if (slip !== undefined) {
    const [file, text, instead] = slip;
    const written = files.get(file);
    if (!written?.includes(text)) throw new Error(`${file} has no ${text}`);
    changed.set(
      file,
      written.replace(text, () => instead),
    );
  }
  const program = await programOfFiles(changed);
  const operations = readOperations(document);
  const given = { document, program, locate: undefined, operations, seed: 2, maxCases: 20, reproduction: () => "" };
  const [kinds, notes] = [new Set<string>(), new Set<string>()];
  for await (const report of runLoop(given)) {
    for (const { kind } of report.findings) kinds.add(kind);
    for (const note of report.notes) notes.add(note);
  }
  return { kinds: [...kinds], notes: [...notes] };
}

test("finds nothing in correct code, and notes inputs that samples cannot hold", async () => {
  expect(await loopOver()).toEqual({
    kinds: [],
    notes: [
      "A valid input was not tested, because generated code cannot hold it: an integer that a double may have rounded.",
    ],
  });
});

test("does the same with a folder of generated code", async () => {
  const output = mkdtempSync(join(tmpdir(), "specwright-formats-"));
  for (const [path, text] of new Map([...files, ["openapi.json", description]])) {
    mkdirSync(dirname(join(output, path)), { recursive: true });
    writeFileSync(join(output, path), text);
  }
  const given = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec: join(output, "openapi.json"), seed: 2, maxCases: 20 };
  const right = await runTests({ ...given, generated: output });
  const file = join(output, "server/request/receive-request.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("() => fromWire(values.parameters, value)", "() => value"));
  const wrong = await runTests({ ...given, generated: output });
  rmSync(output, { recursive: true });
  expect(right.value?.ok).toBe(true);
  expect(right.value?.operations.map(({ cases }) => cases.valid > 0)).toEqual([true, true, true]);
  expect(wrong.value?.operations.flatMap(({ findings }) => findings.map(({ kind }) => kind))).toContain("wrong-input");
});

const SLIPS: readonly (readonly [name: string, slip: Slip, kind: string])[] = [
  [
    "a Date that is sent as another moment",
    [
      "runtime/conversion/conversion.ts",
      "return value.toISOString();",
      "return new Date(value.getTime() + 1000).toISOString();",
    ],
    "wrong-request",
  ],
  [
    "a string that is decoded as another moment",
    [
      "runtime/conversion/conversion.ts",
      "Number.isNaN(date.getTime()) || !isDay ? undefined : date",
      "new Date(date.getTime() + 1000)",
    ],
    "wrong-request",
  ],
  [
    "parameters that are not converted",
    ["server/request/receive-request.ts", "() => fromWire(values.parameters, value)", "() => value"],
    "wrong-input",
  ],
  [
    "bodies of results that are not converted",
    [
      "runtime/conversion/conversions.ts",
      '(value) => fromWire(own(contents, contentType ?? ""), value)',
      "(value) => value",
    ],
    "wrong-result",
  ],
  [
    "headers of results that are not converted",
    [
      "runtime/conversion/conversions.ts",
      "(name, value) => fromWire(own(headers, name), value)",
      "(_name, value) => value",
    ],
    "wrong-result",
  ],
];

test.each(SLIPS)("finds %s", async (_name, slip, kind) => {
  expect((await loopOver(slip)).kinds).toContain(kind);
});
