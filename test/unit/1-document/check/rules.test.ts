/** What `specwright explain` says is true: each example breaks its rule and no other, and keeps all of them put right. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { DESCRIPTION_RULES, OWN_RULES } from "../../../../generator/1-document/check/rule-list.ts";
import { OUTPUT_RULES } from "../../../../generator/4-output/output-rules.ts";
import { unindented } from "../../../../generator/commands/explain.ts";
import { printFiles } from "../../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

const ALL_RULES = [...DESCRIPTION_RULES, ...OUTPUT_RULES];
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Of what no text of a description can show. */
const WITHOUT_EXAMPLE = ["unreadable", "overlay", "wrong-rule", ...OUTPUT_RULES.map(({ name }) => name)];

function namesIn(example: string, lenient: boolean): Promise<readonly string[]> {
  const text = unindented(example);
  const head = 'openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\n';
  return withFiles({ "openapi.yaml": /^(?:openapi|swagger):/.test(text) ? text : head + text }, async (folder) => {
    const spec = join(folder, "openapi.yaml");
    const { diagnostics } = await printFiles({ ...DEFAULT_GENERATE, spec, lenient, targets: ["types"] });
    return diagnostics.map(({ severity, rule }) => `${severity} ${rule}`);
  });
}

describe("a file in rules/", () => {
  const folder = join(root, "generator/1-document/check/rules");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));

  it.each(files)("%s exports the one rule that it is named after", async (file) => {
    const exported = Object.values((await import(pathToFileURL(join(folder, file)).href)) as object);
    expect(exported).toEqual([expect.objectContaining({ name: file.slice(0, -".ts".length) })]);
    expect(OWN_RULES).toContain(exported[0]);
  });

  it("exists for every rule of ours", () => {
    expect(OWN_RULES.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
  });
});

describe("an example", () => {
  const examples = ALL_RULES.flatMap((rule) => {
    const { breaks, keeps } = rule.explanation;
    return breaks === undefined || keeps === undefined ? [] : [[rule.name, { rule, breaks, keeps }] as const];
  });

  it.each(examples)("%s", async (name, { rule, breaks, keeps }) => {
    expect(new Set(await namesIn(breaks, false))).toEqual(new Set([`${rule.severity} ${name}`]));
    expect(await namesIn(keeps, false)).toEqual([]);
    const softened = rule.severity === "error" && rule.lenient !== undefined ? "warning" : rule.severity;
    expect(await namesIn(breaks, true)).toContain(`${softened} ${name}`);
  });

  it("is missing only where none can be", () => {
    const without = ALL_RULES.filter(
      ({ explanation }) => explanation.breaks === undefined || explanation.keeps === undefined,
    );
    expect(without.map(({ name }) => name)).toEqual(WITHOUT_EXAMPLE);
  });
});

it("every example fits a terminal", () => {
  const lines = ALL_RULES.flatMap(({ explanation: { breaks = "", keeps = "" } }) =>
    [breaks, keeps].flatMap((text) => unindented(text).split("\n")),
  );
  expect(lines.filter((line) => line.length > 96)).toEqual([]);
});

it("every sentence is one", () => {
  const sentences = ALL_RULES.flatMap(({ remedy, explanation: { asks, why } }) => [remedy, asks, why]);
  expect(sentences.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
  expect(ALL_RULES.filter(({ lenient }) => lenient?.endsWith("."))).toEqual([]);
});

it("whatever a diagnostic is called is explained, but for bugs of ours", () => {
  const files = readdirSync(join(root, "generator"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const used = files.flatMap((file) => {
    const text = readFileSync(join(root, "generator", file), "utf8");
    return [...text.matchAll(/\brule: "([\w-]+)"/g)].map(([, name = ""]) => name);
  });
  const known = new Set(ALL_RULES.map(({ name }) => name));
  expect([...new Set(used)].filter((name) => !known.has(name))).toEqual(["check"]);
});

/** Updated by `UPDATE_GUIDE=1 npx vitest run --config test/vitest.config.ts test/unit/1-document/check/rules.test.ts`. */
it("the guide has one row per rule", () => {
  const file = join(root, "generator/guide/rules.md");
  const guide = readFileSync(file, "utf8");
  const rows = ALL_RULES.map(({ name, severity, lenient, explanation: { asks } }) => {
    return `| <a id="rule-${name}"></a>\`${name}\` | ${severity}${lenient === undefined ? "" : "*"} | ${asks} |`;
  });
  const updated = guide.replace(/(?<=\n\|---.*\n)(?:\|.*\n)*/, () => `${rows.join("\n")}\n`);
  if (process.env["UPDATE_GUIDE"] === "1") writeFileSync(file, updated);
  expect(readFileSync(file, "utf8")).toBe(updated);
});
