/** `specwright validate`: reports the problems of a description with locations and remedies. */
import { DIAGNOSTIC_FORMATS, formatDiagnostics } from "../print-diagnostics.ts";
import { oneOf } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { hasColor, print } from "./terminal.ts";
import { readSettings } from "./settings.ts";

const OPTIONS = {
  format: {
    type: "string",
    value: "FORMAT",
    help: `report format: ${DIAGNOSTIC_FORMATS.join(", ")} (default: pretty)`,
  },
  ...SOURCE_OPTIONS,
} as const;

export const validateCommand: Command = {
  summary: "Report the problems of a description, with locations and remedies",
  usage: "[spec] [options]",
  options: OPTIONS,
  examples: [
    ["specwright validate openapi.yaml", "print problems with file, line, column and remedy"],
    ["specwright validate --format github", "annotate a pull request"],
    ["specwright validate --format sarif > report.sarif", "write a log for code scanning"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const format = oneOf(DIAGNOSTIC_FORMATS, values.format ?? "pretty", "format");
    const { source } = await readSettings(spec, values);
    const { validate } = await import("../index.ts");
    const { ok, diagnostics } = await validate(source);
    const isClean = format === "pretty" && diagnostics.length === 0;
    if (isClean) print(`${source.spec}: no problems`);
    else process.stdout.write(formatDiagnostics(diagnostics, format, { color: hasColor(process.stdout) }));
    return ok ? 0 : 1;
  },
};
