/** The command line as people meet it: the built program, in a folder of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { VERSION } from "../../generator/version.ts";
import manifest from "../../package.json" with { type: "json" };

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

const DESCRIPTION = `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://pets.example }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      summary: One pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string } } }
`;
const ILLEGAL = DESCRIPTION.replace("/pets/{id}", "/pets/{id}/{");
const OVERLAY = `overlay: 1.0.0
info: { title: Corrections, version: 1.0.0 }
actions: [{ target: $.info, update: { title: Cats } }]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "specwright-cli-"));
  place("openapi.yaml", DESCRIPTION);
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), "utf8");

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function specwright(line: string, environment: Readonly<Record<string, string>> = {}, input = ""): Outcome {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...line.split(" ").filter(Boolean)], {
    cwd: folder,
    encoding: "utf8",
    env,
    input,
  });
  return { code: status, out: stdout, error: stderr };
}

describe("help", () => {
  test.each<[string, string, readonly string[]]>([
    ["of specwright", "--help", ["specwright <command> [options]", "generate", "validate", "bundle", "Exit codes: 0"]],
    [
      "of generate",
      "generate --help",
      ["--targets LIST", "-o, --output DIR", "Targets:", "Examples:", "specwright generate --check"],
    ],
    ["of validate", "validate -h", ["--format FORMAT", "pretty, json, github, junit, sarif"]],
    ["of validate, the other way round", "help validate", ["specwright validate [spec]"]],
    ["of bundle", "bundle openapi.yaml --help", ["-o, --output FILE", "specwright bundle"]],
  ])("%s", (_name, line, want) => {
    const { code, out, error } = specwright(line);
    expect([code, error]).toEqual([0, ""]);
    for (const text of want) expect(out).toContain(text);
    for (const each of out.split("\n")) expect(each.length).toBeLessThanOrEqual(120);
  });

  test("the version is the package's", () => {
    expect(specwright("--version").out).toBe(`${VERSION}\n`);
    expect(VERSION).toBe(manifest.version);
  });
});

describe("wrong usage: exit 2, and what to write instead", () => {
  test.each<[string, string, string]>([
    [
      "no command",
      "",
      "specwright: No command given. Choose one of: generate, validate, bundle, mock, proxy, explain, test.\nTry: specwright --help",
    ],
    ["an unknown command", "generat", "Unknown command generat. Did you mean generate?"],
    ["an unknown limit", "validate openapi.yaml --limit byte=1", `Unknown limit "byte". Did you mean bytes?`],
    [
      "a limit without a number",
      "validate openapi.yaml --limit depth",
      "Option --limit needs a limit and a positive number",
    ],
    ["an unknown format", "validate openapi.yaml --assert-formats uuidd", `Unknown format "uuidd". Did you mean uuid?`],
    [
      "a format that has no wide form",
      "validate openapi.yaml --assert-formats uuid=wide",
      "--assert-formats.assert.uuid must be true or false",
    ],
    ["a header without a colon", "validate openapi.yaml --header secret", "is not a valid header. Write it as"],
    ["an unknown option", "generate openapi.yaml --ouput x", "Unknown option --ouput. Did you mean --output?"],
    ["an unknown short option", "generate openapi.yaml -x", "Unknown option -x"],
    ["an option without its value", "generate openapi.yaml -o", "Option --output needs a value."],
    ["an option before another", "generate openapi.yaml --output --check", "Option --output needs a value."],
    [
      "an option that is about something else",
      "test openapi.yaml --types --url http://127.0.0.1",
      "Option --url does not apply to --types, which sends no requests.",
    ],
    ["two ways to test", "test openapi.yaml --types --emit suite", "Options --emit and --types exclude each other."],
    ["an empty value", "generate openapi.yaml --output=", "Option --output needs a value."],
    ["a value for a flag", "generate openapi.yaml --check=yes", "Option --check takes no value."],
    [
      "an unknown target",
      "generate openapi.yaml --targets types,cleint",
      'Unknown target "cleint". Did you mean client?',
    ],
    [
      "an unknown adapter",
      "generate openapi.yaml --adapters koa",
      'Unknown adapter "koa". Choose one of: node, hono, express, fastify.',
    ],
    [
      "an unknown format",
      "validate openapi.yaml --format xml",
      'Unknown format "xml". Choose one of: pretty, json, github, junit, sarif.',
    ],
    ["a conversion of an unknown format", "generate openapi.yaml --convert date=Date", 'Unknown format "date"'],
    [
      "a conversion to an unknown type",
      "generate openapi.yaml --convert int64=number",
      'Unknown type of int64 "number". Known: bigint.',
    ],
    ["an unknown extension", "generate openapi.yaml --import-extension mjs", 'Unknown import extension "mjs"'],
    [
      "two descriptions",
      "generate openapi.yaml other.yaml",
      'Expected one description, got a second argument: "other.yaml".',
    ],
    ["no description", "generate", "No description given. Pass its file, or configure it in package.json"],
    ["a bundle of an unknown kind", "bundle openapi.yaml -o out.toml", "out.toml must end in .json, .yaml or .yml"],
  ])("%s", (_name, line, want) => {
    const { code, out, error } = specwright(line);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(want);
    expect(error).toMatch(/^specwright: .*\nTry: specwright .*--help\n$/);
  });

  test("a suite for code without a server, which it needs", () => {
    place("api/.specwright.json", "{}");
    place("api/client.ts", "");
    const { code, error } = specwright("test openapi.yaml --emit suite --generated api");
    expect(code).toBe(2);
    expect(error).toContain(
      "but api was generated without the target server. Run specwright generate -o api --targets",
    );
  });

  test.each<[string, string, string]>([
    ["an option that is none", '{ "spce": "openapi.yaml" }', "Unknown option spce. Did you mean spec?"],
    ["a value of the wrong type", '{ "spec": 1 }', "spec must be a string"],
    ["a target that is none", '{ "targets": ["typs"] }', 'Unknown target "typs". Did you mean types?'],
    [
      "a format that is none",
      '{ "conversions": { "int32": "bigint" } }',
      'Unknown format "int32". Did you mean int64?',
    ],
    ["an extension that is none", '{ "importExtension": "mts" }', 'Unknown import extension "mts". Did you mean ts?'],
    ["a severity that is none", '{ "rules": { "x": "fatal" } }', 'Unknown severity of x "fatal"'],
    ["a limit that is none", '{ "limits": { "bytes": "many" } }', "limits.bytes must be a positive number"],
    ["no JSON", "{", "Cannot be read"],
    ["no object", "[]", "The configuration must be an object"],
  ])("in a configuration: %s", (_name, config, want) => {
    place("specwright.config.json", config);
    const { code, error } = specwright("generate");
    expect(code).toBe(2);
    expect(error).toMatch(/^specwright: specwright\.config\.json: /);
    expect(error).toContain(want);
  });

  test.each<[string, string, string]>([
    ["that is no JavaScript", "export default {", "Cannot be read: "],
    ["that throws", 'throw new Error("boom");', "Cannot be read: boom"],
    ["that exports nothing by default", "export const spec = 1;", "The default export must be the configuration"],
  ])("a configuration %s", (_name, config, want) => {
    place("specwright.config.mjs", config);
    const { code, error } = specwright("generate");
    expect(code).toBe(2);
    expect(error).toContain(`specwright: specwright.config.mjs: ${want}`);
  });
});

describe("test --types", () => {
  test("says how much was proven, and exits 0; with types that say something else, what is wrong, and 1", () => {
    const first = specwright("test openapi.yaml --types");
    expect(first.out).toMatch(
      /\d+ types? against TypeScript [\d.]+, seed 1: \d+ valid values accepted, \d+ invalid values rejected\./,
    );
    expect(first.out).toContain("Each type agrees with its schema.");
    expect(first.code).toBe(0);

    specwright("generate openapi.yaml --targets types");
    place("generated/types.ts", read("generated/types.ts").replace("name: string", "name: number"));
    const { code, out } = specwright("test openapi.yaml --types --generated generated");
    expect(out).toMatch(/^✗ .*\(#\/.*\)\n +.* .*TS2322/m);
    expect(code).toBe(1);

    const report = JSON.parse(specwright("test openapi.yaml --types --generated generated --format json").out);
    expect(report).toMatchObject({ ok: false, seed: 1 });
  });
});

describe("generate", () => {
  test("says what it wrote, then that nothing changed; and --check agrees", () => {
    const first = specwright("generate openapi.yaml --targets types");
    expect([first.code, first.error]).toEqual([0, ""]);
    expect(first.out).toMatch(
      /^generated: \d+ files changed, 0 unchanged\nTargets: types\nNext: import type \* as api from "\.\/generated\/types\.js"\n$/,
    );
    const verbose = specwright("generate openapi.yaml --targets types -o other --verbose");
    expect(verbose.out).toContain("wrote   types.ts");
    expect(verbose.out).toMatch(
      /load \d.* · check \d.* · upgrade \d.* · build \d.* · views \d.* · render \d.* · write \d/,
    );
    expect(specwright("generate openapi.yaml --targets types").out).toMatch(
      /generated: 0 files changed, \d+ unchanged/,
    );
    const check = specwright("generate openapi.yaml --targets types --check");
    expect([check.code, check.out]).toEqual([0, expect.stringMatching(/^generated is up to date \(\d+ files\)\n$/)]);
  });

  test("--check shows what is stale as a diff, writes nothing, and exits 1", () => {
    specwright("generate openapi.yaml --targets types");
    const before = read("generated/types.ts");
    place("openapi.yaml", DESCRIPTION.replace("properties: { name:", "properties: { nick:"));
    const { code, out } = specwright("generate openapi.yaml --targets types --check");
    expect(code).toBe(1);
    expect(out).toContain("--- a/types.ts\n+++ b/types.ts\n@@");
    expect(out).toMatch(/^-.*name.*\n\+.*nick/m);
    expect(read("generated/types.ts")).toBe(before);
  });

  test("writes nothing where the description is illegal, and says where and why", () => {
    place("openapi.yaml", ILLEGAL);
    const { code, out, error } = specwright("generate openapi.yaml");
    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(/openapi\.yaml:\d+:\d+/);
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });

  test("does not overwrite an edited file, unless forced to", () => {
    specwright("generate openapi.yaml --targets types");
    place("generated/types.ts", "mine\n");
    const { code, out, error } = specwright("generate openapi.yaml --targets types");
    expect([code, out]).toEqual([1, ""]);
    expect(error).toContain("generated/types.ts was edited since specwright wrote it");
    expect(specwright("generate openapi.yaml --targets types --force").code).toBe(0);
    expect(read("generated/types.ts")).toContain("export interface Pet");
    expect(specwright("generate openapi.yaml --targets types --check").code).toBe(0);
  });

  test("copies only the requested adapters", () => {
    specwright("generate openapi.yaml -o api --adapters node");
    expect(["node", "hono", "express"].map((name) => existsSync(join(folder, `api/server/${name}.ts`)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("--format json prints one report", () => {
    const { code, out } = specwright("generate openapi.yaml --targets types --format json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, diagnostics: [], removed: [], timings: expect.any(Array) });
    expect(JSON.parse(out).written).toContain("types.ts");
    place("generated/types.ts", "mine\n");
    const check = specwright("generate openapi.yaml --targets types --format json --check");
    expect(check.code).toBe(1);
    expect(JSON.parse(check.out)).toMatchObject({
      ok: false,
      stale: [{ path: "types.ts", diff: expect.stringContaining("-mine") }],
    });
  });

  test("--timings adds CPU time and memory", () => {
    const { out } = specwright("generate openapi.yaml --targets types --timings");
    expect(out).toMatch(/^stage +ms +CPU ms\nload +\d+ +\d+/m);
    expect(out).toMatch(/^peak memory \d+ MB$/m);
  });

  test.each([
    ["ts", "./runtime/result.ts"],
    ["none", "./runtime/result"],
  ])("--import-extension %s", (extension, want) => {
    specwright(`generate openapi.yaml --targets types --import-extension ${extension}`);
    expect(read("generated/types.ts")).toContain(`from "${want}";`);
  });
});

describe("a configuration", () => {
  const config = { spec: "openapi.yaml", output: "api", overlays: ["overlay.yaml"], targets: ["types"] };
  beforeEach(() => place("overlay.yaml", OVERLAY));

  test.each([
    ["package.json", JSON.stringify({ specwright: config })],
    ["specwright.config.json", JSON.stringify(config)],
    ["specwright.config.mjs", `export default ${JSON.stringify(config)};`],
    ["specwright.config.js", `module.exports = ${JSON.stringify(config)};`],
  ])("in %s", (file, text) => {
    place(file, text);
    expect(specwright("generate")).toMatchObject({ code: 0, error: "" });
    expect(read("api/types.ts")).toContain("specwright from Cats. Do not edit");
  });

  test("leaves a description that is named alone: neither overlays nor output folder are its own", () => {
    place("specwright.config.json", JSON.stringify(config));
    specwright("generate openapi.yaml");
    expect(read("generated/types.ts")).toContain("specwright from Pets. Do not edit");
  });

  test("yields to a flag", () => {
    place("specwright.config.json", JSON.stringify(config));
    specwright("generate -o elsewhere --targets paths");
    expect(existsSync(join(folder, "elsewhere/paths.ts"))).toBe(true);
  });
});

describe("the standard input", () => {
  test.each(["validate -", "bundle -", "generate - --targets types"])("%s", (line) => {
    const { code, error } = specwright(line, {}, DESCRIPTION);
    expect([code, error]).toEqual([0, expect.any(String)]);
  });

  test("is named <stdin> in diagnostics", () => {
    const { code, out } = specwright("validate -", {}, ILLEGAL);
    expect([code, out]).toEqual([1, expect.stringMatching(/^<stdin>:\d+:\d+ error path-/)]);
  });

  test("is read again by the next run, though a file has the name -", () => {
    place("-", DESCRIPTION);
    specwright("generate - --targets types", {}, DESCRIPTION);
    specwright("generate - --targets types", {}, DESCRIPTION.replaceAll("getPet", "findPet"));
    expect(read("generated/types.ts")).toContain("FindPetRequest");
  });
});

describe("flags for reading a description", () => {
  test("--limit raises a limit, which the remedy names", () => {
    const small = specwright("validate openapi.yaml --limit bytes=10");
    expect([small.code, small.out]).toEqual([1, expect.stringContaining("`--limit bytes=")]);
    const raised = / `--(limit bytes=\d+)`/.exec(small.out)?.[1];
    expect(specwright(`validate openapi.yaml --limit bytes=10 --${raised}`).code).toBe(0);
  });

  test("--root lets references read more files, which the remedy names", () => {
    place("apis/orders/openapi.yaml", DESCRIPTION.replace("#/components/schemas/Pet", "../common/pet.yaml"));
    place("apis/common/pet.yaml", "type: string\n");
    const fenced = specwright("validate apis/orders/openapi.yaml");
    expect([fenced.code, fenced.out]).toEqual([1, expect.stringContaining("`--root apis`")]);
    expect(specwright("validate apis/orders/openapi.yaml --root apis").code).toBe(0);
    place("package.json", '{ "specwright": { "root": "apis" } }');
    expect(specwright("validate apis/orders/openapi.yaml").code).toBe(0);
  });
});

describe("validate", () => {
  test("finds nothing in a legal description, and says so", () => {
    expect(specwright("validate openapi.yaml")).toEqual({ code: 0, out: "openapi.yaml: no problems\n", error: "" });
    expect(specwright("validate openapi.yaml --format github")).toEqual({ code: 0, out: "", error: "" });
  });

  test.each(["pretty", "json", "github", "junit", "sarif"])("says where and why: %s", (format) => {
    place("openapi.yaml", ILLEGAL);
    const { code, out } = specwright(`validate openapi.yaml --format ${format}`);
    expect(code).toBe(1);
    expect(out).toContain("openapi.yaml");
    expect(out).not.toContain("\u001b");
  });

  const SLIPS = DESCRIPTION.replace('"200":', "2xx:").replace("summary:", "sumary:");

  test("accepts slips with a warning, and rejects them with --strict or by redocly.yaml", () => {
    place("openapi.yaml", SLIPS);
    expect(specwright("validate openapi.yaml").code).toBe(0);
    expect(specwright("validate openapi.yaml --strict").code).toBe(1);
    expect(specwright("validate openapi.yaml --strict --lenient").code).toBe(2);
    place("redocly.yaml", "rules: { status-code-case: error, unknown-field: { severity: off }, no-such-rule: warn }\n");
    const { code, out } = specwright("validate openapi.yaml");
    expect(code).toBe(1);
    expect(out).toContain("error status-code-case");
    expect(out).not.toContain("unknown-field");
  });

  test("counts the problems beyond --max-problems, and prints all of them with --all", () => {
    place("openapi.yaml", SLIPS);
    const few = specwright("validate openapi.yaml --max-problems 1").out;
    expect(few).toMatch(/1 × (?:unknown-field|status-code-case): /);
    expect(specwright("validate openapi.yaml --all").out).not.toContain("×");
    expect(specwright("validate openapi.yaml --max-problems 0").code).toBe(2);
    expect(specwright("validate openapi.yaml --all --max-problems 1").code).toBe(2);
  });

  test("a file that is not there is a finding, not a crash", () => {
    const { code, out } = specwright("validate nowhere.yaml");
    expect(code).toBe(1);
    expect(out).toContain("nowhere.yaml");
  });
});

describe("explain", () => {
  test("says what a rule asks, with an example that breaks it and one that keeps it", () => {
    const { code, out, error } = specwright("explain path-parameters-defined");
    expect([code, error]).toEqual([0, ""]);
    for (const text of ["warning", "Invalid:", "Valid:", '"/pets/{id}"', '"rules"']) {
      expect(out).toContain(text);
    }
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  test("lists all rules, and is named where there is something to explain", () => {
    expect(specwright("explain").out).toContain("\n  path-parameters-defined ");
    place("openapi.yaml", ILLEGAL);
    expect(specwright("validate openapi.yaml").out).toContain("specwright explain path-template");
  });

  test("helps with a slip of the pen", () => {
    const { code, error } = specwright("explain path-tempalte");
    expect(code).toBe(2);
    expect(error).toContain("unknown rule path-tempalte: did you mean path-template?");
  });
});

describe("test", () => {
  test("says that generated code is as described", () => {
    const { code, out, error } = specwright("test openapi.yaml --max-cases 10");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toMatch(/✓ GET    \/pets\/\{id\} +\d+ cases, 1 of 1 responses seen\n/);
    expect(out).toMatch(
      /1 of 1 operation tested, \d+ valid and \d+ invalid cases, no findings \([\d.]+ s, seed 1\)\n$/,
    );
  });

  test("writes JSON into a file; a server that is not there is a finding", () => {
    const { code, out, error } = specwright(
      "test openapi.yaml --url http://127.0.0.1:9 --format json -o out/report.json",
    );
    expect([code, out, error]).toEqual([1, "", ""]);
    const report = JSON.parse(read("out/report.json"));
    expect(report).toMatchObject({ ok: false, seed: 1, subject: { kind: "server", url: "http://127.0.0.1:9" } });
    expect(report.operations[0].findings[0]).toMatchObject({ kind: "no-response" });
    expect(report.operations[0].findings[0].reproduction).toMatch(
      /^curl -sS -i --globoff http:\/\/127\.0\.0\.1:9\/pets\//,
    );
  });

  test("an operation that is not there: exit 1, and it is named", () => {
    const { code, out, error } = specwright("test openapi.yaml --operation showPat");
    expect([code, out]).toEqual([1, ""]);
    expect(error).toContain('No operation is named "showPat".');
  });

  test.each([
    ["--seed x", 'Option --seed must be a number from 0 to 2147483647, got "x".'],
    ["--auth secret", "Option --auth must be SCHEME=VALUE"],
    ["--url ftp://there", "Option --url must be an http(s) URL without query, fragment and credentials."],
    ["--format xml", 'Unknown format "xml"'],
  ])("%s: exit 2", (options, want) => {
    const { code, error } = specwright(`test openapi.yaml ${options}`);
    expect(code).toBe(2);
    expect(error).toContain(want);
  });
});

describe("bundle", () => {
  test("prints JSON", () => {
    const { code, out } = specwright("bundle openapi.yaml");
    expect([code, JSON.parse(out).info.title]).toEqual([0, "Pets"]);
  });

  test("writes YAML, overlays applied", () => {
    place("overlay.yaml", OVERLAY);
    expect(specwright("bundle openapi.yaml --overlay overlay.yaml -o out/bundle.yaml")).toMatchObject({
      code: 0,
      out: "",
    });
    expect(read("out/bundle.yaml")).toContain("title: Cats");
  });

  test.each([
    ["a folder has that name", "out/bundle.json/mine.txt", "Cannot write out/bundle.json: it is a folder."],
    ["its folder is a file", "out", "Cannot write out/bundle.json: a file stands where a folder should be."],
  ])("fails where %s", (_name, obstacle, want) => {
    place(obstacle, "mine\n");
    const { code, out, error } = specwright("bundle openapi.yaml -o out/bundle.json");
    expect([code, out]).toEqual([1, ""]);
    expect(error).toContain(want);
    expect(existsSync(join(folder, "out/.specwright.tmp"))).toBe(false);
  });

  test("fails where a reference leads nowhere", () => {
    place("openapi.yaml", DESCRIPTION.replace("schemas/Pet", "schemas/Dog"));
    const { code, out, error } = specwright("bundle openapi.yaml");
    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(/openapi\.yaml:\d+:\d+/);
  });
});

describe("what a run reads is not written over, --force or not", () => {
  test.each([
    ["a bundle, the description", "bundle openapi.yaml -o ./openapi.yaml", "openapi.yaml"],
    ["a bundle, an overlay", "bundle openapi.yaml --overlay cats.yaml -o cats.yaml", "cats.yaml"],
    ["a bundle, a file referred to", "bundle many.json -o openapi.yaml", "openapi.yaml"],
    ["a bundle, the configuration", "bundle openapi.yaml -o package.json", "package.json"],
    ["generated code, the description", "generate openapi.json --targets client -o . --force", "openapi.json"],
    ["generated code, an overlay", "generate openapi.yaml --overlay openapi.json -o . --force", "openapi.json"],
    ["generated code, a file referred to", "generate many.json -o . --force", "index.ts"],
    ["a report", "test openapi.yaml --max-cases 1 --format json -o openapi.yaml", "openapi.yaml"],
  ])("%s", (_name, line, file) => {
    place("package.json", "{}");
    place("cats.yaml", OVERLAY);
    place("openapi.json", line.includes("--overlay openapi.json") ? OVERLAY : DESCRIPTION);
    place("index.ts", "type: string");
    const schemas = { Pet: { $ref: "openapi.yaml#/components/schemas/Pet" }, Name: { $ref: "index.ts" } };
    const many = { openapi: "3.1.0", info: { title: "Many", version: "1" }, paths: {}, components: { schemas } };
    place("many.json", JSON.stringify(many));
    const [before, files] = [read(file), readdirSync(folder)];
    const { code, error } = specwright(line);
    expect([code, read(file), readdirSync(folder)]).toEqual([1, before, files]);
    expect(error).toContain("error output-is-input");
    expect(error).toContain(`${file} is an input of this run, and would be overwritten.`);
  });
});
