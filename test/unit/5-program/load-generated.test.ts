/** Generated code in this process: from a description, from a folder, and from what an earlier start has kept. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { loadGenerated, type LoadOptions, type Running } from "../../../generator/5-program/load-generated.ts";
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

/** Writes the description as if that had been long ago: what was changed during a run is not kept. */
function describePets(document: object = PETS): LoadOptions {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(document));
  utimesSync(spec, 1, 1);
  return { ...DEFAULT_SOURCE, spec, cache: folder };
}

async function load(options: LoadOptions): Promise<Running> {
  const { value, diagnostics } = await loadGenerated(options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (value === undefined) throw new Error("nothing was loaded");
  return value;
}

/** What the client makes of the server's answer, over no network. */
async function ask({ program }: Running, id: string, input: object, response: unknown): Promise<unknown> {
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
  test("becomes a client and a server that talk", async () => {
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

  test("is refused with its diagnostics where it is not legal", async () => {
    const { value, diagnostics } = await loadGenerated(describePets({ ...PETS, paths: { pets: {} } }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });
});

/** Gives the operation another name in what was kept, so that it shows who used it. */
function mark(): void {
  const script = readdirSync(folder).find((name) => name.endsWith(".js")) ?? "none";
  const text = readFileSync(join(folder, script), "utf8");
  // of another length: by that V8 tells whether code that it has compiled is of this script
  writeFileSync(join(folder, script), text.replaceAll('"getPet"', '"keptPet"').replaceAll("getPet:", "keptPet:"));
}

function ids({ program }: Running): readonly string[] {
  return [...program.operations.keys()];
}

describe("what was kept", () => {
  test("runs, as long as the description is the same", async () => {
    const options = describePets();
    expect(ids(await load(options))).toEqual(["getPet"]);
    mark();
    const again = await load(options);
    expect([ids(again), again.bundled, again.files]).toEqual([["keptPet"], PETS, [options.spec]]);

    const paths = { "/pets": { get: { operationId: "getPets", responses: { 204: { description: "none" } } } } };
    expect(ids(await load(describePets({ ...PETS, paths })))).toEqual(["getPets"]);
  });

  test("is not used by a run that reads the description differently", async () => {
    const options = describePets();
    await load(options);
    mark();
    expect(ids(await load({ ...options, lenient: true }))).toEqual(["getPet"]);
  });

  test("is nothing where the description was changed meanwhile", async () => {
    const options = describePets();
    utimesSync(options.spec, 1, Date.now() / 1_000 + 60);
    await load(options);
    expect(readdirSync(folder)).toEqual(["openapi.json"]);
  });

  test("is made anew where it is damaged", async () => {
    const options = describePets();
    await load(options);
    for (const name of readdirSync(folder)) if (name.endsWith(".js")) rmSync(join(folder, name));
    expect(ids(await load(options))).toEqual(["getPet"]);
  });
});

describe("a folder", () => {
  test("that was generated runs as it is", async () => {
    const running = await load({ ...OURS, generated: join(root, "generated") });
    expect(running.program.operations.size).toBe(14);
    expect(running.program.servers).toHaveLength(2);
    const response = { status: 401, body: { message: "Invalid token", errors: {} } };
    expect(await ask(running, "getClients", {}, response)).toEqual({ status: 401, body: response.body });
  });

  test("that holds no server is told as such", async () => {
    const { diagnostics } = await loadGenerated({ ...describePets(), generated: folder });
    expect(diagnostics.map(({ message }) => message)).toEqual([`${folder} has no client.ts.`]);
  });
});
