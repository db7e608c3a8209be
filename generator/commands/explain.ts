/** `specwright explain`: what a rule asks, why, and how to live with it; alone, the list of all rules. */
import type { Rule } from "../1-document/rule.ts";
import { nearest, UsageError } from "../usage-error.ts";
import { readArguments, type Command } from "./arguments.ts";
import { print } from "./terminal.ts";

export const explainCommand: Command = {
  summary: "Say what a rule asks, why, and how to satisfy it; alone: the list of rules",
  usage: "[rule]",
  options: {},
  examples: [
    ["specwright explain path-template", "what the rule means, with an example that breaks it and one that keeps it"],
    ["specwright explain", "all rules, a line each"],
  ],

  async run(args) {
    const { spec: name } = readArguments(args, {});
    const [{ ALL, CHECKING }, { WRITING }] = await Promise.all([
      import("../1-document/check/rule-list.ts"),
      import("../4-output/rules.ts"),
    ]);
    const rules = [...ALL, ...WRITING];
    if (name === undefined) return print(listOf(rules));
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

/** What follows from a rule, in two words. */
export function verdictOf({ severity, lenient }: Rule): string {
  return lenient === undefined ? severity : `${severity}, or with --lenient a warning`;
}

function listOf(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const rows = rules.map(({ name, severity, lenient, explanation }) => {
    const mark = lenient === undefined ? " " : "*";
    return `  ${name.padEnd(width)}  ${severity.padEnd(7)}${mark}  ${explanation.asks}`;
  });
  const hints = [
    "  * a warning with --lenient, and taken for what is most likely meant",
    "  specwright explain <rule> says more",
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
    ...(breaks === undefined ? [] : ["", "This breaks it:", "", ...indented(breaks)]),
    ...(keeps === undefined ? [] : ["", "This keeps it:", "", ...indented(keeps)]),
    "",
    ...wrapped(`What to do: ${remedy}`),
    ...(lenient === undefined ? [] : wrapped(`With --lenient: ${lenient}.`)),
    ...wrapped(adjustment(rule, isAdjustable)),
  ];
  return lines.join("\n");
}

/** How to change the severity, as a sentence. */
function adjustment({ name, severity, lenient }: Rule, isAdjustable: boolean): string {
  if (!isAdjustable || (severity === "error" && lenient === undefined)) return "Its severity cannot be changed.";
  const other = severity === "error" ? "warning" : "off";
  return `To change its severity, in specwright.config.json: { "rules": { "${name}": "${other}" } }`;
}

/** YAML as a source file has it → the same at a margin of four. */
function indented(text: string): readonly string[] {
  return unindented(text)
    .split("\n")
    .map((line) => `    ${line}`.trimEnd());
}

/** Without the margin that a template literal has, and the line breaks around it. */
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
