/** Help texts of the program and of its commands. */
import { VERSION } from "../version.ts";
import { COMMON_OPTIONS, type Command, type OptionTable, type HelpRows } from "./arguments.ts";

const INTRODUCTION = `specwright ${VERSION}: generates types, validators, a fetch client and a server from one OpenAPI description.`;

/** Returns the help text of specwright itself. */
export function programHelp(commands: ReadonlyMap<string, Command>): string {
  const rows = Array.from(commands, ([name, { usage, summary }]) => [`${name} ${usage}`, summary] as const);
  return [
    INTRODUCTION,
    "",
    "Usage: specwright <command> [options]",
    "",
    ...columns(rows),
    "",
    "  specwright <command> --help    options and examples of a command",
    "  specwright --version",
    "",
    "Without [spec], a command reads the description that the project configures in specwright.config.js, .mjs or",
    `.json, or in package.json: { "specwright": { "spec": "openapi.yaml", "output": "generated" } }`,
    "",
    "Exit codes: 0 success, 1 problems found, 2 wrong usage, 3 internal error of specwright.",
  ].join("\n");
}

/** Returns the help text of a command: summary, usage, options, topics, examples. */
export function commandHelp(name: string, { summary, usage, options, topics = {}, examples }: Command): string {
  const sections = Object.entries({ ...topics, Examples: examples });
  return [
    `${summary}.`,
    "",
    `Usage: specwright ${name} ${usage}`,
    "",
    "Options:",
    ...columns(optionRows({ ...options, ...COMMON_OPTIONS })),
    ...sections.flatMap(([heading, rows]) => ["", `${heading}:`, ...columns(rows)]),
  ].join("\n");
}

function optionRows(options: OptionTable): HelpRows {
  return Object.entries(options).map(([name, { short, value, help }]) => {
    const shorthand = short === undefined ? "    " : `-${short}, `;
    return [`${shorthand}--${name}${value === undefined ? "" : ` ${value}`}`, help];
  });
}

function columns(rows: HelpRows): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}
