/** The emitted suite runs, type-checks and finds errors, and emitting again keeps edited files. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emit } from "../../../../generator/6-test/emit/emit-suite.ts";
import { generate } from "../../../../generator/index.ts";
import { DEFAULT_SOURCE, TARGETS } from "../../../../generator/options.ts";
import { typecheck } from "../../../support/typecheck.ts";
import { makeWorkspace } from "../../../support/workspace.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const source = { spec: join(root, "spec/openapi.yaml"), overlays: [join(root, "spec/overlays/corrections.yaml")] };

const LABELLED = {
  type: "object",
  required: ["label"],
  properties: { label: { type: "string", maxLength: 9 }, count: { type: "integer" } },
};
const TICK = { type: "object", required: ["event", "data"], properties: { event: { const: "tick" }, data: LABELLED } };
const MOMENT = { type: "string", format: "date-time" };
const TIMED = {
  type: "object",
  required: ["at", "sum"],
  properties: { at: MOMENT, sum: { type: "integer", format: "int64" } },
};
const COUNTED = { "X-Count": { required: true, schema: { type: "integer" } } };
const YES = { "204": { description: "Yes" } };
const bodyOf = (mediaType: string, schema: object): object => ({
  requestBody: { required: true, content: { [mediaType]: { schema } } },
  responses: YES,
});
const contentOf = (mediaType: string, schema: object): object => ({
  description: "Yes",
  content: { [mediaType]: { schema } },
});

/** A description with request and response bodies of each kind. */
const KINDS = {
  openapi: "3.2.0",
  info: { title: "Kinds", version: "1" },
  paths: {
    "/form": {
      post: {
        operationId: "form",
        requestBody: {
          content: {
            "application/x-www-form-urlencoded": { schema: LABELLED },
            "application/json": { schema: LABELLED },
          },
        },
        responses: { "200": contentOf("application/json", { type: "null" }) },
      },
    },
    "/moments": {
      put: {
        operationId: "moments",
        parameters: [{ name: "since", in: "query", required: true, schema: MOMENT }],
        ...bodyOf("application/json", TIMED),
        responses: {
          "200": { ...contentOf("application/json", TIMED), headers: { Expires: { required: true, schema: MOMENT } } },
        },
      },
    },
    "/parts": {
      post: {
        operationId: "parts",
        ...bodyOf("multipart/form-data", {
          ...LABELLED,
          properties: { ...LABELLED.properties, files: { type: "array", items: { type: "string", format: "binary" } } },
        }),
      },
    },
    "/text": { post: { operationId: "text", ...bodyOf("text/plain", { type: "string", maxLength: 20 }) } },
    "/bytes": { post: { operationId: "picture", ...bodyOf("image/png", {}) } },
    "/lines": {
      post: {
        operationId: "lines",
        requestBody: { required: true, content: { "application/jsonl": { itemSchema: LABELLED } } },
        responses: YES,
      },
    },
    "/events": {
      post: {
        operationId: "events",
        requestBody: { required: true, content: { "text/event-stream": { itemSchema: TICK } } },
        responses: { "200": { description: "Yes", content: { "text/event-stream": { itemSchema: TICK } } } },
      },
    },
    "/answers": {
      get: {
        operationId: "answers",
        security: [{ Login: [] }],
        responses: {
          "200": { ...contentOf("text/csv", { type: "string" }), headers: COUNTED },
          "203": contentOf("image/png", {}),
          "206": contentOf("application/jsonl", {}),
          default: contentOf("application/problem+json", LABELLED),
        },
      },
    },
  },
  components: { securitySchemes: { Login: { type: "http", scheme: "basic" } } },
};

/** Impossible values: no case calls this operation. */
const UNTESTED = {
  openapi: "3.1.0",
  info: { title: "Impossible", version: "1" },
  paths: {
    "/a": {
      get: {
        operationId: "a",
        parameters: [{ name: "x", in: "query", required: true, schema: { type: "string", pattern: "^(?=a)b$" } }],
        responses: YES,
      },
    },
  },
};
const RUN = { seed: 1, force: false, importExtension: "js", allowUntested: false } as const;

let workspace: string;
function emitted(): ReturnType<typeof emit> {
  return emit({
    ...DEFAULT_SOURCE,
    ...source,
    output: join(workspace, "contract"),
    generated: join(workspace, "src/api"),
    ...RUN,
  });
}

beforeAll(async () => {
  workspace = makeWorkspace();
  const { ok } = await generate({ ...source, output: join(workspace, "src/api"), targets: TARGETS, adapters: [] });
  const { value } = await emitted();
  const kinds = join(workspace, "kinds.json");
  writeFileSync(kinds, JSON.stringify(KINDS));
  const formats = { "date-time": "Date", int64: "bigint" } as const;
  await generate({
    spec: kinds,
    output: join(workspace, "src/kinds"),
    conversions: formats,
    targets: TARGETS,
    adapters: [],
  });
  const [output, generated] = [join(workspace, "kinds-contract"), join(workspace, "src/kinds")];
  await emit({ ...DEFAULT_SOURCE, spec: kinds, output, generated, ...RUN });
  if (!ok || value === undefined) throw new Error("nothing was written");
}, 60_000);
afterAll(() => rmSync(workspace, { recursive: true }));

/** Runs the suite with vitest. */
function run(): Promise<{ readonly passed: number; readonly failed: number }> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", workspace, "--reporter", "json", "--maxWorkers", "1"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      const start = stdout.indexOf("{");
      if (start === -1) reject(new Error(stdout + stderr));
      else {
        const report = JSON.parse(stdout.slice(start)) as { numPassedTests: number; numFailedTests: number };
        resolve({ passed: report.numPassedTests, failed: report.numFailedTests });
      }
    });
  });
}

test("writes a file per operation in the folder of its group, and the shared loop", () => {
  const names = readdirSync(join(workspace, "contract"), { recursive: true }).map(String);
  expect(names).toEqual(expect.arrayContaining([".specwright.json", "loop.ts", join("clients", "getClients.test.ts")]));
  expect(names.filter((name) => name.endsWith(".test.ts"))).toHaveLength(14);
});

test("type-checks", { timeout: 60_000 }, async () => {
  const files = [
    "contract/clients/storeClient.test.ts",
    "contract/clients/uploadClient.test.ts",
    "kinds-contract/default/parts.test.ts",
    "kinds-contract/default/moments.test.ts",
  ];
  expect(await typecheck(files.map((file) => join(workspace, file)))).toEqual([]);
});

test("has bodies of every kind, and responses with headers and without a body", () => {
  const folder = join(workspace, "kinds-contract/default");
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const wanted = [
    /bytes\("[^]*?", "image\/png"\)/,
    /contentType: "application\/x-www-form-urlencoded"/,
    /contentType: "text\/csv"/,
    /headers: \{ "X-Count": -?\d+ \}/,
    /status: 204/,
    /status: 50\d, contentType: "application\/problem\+json"/,
    /contentType: "application\/json", body: null/,
    /"a body \/label left out"/,
    /"a body \/1\/label left out"/,
    /"a body \/1\/data\/label left out"/,
    /event: "tick", data: \{ label/,
    /rejects requests without credentials/,
    /query: \{ since: new Date\("[^"]+Z"\) \}/,
    /at: new Date\("[^"]+Z"\), sum: -?\d+n/,
    /Expires: new Date\(/,
  ];
  expect(wanted.filter((one) => !one.test(text))).toEqual([]);
  expect(text).not.toContain("test.todo");
});

test("passes, and fails if the server has an error", { timeout: 120_000 }, async () => {
  const { passed, failed } = await run();
  expect(failed).toBe(0);
  expect(passed).toBeGreaterThan(80);

  const file = join(workspace, "src/api/runtime/wire/scalars.ts");
  const text = readFileSync(file, "utf8");
  const broken = text.replace("=== text) return Number(text)", "=== text) return Number(text) + 1");
  expect(broken).not.toBe(text);
  writeFileSync(file, broken);
  expect((await run()).failed).toBeGreaterThan(0);
  writeFileSync(file, text);
});

test.each([
  [false, true],
  [true, false],
])("writes a test that fails for an operation without a case, unless %s", async (allowUntested, isWritten) => {
  const spec = join(workspace, "untested.json");
  writeFileSync(spec, JSON.stringify(UNTESTED));
  const folder = { output: join(workspace, "untested"), generated: join(workspace, "src/api") };
  await emit({ ...DEFAULT_SOURCE, spec, ...folder, ...RUN, allowUntested });
  const text = readFileSync(join(folder.output, "default/a.test.ts"), "utf8");
  expect(text).toContain("test.todo(");
  expect(/throw new Error\("No test calls this operation/.test(text)).toBe(isWritten);
  rmSync(folder.output, { recursive: true });
});

test("keeps edited files", async () => {
  const file = join(workspace, "contract/clients/showClient.test.ts");
  const text = `${readFileSync(file, "utf8")}\n// mine\n`;
  writeFileSync(file, text);
  const { diagnostics } = await emitted();
  // only the edited file differs
  expect(diagnostics.map(({ rule }) => rule)).toContain("output-edited");
  expect(readFileSync(file, "utf8")).toBe(text);
});
