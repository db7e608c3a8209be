/** `specwright validate`: reports the problems of a description with locations and remedies. */
import { DIAGNOSTIC_FORMATS, formatDiagnostics } from "../print-diagnostics.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import { integerOf } from "./number-options.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { hasColor, print } from "./terminal.ts";
import { readSettings } from "./settings.ts";

const OPTIONS = {
  format: {
    type: "string",
    value: "FORMAT",
    help: `report format: ${DIAGNOSTIC_FORMATS.join(", ")} (default: pretty)`,
  },
  "max-problems": { type: "string", value: "N", help: "print at most N problems in full, and count the rest" },
  all: { type: "boolean", help: "print all problems in full, infos included" },
  ...SOURCE_OPTIONS,
} as const;

export const validateCommand: Command = {
  summary: "Report the problems of a description, with locations and remedies",
  usage: "[spec] [options]",
  options: OPTIONS,
  examples: [
    ["specwright validate openapi.yaml", "print problems with file, line, column and remedy"],
    ["specwright validate openapi.yaml --all", "print each of them, not only the first of each rule"],
    ["specwright validate --format github", "annotate a pull request"],
    ["specwright validate --format sarif > report.sarif", "write a log for code scanning"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const format = oneOf(DIAGNOSTIC_FORMATS, values.format ?? "pretty", "format");
    const maxProblems = values.all ? "all" : limitOf(values["max-problems"]);
    if (values.all && values["max-problems"] !== undefined) {
      throw new UsageError("--all and --max-problems exclude each other: keep one.");
    }
    const { source } = await readSettings(spec, values);
    const { validate } = await import("../index.ts");
    const { ok, diagnostics } = await validate(source);
    const isClean = format === "pretty" && diagnostics.length === 0;
    if (isClean) print(`${source.spec}: no problems`);
    else process.stdout.write(formatDiagnostics(diagnostics, format, { color: hasColor(process.stdout), maxProblems }));
    return ok ? 0 : 1;
  },
};

function limitOf(written: string | undefined): number | undefined {
  return written === undefined
    ? undefined
    : integerOf(written, "max-problems", { least: 1, most: Number.POSITIVE_INFINITY });
}
