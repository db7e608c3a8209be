/** `specwright validate`: what is wrong with a description, where, and what to do about it. */
import { FORMATS, formatDiagnostics } from "../print-diagnostics.ts";
import { oneOf } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { hasColor, print } from "./print.ts";
import { readSettings } from "./settings.ts";

const OPTIONS = {
  format: { type: "string", value: "FORMAT", help: `${FORMATS.join(", ")} (default: pretty)` },
  ...SOURCE_OPTIONS,
} as const;

export const validateCommand: Command = {
  summary: "Say what is wrong with a description, where, and what to do about it",
  usage: "[spec] [options]",
  options: OPTIONS,
  examples: [
    ["specwright validate openapi.yaml", "problems with file, line, column and a remedy"],
    ["specwright validate --format github", "as annotations of a pull request"],
    ["specwright validate --format sarif > report.sarif", "for code scanning"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const format = oneOf(FORMATS, values.format ?? "pretty", "format");
    const { source } = await readSettings(spec, values);
    const { validate } = await import("../index.ts");
    const { ok, diagnostics } = await validate(source);
    const isFine = format === "pretty" && diagnostics.length === 0;
    if (isFine) print(`${source.spec}: no problems`);
    else process.stdout.write(formatDiagnostics(diagnostics, format, { color: hasColor(process.stdout) }));
    return ok ? 0 : 1;
  },
};
