/** `specwright bundle`: writes a description of several files, with overlays applied, as one file. */
import { printJson } from "../visible-text.ts";
import { extname } from "node:path";
import { hasErrors } from "../diagnostics.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { writeOutput } from "./write-output.ts";
import { printDiagnostics } from "./terminal.ts";
import { inputsOf, readSettings } from "./settings.ts";

const OPTIONS = {
  output: { type: "string", short: "o", value: "FILE", help: "a .json, .yaml or .yml file (default: print JSON)" },
  ...SOURCE_OPTIONS,
} as const;

const WRITERS = new Map([
  [".json", async (document: unknown) => printJson(document)],
  [".yaml", writeYaml],
  [".yml", writeYaml],
]);

export const bundleCommand: Command = {
  summary: "Bundle a description into one file, with overlays applied",
  usage: "[spec] [-o FILE] [options]",
  options: OPTIONS,
  examples: [
    ["specwright bundle openapi.yaml -o bundled.yaml", "write one YAML file"],
    ["specwright bundle openapi.yaml --overlay public.yaml", "print JSON"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const { output } = values;
    const write = WRITERS.get(output === undefined ? ".json" : extname(output));
    if (write === undefined) throw new UsageError(`Output file ${output} must end in .json, .yaml or .yml.`);
    const { source } = await readSettings(spec, values);
    const { loadDocument } = await import("../1-document/load/load.ts");
    const { value: loaded, diagnostics } = await loadDocument(source);
    printDiagnostics(diagnostics);
    if (loaded === undefined || hasErrors(diagnostics)) return 1;
    const text = await write(loaded.bundled);
    return (await writeOutput(text, output, [...loaded.files, ...inputsOf(source)])) ? 0 : 1;
  },
};

async function writeYaml(document: unknown): Promise<string> {
  const { toYaml } = await import("./to-yaml.ts");
  return toYaml(document);
}
