/** The texts of `--help`. */
import { VERSION } from "../version.ts";
import { COMMON_OPTIONS, type Command, type Options, type Rows } from "./arguments.ts";

const INTRODUCTION = `specwright ${VERSION}: one OpenAPI description in; types, validators, a fetch client and a server that agree, out.`;

/** The help of specwright itself. */
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
    "Without [spec], a command takes what the project has settled in specwright.config.js, .mjs or .json, or in",
    `package.json: { "specwright": { "spec": "openapi.yaml", "output": "generated" } }`,
    "",
    "Exit codes: 0 fine, 1 something was found, 2 wrong usage, 3 a bug of specwright.",
  ].join("\n");
}

/** The help of one command. */
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

function optionRows(options: Options): Rows {
  return Object.entries(options).map(([name, { short, value, help }]) => {
    const shorthand = short === undefined ? "    " : `-${short}, `;
    return [`${shorthand}--${name}${value === undefined ? "" : ` ${value}`}`, help];
  });
}

function columns(rows: Rows): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}
