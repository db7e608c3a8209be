/** Schemas and operations keep their names, even if generated code, JavaScript or the DOM have something of that name. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { bundleScript } from "../../../generator/5-program/bundle-script.ts";
import { linkModules } from "../../../generator/5-program/link-modules.ts";
import { printFiles } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import { globalNames, templateNames } from "../../support/own-names.ts";
import { programOfFiles } from "../../support/program.ts";
import { COMPILERS, typecheck } from "../../support/typecheck.ts";
import { makeWorkspace } from "../../support/workspace.ts";

const KEYWORDS = "delete import class new function default enum null this typeof void with yield await static package";
const HAZARDS =
  "constructor then toString valueOf hasOwnProperty prototype arguments eval exports require module client";

const all = [...new Set([...globalNames(), ...templateNames()])];
const schemaNames = all.filter((name) => /^[A-Z]/.test(name));
const operationNames = [
  ...new Set([...templateNames(), ...KEYWORDS.split(" "), ...HAZARDS.split(" "), "Map", "Promise"]),
];

/** Returns a schema of one of three kinds: an enum, which becomes a value as well, an object, or an array. */
function schemaOf(name: string, index: number): JsonObject {
  if (index % 3 === 0) return { type: "string", enum: ["a", "b"] };
  const items = { type: "integer", multipleOf: 2 };
  if (index % 3 === 1) return { type: "array", minItems: 1, uniqueItems: true, items };
  return {
    type: "object",
    properties: { toString: { type: "string" }, id: { type: "string", readOnly: name.length % 2 === 0 } },
    minProperties: 1,
  };
}

function operationOf(operationId: string, index: number): JsonObject {
  const schema = { $ref: `#/components/schemas/${schemaNames[index % schemaNames.length] ?? ""}` };
  const parameters = [{ name: "q", in: "query", schema: { type: "array", items: { type: "string" } } }];
  const links = index % 50 === 0 ? { new: { operationId, parameters: { q: "$response.body" } } } : undefined;
  const json = { "application/json": { schema } };
  return {
    operationId,
    tags: [`tag ${index % 3}`],
    parameters,
    security: [{ Error: [] }, {}],
    ...(index % 2 === 0 && { requestBody: { content: json } }),
    ...(index % 60 === 0 && { servers: [{ url: "https://other.example" }] }),
    responses: {
      "200": { description: "ok", content: json, ...(links && { links }) },
      "4XX": { description: "no", content: { "application/octet-stream": {} } },
      default: { description: "no", ...(index % 7 === 0 && { content: { "text/event-stream": {} } }) },
    },
  };
}

const description: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Names", version: "1" },
  servers: [{ url: "https://one.example" }, { url: "https://two.example" }],
  paths: Object.fromEntries(
    operationNames.map((name, index) => [
      `/${index}`,
      { [index % 2 === 0 ? "post" : "get"]: operationOf(name, index) },
    ]),
  ),
  webhooks: { received: { post: { operationId: "webhookValidation", responses: { "204": { description: "ok" } } } } },
  components: {
    schemas: Object.fromEntries(schemaNames.map((name, index) => [name, schemaOf(name, index)])),
    securitySchemes: { Error: { type: "http", scheme: "basic" }, delete: { type: "http", scheme: "bearer" } },
  },
};

let folder = "";
let files: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  folder = makeWorkspace();
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(description));
  // the types of openapi-typescript are left out: they have no names of ours, and take most of the time
  const { value } = await printFiles({ ...DEFAULT_GENERATE, spec, targets: ["client", "server"] });
  if (value === undefined) throw new Error("The description was rejected.");
  files = value.files;
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("all schemas and operations have the names of the description", () => {
  const types = new Set(
    [...(files.get("types.ts") ?? "").matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name),
  );
  expect(schemaNames.length).toBeGreaterThan(1500);
  expect(schemaNames.filter((name) => !types.has(name))).toEqual([]);
  const handlers = files.get("server/handlers.ts") ?? "";
  expect(operationNames.length).toBeGreaterThan(900);
  expect(operationNames.filter((name) => !handlers.includes(`\n  readonly ${name}: Handler<`))).toEqual([]);
});

describe.each(COMPILERS)("TypeScript %s", (compiler) => {
  test("finds no errors in the generated files", { timeout: 240_000 }, async () => {
    const entries = ["index.ts", "links.ts", "server/index.ts", "server/webhooks.ts", "validators.ts"];
    const paths = entries.filter((path) => files.has(path)).map((path) => join(folder, path));
    expect(paths).toHaveLength(entries.length);
    expect(await typecheck(paths, { compiler })).toEqual([]);
  });
});

test("the client calls the server by these names", { timeout: 60_000 }, async () => {
  const program = await programOfFiles(files);
  const { createApi } = program.module("client") as { createApi: (options: object) => Record<string, Call> };
  const handlers = Object.fromEntries(
    operationNames.map((name) => [name, () => ({ status: 404, body: new Blob([name]) })]),
  );
  const server = program.createServer(handlers, { security: { Error: () => ({}) } });
  const api = createApi({ baseUrl: "https://one.example", fetch: (request: Request) => server.fetch(request) });
  for (const name of ["delete", "send", "constructor", "then", "toString", "client", "new", "operations", "Map"]) {
    const { status, error } = (await api[name]?.({})) ?? {};
    expect([status, await error?.text()]).toEqual([404, name]);
  }
  expect(() => program.createServer({ ...handlers, toString: undefined }, { security: { Error: () => ({}) } })).toThrow(
    "handlers.toString must be a function",
  );
});

test("the validators of all schemas work", async () => {
  const { source } = await bundleScript(["validators.ts"], (path) => files.get(path));
  const { module } = linkModules(source, { filename: "validators.ts", compiled: undefined, packagesOf: undefined });
  const validators = module("validators.ts") as Readonly<Record<string, { is(value: unknown): boolean }>>;
  const samples = [
    ["a", "c"],
    [
      [2, 4],
      [2, 2],
    ],
    [{ id: "1" }, {}],
  ] as const;
  const wrong = schemaNames.filter((name, index) => {
    const [valid, invalid] = samples[index % 3] ?? samples[0];
    return validators[name]?.is(valid) !== true || validators[name].is(invalid);
  });
  expect(wrong).toEqual([]);
});

type Call = (input: object) => Promise<{ readonly status: number; readonly error: Blob }>;
