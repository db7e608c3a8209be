/** The tests of a rule: its own examples, and the rows of its table in `rules/`. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { CHECK_RULES } from "../../../../generator/1-document/check/rule-list.ts";
import type { Rule } from "../../../../generator/1-document/rule.ts";
import { unindented } from "../../../../generator/commands/explain.ts";
import { printFiles } from "../../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";
import { diagnosticLine, diagnosticsOf, loadAndCheck } from "./descriptions.ts";

/** Rows of one rule. A description without a version begins on line 3, after a head with version 3.1. */
export interface RuleTable {
  /** Descriptions, and all their diagnostics as `severity rule line:column message`. */
  readonly reports?: readonly (readonly [name: string, given: string, want: readonly string[]])[];
  /** Descriptions, and the diagnostics of this rule only, as `severity message`. */
  readonly messages?: readonly (readonly [name: string, given: string, want: readonly string[]])[];
  /** Descriptions without diagnostics. */
  readonly accepts?: readonly (readonly [name: string, given: string])[];
  /** Descriptions that are invalid without `lenient`, a path into the document, and the value that is left there. */
  readonly leavesOut?: readonly (readonly [name: string, given: string, path: string, want: unknown])[];
}

const FOLDER = fileURLToPath(new URL("rules", import.meta.url));

/** Returns the names of the rules that have a table. */
export function tableNames(): readonly string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ""));
}

/** Declares the tests of all rules whose name matches a pattern. */
export async function describeRules(names: RegExp): Promise<void> {
  for (const rule of CHECK_RULES.filter(({ name }) => names.test(name))) {
    const { table } = (await import(pathToFileURL(join(FOLDER, `${rule.name}.ts`)).href)) as {
      readonly table: RuleTable;
    };
    describe(`rule ${rule.name}`, () => {
      it("reports its invalid example only, and accepts its valid one", () => expectExamples(rule));
      describeTable(rule, table);
    });
  }
}

function describeTable(rule: Rule, { reports = [], messages = [], accepts = [], leavesOut = [] }: RuleTable): void {
  it.each(reports)("reports %s", async (_name, given, want) => {
    const diagnostics = await diagnosticsOf(given);
    expect(diagnostics.map(diagnosticLine)).toEqual(want);
    const complete = diagnostics.filter(({ remedy, frame }) => remedy.endsWith(".") && frame?.includes("^"));
    expect(complete).toEqual(diagnostics);
  });

  it.each(messages)("checks %s", async (_name, given, want) => {
    const own = (await diagnosticsOf(given)).filter((diagnostic) => diagnostic.rule === rule.name);
    expect(own.map(({ severity, message }) => `${severity} ${message}`)).toEqual(want);
  });

  it.each(accepts)("accepts %s", async (_name, given) => {
    expect((await diagnosticsOf(given)).map(diagnosticLine)).toEqual([]);
  });

  it.each(leavesOut)("with lenient, leaves out %s", async (_name, given, path, want) => {
    const { diagnostics, loaded } = await loadAndCheck(given, { lenient: true });
    expect(diagnostics.filter(({ severity }) => severity === "error").map(diagnosticLine)).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === "warning").length).toBeGreaterThan(0);
    const steps = path.split(".");
    expect(
      steps.reduce<unknown>((node, step) => (node as Readonly<Record<string, unknown>>)[step], loaded?.bundled),
    ).toEqual(want);
  });
}

/** Facts that short examples of other rules have, because they leave out what does not matter. */
const COMMON: ReadonlySet<string> = new Set([
  "info operation-operationId",
  "info no-unused-components",
  "info name-changed",
]);

/** Checks the examples of a rule: the invalid one breaks this rule only, and the valid one breaks none. */
export async function expectExamples({ name, severity, lenient, explanation }: Rule): Promise<void> {
  const { breaks, keeps } = explanation;
  if (breaks === undefined || keeps === undefined) return;
  const isOfRule = (broken: string): boolean => !COMMON.has(broken) || broken === `${severity} ${name}`;
  const brokenRules = (await rulesBrokenBy(breaks, false)).filter(isOfRule);
  expect(new Set(brokenRules)).toEqual(new Set([`${severity} ${name}`]));
  expect((await rulesBrokenBy(keeps, false)).filter(isOfRule)).toEqual([]);
  const lenientSeverity = severity === "error" && lenient !== undefined ? "warning" : severity;
  expect(await rulesBrokenBy(breaks, true)).toContain(`${lenientSeverity} ${name}`);
}

/** Generates types from an example. Returns its diagnostics as `severity rule`. */
function rulesBrokenBy(example: string, lenient: boolean): Promise<readonly string[]> {
  const yaml = unindented(example);
  const head = 'openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\n';
  return withFiles({ "openapi.yaml": /^(?:openapi|swagger):/.test(yaml) ? yaml : head + yaml }, async (folder) => {
    const spec = join(folder, "openapi.yaml");
    const { diagnostics } = await printFiles({ ...DEFAULT_GENERATE, spec, lenient, targets: ["types"] });
    return diagnostics.map(({ severity, rule }) => `${severity} ${rule}`);
  });
}
