/** `specwright bundle`: a description of many files and its overlays as one file. */
import { extname } from "node:path";
import { hasErrors } from "../diagnostics.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { deliver } from "./deliver.ts";
import { complain } from "./print.ts";
import { inputsOf, readSettings } from "./settings.ts";

const OPTIONS = {
  output: { type: "string", short: "o", value: "FILE", help: "a .json, .yaml or .yml file (default: JSON, printed)" },
  ...SOURCE_OPTIONS,
} as const;

const FORMATS = new Map([
  [".json", async (document: unknown) => `${JSON.stringify(document, undefined, 2)}\n`],
  [".yaml", writeYaml],
  [".yml", writeYaml],
]);

export const bundleCommand: Command = {
  summary: "Make one file of a description of many, overlays applied",
  usage: "[spec] [-o FILE] [options]",
  options: OPTIONS,
  examples: [
    ["specwright bundle openapi.yaml -o bundled.yaml", "one YAML file"],
    ["specwright bundle openapi.yaml --overlay public.yaml", "JSON on standard output"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const { output } = values;
    const format = FORMATS.get(output === undefined ? ".json" : extname(output));
    if (format === undefined) throw new UsageError(`${output} must end in .json, .yaml or .yml`);
    const { source } = await readSettings(spec, values);
    const { loadDocument } = await import("../1-document/load/load.ts");
    const { value: loaded, diagnostics } = await loadDocument(source);
    complain(diagnostics);
    if (loaded === undefined || hasErrors(diagnostics)) return 1;
    const text = await format(loaded.bundled);
    return (await deliver(text, output, [...loaded.files, ...inputsOf(source)])) ? 0 : 1;
  },
};

async function writeYaml(document: unknown): Promise<string> {
  const { toYaml } = await import("./yaml.ts");
  return toYaml(document);
}
