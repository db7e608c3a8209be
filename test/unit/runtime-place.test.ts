/** The place of the runtime: copied, in the package specwright, or in a folder that outputs share. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { RuntimePlace } from "../../generator/4-output/runtime-place.ts";
import { specifiersFrom } from "../../generator/4-output/specifiers.ts";
import { loadGenerated } from "../../generator/5-program/load-generated.ts";
import { readConversions } from "../../generator/5-program/read-conversions.ts";
import { runTypeTests } from "../../generator/6-test/types/run-type-tests.ts";
import { generate, type GenerateOptions, type GenerateReport } from "../../generator/index.ts";
import { DEFAULT_SOURCE } from "../../generator/options.ts";
import { VERSION } from "../../generator/version.ts";
import { typecheck } from "../support/typecheck.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const PET = { $ref: "#/components/schemas/Pet" };
const response = (schema: object): object => ({ description: "OK", content: { "application/json": { schema } } });
const PETS = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: { operationId: "listPets", responses: { 200: response({ type: "array", items: PET }) } },
      post: {
        operationId: "addPet",
        requestBody: { required: true, content: { "application/json": { schema: PET } } },
        responses: { 201: response(PET) },
      },
    },
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { 200: response(PET) },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: "object",
        required: ["id", "born"],
        properties: { id: { type: "integer" }, born: { type: "string", format: "date-time" } },
      },
    },
  },
};

let folder: string;
const at = (path: string): string => join(folder, path);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "specwright-runtime-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(at("openapi.json"), JSON.stringify(PETS));
  writeManifest("package.json", { type: "module", dependencies: { specwright: VERSION } });
});

function writeManifest(path: string, content: object): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), JSON.stringify(content));
}

/** Installs this repository as the package. */
function install(): void {
  mkdirSync(at("node_modules"));
  symlinkSync(root, at("node_modules/specwright"));
}

/** Installs a package with another version and without a runtime. */
function installVersion(version: string): void {
  writeManifest("node_modules/specwright/package.json", { name: "specwright", version });
}

/** Generates `output`. A runtime that begins with a dot is a folder of the test. */
function run(runtime: string, output = "api", options: Partial<GenerateOptions> = {}): Promise<GenerateReport> {
  return generate({
    spec: at("openapi.json"),
    output: at(output),
    runtime: runtime.startsWith("./") ? at(runtime) : runtime,
    targets: ["types", "validators", "client", "server"],
    adapters: ["node", "hono"],
    ...options,
  });
}

const filesIn = (path: string): readonly string[] =>
  readdirSync(at(path), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
const findingsOf = ({ diagnostics }: GenerateReport): readonly string[] =>
  diagnostics.map(({ severity, rule, message }) => `${severity} ${rule}: ${message.replaceAll(`${folder}/`, "")}`);

const PLACES = ["copy", "package", "./shared"];

const isRuntime = (module: string): boolean => module.startsWith("runtime/") || module === "server/handler";

describe("specifiers of runtime modules", () => {
  test.each<[RuntimePlace, string, string]>([
    [{ kind: "copy" }, "../runtime/result.js", "./handler.js"],
    [{ kind: "package" }, "specwright/runtime/result", "specwright/runtime/server/handler"],
    [{ kind: "folder", path: "../shared" }, "../../shared/runtime/result.js", "../../shared/server/handler.js"],
    [{ kind: "folder", path: "shared" }, "../shared/runtime/result.js", "../shared/server/handler.js"],
    [{ kind: "folder", path: ".." }, "../../runtime/result.js", "../../server/handler.js"],
  ])("lead to %j", (runtime, result, handler) => {
    const specifierOf = specifiersFrom("server/index.ts", { extension: "js", runtime, isRuntime });
    expect(specifierOf("runtime/result")).toBe(result);
    expect(specifierOf("server/handler")).toBe(handler);
    expect(specifierOf("types")).toBe("../types.js");
    expect(specifierOf("npm:hono")).toBe("hono");
  });
});

describe.each(PLACES)("with the runtime in %s", (place) => {
  beforeEach(install);

  test("the output compiles", async () => {
    expect(await run(place)).toMatchObject({ ok: true, diagnostics: [] });
    const files = filesIn("api").filter((file) => file.endsWith(".ts"));
    expect(files).toEqual(expect.arrayContaining([at("api/server/hono.ts"), at("api/server/node.ts")]));
    const others = files.filter((file) => !file.endsWith("/hono.ts")); // the test installs no framework
    const flags = { types: ["node"] };
    for (const compiler of ["5.9", "7"] as const) expect(await typecheck(others, { compiler, flags })).toEqual([]);
  });

  test("client and server of the output work together", async () => {
    await run(place);
    const contents = `export { createApi } from "./api/index.js"; export { createServer } from "./api/server/index.js";`;
    const outfile = at("bundle.mjs");
    await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: "esm", outfile, logLevel: "silent" });
    const { createApi, createServer } = await import(pathToFileURL(outfile).href);
    const born = "2020-01-01T00:00:00Z";
    const server = createServer({
      getPet: ({ path }: { path: { id: number } }) => ({ status: 200, body: { id: path.id, born } }),
      listPets: () => ({ status: 200, body: [] }),
      addPet: ({ body }: { body: object }) => ({ status: 201, body }),
    });
    const api = createApi({ baseUrl: "http://memory.test", fetch: server.fetch });
    expect(await api.getPet({ path: { id: 7 } })).toMatchObject({ status: 200, data: { id: 7, born } });
    expect(await api.addPet({ body: { id: "seven", born } })).toMatchObject({ status: 400 });
  });

  test("a second run changes nothing, and --check agrees", async () => {
    await run(place);
    expect(await run(place)).toMatchObject({ ok: true, changes: [] });
    expect(await run(place, "api", { check: true })).toMatchObject({ ok: true, changes: [], diagnostics: [] });
  });

  test("the tests of code and types read the output", async () => {
    await run(place, "api", { conversions: { "date-time": "Date" } });
    const source = { ...DEFAULT_SOURCE, spec: at("openapi.json"), generated: at("api") };
    const { value: loaded, diagnostics } = await loadGenerated({ ...source, cache: folder });
    expect(diagnostics).toEqual([]);
    expect([...(loaded?.program.operations.keys() ?? [])].toSorted()).toEqual(["addPet", "getPet", "listPets"]);
    expect([...(await readConversions(at("api"))).keys()].toSorted()).toEqual(["addPet", "getPet", "listPets"]);
    const { value: report } = await runTypeTests({ ...source, seed: 1, maxCases: 3 });
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report?.types.length).toBeGreaterThan(3);
  });
});

describe("the runtime in the package", () => {
  test("leaves at most 15 files for three operations", async () => {
    install();
    const targets = ["types", "validators", "client"] as const;
    await run("package", "api", { targets });
    expect(filesIn("api").length).toBeLessThanOrEqual(15);
    expect(existsSync(at("api/runtime"))).toBe(false);
    const { changes } = await run("copy", "api", { targets });
    expect(changes.length).toBeGreaterThan(50);
    await run("package", "api", { targets });
    expect(filesIn("api").length).toBeLessThanOrEqual(15);
  });

  test("has to be installed", async () => {
    const message =
      "runtime-missing: The code in api imports specwright/runtime, but specwright is not installed there.";
    const written = await run("package");
    expect(written.ok).toBe(true);
    expect(findingsOf(written)).toEqual([`warning ${message}`]);
    const checked = await run("package", "api", { check: true });
    expect(checked.ok).toBe(false);
    expect(findingsOf(checked)).toEqual([`error ${message}`]);
  });

  test("has to be a dependency of the program", async () => {
    install();
    writeManifest("package.json", { devDependencies: { specwright: VERSION } });
    expect(findingsOf(await run("package"))).toEqual([
      "warning runtime-missing: The code in api imports specwright/runtime, but specwright is a development dependency.",
    ]);
  });

  test("has to be of the version of the output", async () => {
    installVersion("0.0.1");
    const message = `runtime-version: api is of specwright ${VERSION}, and the installed runtime that it imports is of version 0.0.1.`;
    expect(findingsOf(await run("package"))).toEqual([`warning ${message}`]);
    const checked = await run("package", "api", { check: true });
    expect(checked).toMatchObject({ ok: false, changes: [] });
    expect(findingsOf(checked)).toEqual([`error ${message}`]);
  });

  test("is compared with an output of an earlier version", async () => {
    install();
    await run("package");
    ageManifest("api");
    const checked = await run("package", "api", { check: true });
    expect(checked.ok).toBe(false);
    expect(findingsOf(checked)).toEqual([
      `error runtime-version: api is of specwright 0.0.1, and the installed runtime that it imports is of version ${VERSION}.`,
    ]);
    expect(await run("package")).toMatchObject({ ok: true, diagnostics: [] });
  });
});

describe("a shared runtime", () => {
  test("has one copy for several outputs", async () => {
    await run("./shared", "one", { targets: ["client"] });
    const first = filesIn("shared");
    await run("./shared", "two");
    const both = filesIn("shared");
    expect(both).toEqual(expect.arrayContaining([...first]));
    expect(both.length).toBeGreaterThan(first.length);
    // the files of the other output stay
    expect(await run("./shared", "one", { targets: ["client"] })).toMatchObject({ ok: true, changes: [] });
    expect(await run("./shared", "two", { check: true })).toMatchObject({ ok: true, changes: [] });
    expect(existsSync(at("one/runtime")) || existsSync(at("two/runtime"))).toBe(false);
  });

  test("is not overwritten if it was edited", async () => {
    await run("./shared");
    writeFileSync(at("shared/runtime/result.ts"), "// edited\n");
    const report = await run("./shared");
    expect(report).toMatchObject({ ok: false, changes: [], diagnostics: [{ rule: "output-edited" }] });
    expect(readFileSync(at("shared/runtime/result.ts"), "utf8")).toBe("// edited\n");
    expect(await run("./shared", "api", { check: true })).toMatchObject({ ok: false });
  });

  test("has to be of the version of the output", async () => {
    await run("./shared");
    ageManifest("shared");
    const checked = await run("./shared", "api", { check: true });
    expect(checked.ok).toBe(false);
    expect(findingsOf(checked)).toEqual([
      `error runtime-version: api is of specwright ${VERSION}, and the runtime in shared that it imports is of version 0.0.1.`,
    ]);
    expect(findingsOf(await run("./shared"))).toEqual([
      `warning runtime-version: The runtime in shared was of specwright 0.0.1, and is of version ${VERSION} now.`,
    ]);
    expect(await run("./shared", "api", { check: true })).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("can be in the output, but cannot be the output", async () => {
    expect(await run("./api/shared")).toMatchObject({ ok: true });
    expect(await run("./api/shared", "api", { check: true })).toMatchObject({ ok: true, changes: [] });
    expect(findingsOf(await run("./api"))).toEqual([
      "error output-obstacle: api is the output and the folder of the runtime.",
    ]);
  });
});

/** Changes the version in the manifest of a folder, as if an earlier version had written it. */
function ageManifest(path: string): void {
  const file = at(`${path}/.specwright.json`);
  writeFileSync(file, readFileSync(file, "utf8").replace(`"specwright": "${VERSION}"`, '"specwright": "0.0.1"'));
}

test("the library rejects a place that is neither a known name nor a path", async () => {
  await expect(run("pakcage")).rejects.toThrow(
    'runtime must be copy, package, or the path of a folder with a slash, such as ./runtime. Got "pakcage".',
  );
});
