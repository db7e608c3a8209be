/** `specwright explain`: explains one rule, or lists all rules. */
import type { Rule } from "../1-document/rule.ts";
import { nearest } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, type Command } from "./arguments.ts";
import { print } from "./terminal.ts";

export const explainCommand: Command = {
  summary: "Explain a rule, or list all rules",
  usage: "[rule]",
  options: {},
  examples: [
    ["specwright explain path-template", "explain the rule, with an invalid and a valid example"],
    ["specwright explain", "list all rules"],
  ],

  async run(args) {
    const { spec: name } = readArguments(args, {});
    const [{ DESCRIPTION_RULES: ALL, CHECK_RULES: CHECKING }, { OUTPUT_RULES: WRITING }] = await Promise.all([
      import("../1-document/check/rule-list.ts"),
      import("../4-output/output-rules.ts"),
    ]);
    const rules = [...ALL, ...WRITING];
    if (name === undefined) return print(ruleTable(rules));
    const rule = rules.find((each) => each.name === name);
    if (rule !== undefined) return print(explanationOf(rule, CHECKING.includes(rule)));
    const near = nearest(
      name,
      rules.map((each) => each.name),
    );
    throw new UsageError(
      `unknown rule ${name}: ${near === undefined ? "specwright explain lists them" : `did you mean ${near}?`}`,
    );
  },
};

/** Returns the severity of a rule, with that for `--lenient`. */
function verdictOf({ severity, lenient }: Rule): string {
  return lenient === undefined ? severity : `${severity}, or with --lenient a warning`;
}

function ruleTable(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const rows = rules.map(({ name, severity, lenient, explanation }) => {
    const mark = lenient === undefined ? " " : "*";
    return `  ${name.padEnd(width)}  ${severity.padEnd(7)}${mark}  ${explanation.asks}`;
  });
  const hints = [
    "  * with --lenient a warning: the invalid part is left out",
    "  specwright explain <rule> explains a rule",
  ];
  return [...rows, "", ...hints].join("\n");
}

function explanationOf(rule: Rule, isAdjustable: boolean): string {
  const { name, versions, remedy, lenient, explanation } = rule;
  const { asks, why, breaks, keeps } = explanation;
  const lines = [
    `${name}: ${verdictOf(rule)}${versions === undefined ? "" : `; of OpenAPI ${versions.join(", ")}`}`,
    "",
    ...wrapped(asks),
    ...wrapped(why),
    ...(breaks === undefined ? [] : ["", "Invalid:", "", ...indented(breaks)]),
    ...(keeps === undefined ? [] : ["", "Valid:", "", ...indented(keeps)]),
    "",
    ...wrapped(`What to do: ${remedy}`),
    ...(lenient === undefined ? [] : wrapped(`With --lenient: ${lenient}.`)),
    ...wrapped(adjustment(rule, isAdjustable)),
  ];
  return lines.join("\n");
}

/** Returns a sentence on how to change the severity. */
function adjustment({ name, severity, lenient }: Rule, isAdjustable: boolean): string {
  if (!isAdjustable || (severity === "error" && lenient === undefined)) return "Its severity cannot be changed.";
  const other = severity === "error" ? "warning" : "off";
  return `To change its severity, in specwright.config.json: { "rules": { "${name}": "${other}" } }`;
}

/** Returns the lines of an example, indented by four spaces. */
function indented(text: string): readonly string[] {
  return unindented(text)
    .split("\n")
    .map((line) => `    ${line}`.trimEnd());
}

/** Removes the common indentation of a template literal, and the white space around it. */
export function unindented(text: string): string {
  const margin = /^ *(?=\S)/m.exec(text)?.[0] ?? "";
  return text.replaceAll(new RegExp(`^${margin}`, "gm"), "").trim();
}

const WIDTH = 100;

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
