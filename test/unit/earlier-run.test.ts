/** A run that would change nothing does nothing, and says all the same what it would have said. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

const FILES = {
  "api/openapi.yaml": `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://pets.example }]
paths:
  /pets:
    get:
      operationId: getPets
      responses:
        "200": { description: All, content: { application/json: { schema: { $ref: schemas/Set.yaml } } } }
        "404": { description: None, content: { application/json: { schema: { $ref: "#/components/schemas/set" } } } }
components: { schemas: { Set: { $ref: schemas/Set.yaml }, set: { type: string } } }
`,
  "api/schemas/Set.yaml": "type: array\nitems: { type: string }\n",
  "overlay.yaml": `overlay: 1.0.0
info: { title: Corrections, version: 1.0.0 }
actions: [{ target: $.info, update: { title: Cats } }]
`,
};

interface Report {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly rule: string; readonly location?: { readonly file: string } }[];
  readonly timings: readonly { readonly stage: string }[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "specwright-earlier-"));
  mkdirSync(join(folder, "api/schemas"), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
  generate();
});
afterEach(() => rmSync(folder, { recursive: true }));

function generate(more = "", cwd = folder): Report {
  const line = `generate api/openapi.yaml --overlay overlay.yaml -o out --targets types,validators --format json ${more}`;
  const { stdout } = spawnSync(process.execPath, [cli, ...line.split(" ").filter(Boolean)], { cwd, encoding: "utf8" });
  return JSON.parse(stdout) as Report; // what `--format json` promises
}

const isSkipped = ({ timings }: Report): boolean => timings.map(({ stage }) => stage).join() === "compare";
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const edit = (path: string, change: (text: string) => string): void => {
  writeFileSync(join(folder, path), change(read(path)));
};

describe("the same again", () => {
  test.each(["", "--check"])("is not done again %s", (more) => {
    const { ok, diagnostics, ...report } = generate(more);
    expect(ok).toBe(true);
    expect(isSkipped({ ok, diagnostics, ...report })).toBe(true);
    expect(diagnostics.map(({ rule, location }) => `${location?.file}: ${rule}`)).toEqual([
      "api/openapi.yaml: name-changed",
    ]);
  });

  test("is the same in another place, and with the line ends of Windows", () => {
    const elsewhere = join(folder, "elsewhere");
    for (const path of ["api", "out", "overlay.yaml"]) {
      cpSync(join(folder, path), join(elsewhere, path), { recursive: true });
    }
    edit("elsewhere/api/schemas/Set.yaml", (text) => text.replaceAll("\n", "\r\n"));
    edit("elsewhere/out/types.ts", (text) => text.replaceAll("\n", "\r\n"));
    expect(isSkipped(generate("", elsewhere))).toBe(true);
    expect(read("out/.specwright.json")).not.toContain(folder);
  });

  test("is known of long files, which are read in pieces, to their last letter", () => {
    const set = "api/schemas/Set.yaml";
    edit(set, (text) => `${text}description: ${"long ".repeat(100_000)}indeed\n`);
    expect(isSkipped(generate())).toBe(false);
    expect(isSkipped(generate())).toBe(true);
    edit(set, (text) => text.replaceAll("\n", "\r\n"));
    expect(isSkipped(generate())).toBe(true);
    edit(set, (text) => text.replace("indeed", "inded"));
    expect(isSkipped(generate())).toBe(false);
  });
});

describe("all is done again where there is a change of", () => {
  test.each([
    ["the description", "api/openapi.yaml"],
    ["a file that it refers to", "api/schemas/Set.yaml"],
    ["an overlay", "overlay.yaml"],
  ])("%s", (_name, path) => {
    edit(path, (text) => `${text}# changed\n`);
    expect(isSkipped(generate())).toBe(false);
    expect(isSkipped(generate())).toBe(true);
  });

  test.each(["--import-extension ts", "--lenient", "--targets types"])("the options: %s", (more) => {
    expect(isSkipped(generate(`--check ${more}`))).toBe(false);
  });

  test("the output, which --check tells", () => {
    edit("out/types.ts", (text) => `${text}\nexport type Added = 1;\n`);
    const report = generate("--check");
    expect([isSkipped(report), report.ok]).toEqual([false, false]);
  });

  test("the output: a file that is gone", () => {
    rmSync(join(folder, "out/validators.ts"));
    expect(isSkipped(generate())).toBe(false);
    expect(read("out/validators.ts")).toContain("export const");
  });

  test("specwright itself, though that makes no file stale", () => {
    edit("out/.specwright.json", (text) => text.replace(/"build": "\w+"/, '"build": "another"'));
    const report = generate("--check");
    expect([isSkipped(report), report.ok]).toEqual([false, true]);
  });

  test("the folder, which may be none: that is told as ever", () => {
    const { ok, diagnostics } = generate("-o overlay.yaml/out");
    expect([ok, diagnostics.map(({ rule }) => rule)]).toEqual([false, ["name-changed", "output-unwritable"]]);
  });

  test("the record: one that is damaged counts for nothing", () => {
    edit("out/.specwright.json", (text) => text.replace('"severity": "info"', '"severity": "none"'));
    expect(isSkipped(generate())).toBe(false);
  });
});
