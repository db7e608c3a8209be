/** The explanations of all rules are complete: sentences, examples, files, and the guide. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { CHECK_RULES, DESCRIPTION_RULES, OWN_RULES } from "../../../../generator/1-document/check/rule-list.ts";
import { LOADER_RULES } from "../../../../generator/1-document/load/loader-rules.ts";
import { OUTPUT_RULES } from "../../../../generator/4-output/output-rules.ts";
import { unindented } from "../../../../generator/commands/explain.ts";
import { expectExamples, tableNames } from "./rule-tables.ts";

const ALL_RULES = [...DESCRIPTION_RULES, ...OUTPUT_RULES];
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Rules whose problem no YAML can show. */
const WITHOUT_EXAMPLE = ["unreadable", "overlay", "too-deep", "wrong-rule", ...OUTPUT_RULES.map(({ name }) => name)];

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
  it.each(LOADER_RULES.map((rule) => [rule.name, rule] as const))("of %s breaks this rule only", (_name, rule) =>
    expectExamples(rule),
  );

  it("is missing only where no YAML can show the problem", () => {
    const without = ALL_RULES.filter(
      ({ explanation }) => explanation.breaks === undefined || explanation.keeps === undefined,
    );
    expect(without.map(({ name }) => name)).toEqual(WITHOUT_EXAMPLE);
  });
});

it("every rule that checks a document has a table of tests", () => {
  expect(CHECK_RULES.map(({ name }) => name).toSorted()).toEqual(tableNames().toSorted());
});

it("every rule has its own name and a remedy", () => {
  expect(new Set(DESCRIPTION_RULES.map(({ name }) => name)).size).toBe(DESCRIPTION_RULES.length);
  expect(
    DESCRIPTION_RULES.filter(({ name, remedy }) => !/^[a-zA-Z0-9-]+$/.test(name) || !remedy.endsWith(".")),
  ).toEqual([]);
});

it("every example fits a terminal", () => {
  const lines = ALL_RULES.flatMap(({ explanation: { breaks = "", keeps = "" } }) =>
    [breaks, keeps].flatMap((text) => unindented(text).split("\n")),
  );
  expect(lines.filter((line) => line.length > 96)).toEqual([]);
});

it("every sentence begins with a capital and ends with a full stop", () => {
  const sentences = ALL_RULES.flatMap(({ remedy, explanation: { asks, why } }) => [remedy, asks, why]);
  expect(sentences.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
  expect(ALL_RULES.filter(({ lenient }) => lenient?.endsWith("."))).toEqual([]);
});

it("every rule of a diagnostic is explained, except for internal errors", () => {
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

/** Updated by `UPDATE_GUIDE=1 npx vitest run --config test/vitest.config.ts test/unit/1-document/check/explanations.test.ts`. */
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
