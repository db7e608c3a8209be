/** `specwright bundle`: a description of many files and its overlays as one file. */
import { extname, resolve } from "node:path";
import { UsageError } from "../usage.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { complain } from "./print.ts";
import { readSettings } from "./settings.ts";

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
    const isRead =
      output !== undefined && [source.spec, ...source.overlays].some((file) => resolve(file) === resolve(output));
    if (isRead) throw new UsageError(`${output} is what is bundled, and would be lost; choose another file`);
    const { bundle } = await import("../index.ts");
    const { value: document, diagnostics } = await bundle(source);
    complain(diagnostics);
    if (document === undefined) return 1;
    const text = await format(document);
    if (output === undefined) {
      process.stdout.write(text);
      return 0;
    }
    const { writeFile } = await import("../4-output/write.ts");
    const hindrances = writeFile(output, text);
    complain(hindrances);
    return hindrances.length === 0 ? 0 : 1;
  },
};

async function writeYaml(document: unknown): Promise<string> {
  const { toYaml } = await import("./yaml.ts");
  return toYaml(document);
}
