/** Loads generated code: from a description, from a folder, and from the cache. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { loadGenerated, type LoadOptions, type LoadedProgram } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";

const root = new URL("../../../", import.meta.url).pathname;
const OURS: LoadOptions = {
  ...DEFAULT_SOURCE,
  spec: join(root, "spec/openapi.yaml"),
  overlays: [join(root, "spec/overlays/corrections.yaml")],
};

const PETS = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { 200: { description: "a pet", content: { "application/json": { schema: { type: "string" } } } } },
      },
    },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "specwright-load-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** Writes the description with an old modification time. Files that change during a run are not cached. */
function describePets(document: object = PETS): LoadOptions {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(document));
  utimesSync(spec, 1, 1);
  return { ...DEFAULT_SOURCE, spec, cache: folder };
}

async function load(options: LoadOptions): Promise<LoadedProgram> {
  const { value, diagnostics } = await loadGenerated(options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (value === undefined) throw new Error("nothing was loaded");
  return value;
}

/** Returns the result of the client, which is connected to the server without a network. */
async function ask({ program }: LoadedProgram, id: string, input: object, response: unknown): Promise<unknown> {
  const operation = program.operations.get(id);
  if (operation === undefined) throw new Error(`there is no operation ${id}`);
  const handlers = Object.fromEntries([...program.operations.keys()].map((name) => [name, () => response]));
  const server = program.createServer(handlers, {
    security: Object.fromEntries([...program.schemes.keys()].map((key) => [key, () => "somebody"])),
  });
  const send = program.createSender({
    baseUrl: "http://memory.test",
    auth: { ApiKeyAuth: "key" },
    fetch: server.fetch,
  });
  const { status, data, error } = (await send(operation, input)) as { status: number; data: unknown; error: unknown };
  return { status, body: data ?? error };
}

describe("a description", () => {
  test("becomes a client and a server that work together", async () => {
    const running = await load(describePets());
    expect(await ask(running, "getPet", { path: { id: 7 } }, { status: 200, body: "Rex" })).toEqual({
      status: 200,
      body: "Rex",
    });
    expect(await ask(running, "getPet", { path: { id: "seven" } }, { status: 200, body: "Rex" })).toMatchObject({
      status: 400,
    });
    const locate = await running.locator();
    expect(locate?.("#/paths/~1pets~1{id}/get", "key").location?.line).toBe(1);
  });

  test("is rejected with its diagnostics if it is invalid", async () => {
    const { value, diagnostics } = await loadGenerated(describePets({ ...PETS, paths: { "/pets/{}": {} } }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });
});

/** Renames the operation in the cached script, to show that the cache was used. */
function mark(): void {
  const script = readdirSync(folder).find((name) => name.endsWith(".js")) ?? "none";
  const text = readFileSync(join(folder, script), "utf8");
  // the new name has another length, because V8 checks only the length before it uses a code cache
  writeFileSync(join(folder, script), text.replaceAll('"getPet"', '"keptPet"').replaceAll("getPet:", "keptPet:"));
}

function ids({ program }: LoadedProgram): readonly string[] {
  return [...program.operations.keys()];
}

describe("a cache entry", () => {
  test("is used while the description is unchanged", async () => {
    const options = describePets();
    expect(ids(await load(options))).toEqual(["getPet"]);
    mark();
    const again = await load(options);
    expect([ids(again), again.bundled, again.files]).toEqual([["keptPet"], PETS, [options.spec]]);

    const paths = { "/pets": { get: { operationId: "getPets", responses: { 204: { description: "none" } } } } };
    expect(ids(await load(describePets({ ...PETS, paths })))).toEqual(["getPets"]);
  });

  test("is not used if options differ", async () => {
    const options = describePets();
    await load(options);
    mark();
    expect(ids(await load({ ...options, lenient: true }))).toEqual(["getPet"]);
  });

  test("is not used after the description has changed", async () => {
    const options = describePets();
    utimesSync(options.spec, 1, Date.now() / 1_000 + 60);
    await load(options);
    expect(readdirSync(folder)).toEqual(["openapi.json"]);
  });

  test("is replaced if it is damaged", async () => {
    const options = describePets();
    await load(options);
    for (const name of readdirSync(folder)) if (name.endsWith(".js")) rmSync(join(folder, name));
    expect(ids(await load(options))).toEqual(["getPet"]);
  });
});

describe("a folder of generated code", () => {
  test("is used unchanged", async () => {
    const running = await load({ ...OURS, generated: join(root, "generated") });
    expect(running.program.operations.size).toBe(14);
    expect(running.program.servers).toHaveLength(2);
    const response = { status: 401, body: { message: "Invalid token", errors: {} } };
    expect(await ask(running, "getClients", {}, response)).toEqual({ status: 401, body: response.body });
  });

  test("is rejected if it has no server", async () => {
    const { diagnostics } = await loadGenerated({ ...describePets(), generated: folder });
    expect(diagnostics.map(({ message }) => message)).toEqual([`${folder} has no file client.ts.`]);
  });
});
