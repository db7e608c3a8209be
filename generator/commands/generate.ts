/** `specwright generate`: writes the targets of a description to a folder, or checks that they are up to date. */
import { conversionOf, runtimeOf } from "../config-options.ts";
import { earlierReport } from "../earlier-run.ts";
import type { GenerateReport } from "../generate-report.ts";
import {
  ADAPTERS,
  CONVERSIONS,
  DEFAULT_GENERATE,
  IMPORT_EXTENSIONS,
  TARGETS,
  type GenerateOptions,
  type ValueConversions,
} from "../options.ts";
import { DIAGNOSTIC_FORMATS } from "../print-diagnostics.ts";
import { readProject, targetsFor } from "../project-defaults.ts";
import { oneOf } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { printGenerateReport } from "./print-generate-report.ts";
import { readSettings } from "./settings.ts";

const CONVERSION_LIST = Object.entries(CONVERSIONS).map(([format, type]) => `${format}=${type}`);

const OPTIONS = {
  output: { type: "string", short: "o", value: "DIR", help: "output folder (default: generated)" },
  targets: { type: "string", value: "LIST", help: `what to generate: ${TARGETS.join(",")} (default: what fits)` },
  adapters: {
    type: "string",
    value: "LIST",
    help: `server adapters: ${ADAPTERS.join(",")} (default: what fits)`,
  },
  ...SOURCE_OPTIONS,
  "import-extension": {
    type: "string",
    value: "EXT",
    help: `extension in import specifiers: ${IMPORT_EXTENSIONS.join(", ")} (default: js)`,
  },
  runtime: {
    type: "string",
    value: "PLACE",
    help: "place of the shared code: copy, package, or the path of a folder (default: copy)",
  },
  convert: {
    type: "string",
    multiple: true,
    value: "FORMAT=TYPE",
    help: `convert values of a format: ${CONVERSION_LIST.join(", ")}, or MODULE#CODEC`,
  },
  check: { type: "boolean", help: "write nothing; print a diff of stale files and exit with 1 if there are any" },
  force: { type: "boolean", help: "overwrite files that were edited, or that specwright did not write" },
  format: {
    type: "string",
    value: "FORMAT",
    help: `report format: ${DIAGNOSTIC_FORMATS.join(", ")} (default: pretty)`,
  },
  verbose: { type: "boolean", help: "list the files, and the time of each stage" },
  timings: { type: "boolean", help: "print time and CPU time of each stage, and peak memory" },
} as const;

export const generateCommand: Command = {
  summary: "Generate types, validators, client and server from a description",
  usage: "[spec] [-o DIR] [options]",
  options: OPTIONS,
  topics: {
    Targets: [
      ["types", "types of all schemas, and of the request and the responses of each operation"],
      ["paths", "the types of openapi-typescript; with the client, the openapi-fetch client is typed by them"],
      ["validators", "validation functions, compiled ahead of time, without eval; they implement Standard Schema"],
      ["client", "createApi(): one method per operation (includes types)"],
      ["server", "createServer(): one handler per operation, Request to Response (includes types and validators)"],
    ],
  },
  examples: [
    ["specwright generate openapi.yaml -o src/api", "generate what fits the project"],
    ["specwright generate openapi.yaml --targets client", "generate the client and its types"],
    ["specwright generate openapi.yaml --adapters hono", "generate the server with the adapter for Hono only"],
    ["specwright generate --check", "in CI: check that the committed files are up to date"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const format = oneOf(DIAGNOSTIC_FORMATS, values.format ?? "pretty", "format");
    const { config, source } = await readSettings(spec, values);
    const asked = {
      ...config,
      ...(values.targets !== undefined && { targets: namesIn(values.targets, TARGETS, "target") }),
      ...(values.adapters !== undefined && { adapters: namesIn(values.adapters, ADAPTERS, "adapter") }),
      ...(values["import-extension"] !== undefined && {
        importExtension: oneOf(IMPORT_EXTENSIONS, values["import-extension"], "import extension"),
      }),
    };
    const output = values.output ?? config.output ?? "generated";
    const project = readProject(output);
    const chosen = targetsFor(project, asked);
    const options: GenerateOptions = {
      ...DEFAULT_GENERATE,
      ...config,
      ...source,
      ...chosen,
      output,
      ...(values.runtime !== undefined && { runtime: runtimeOf(values.runtime, "Option --runtime") }),
      ...(values.convert !== undefined && { conversions: conversionsIn(values.convert) }),
      check: values.check ?? false,
      force: values.force ?? false,
    };
    const report = earlierReport(options) ?? (await run(options));
    const { verbose = false, timings = false } = values;
    const isDefault = asked.targets === undefined;
    await printGenerateReport(report, options, { format, verbose, timings, project, isDefault });
    return report.ok ? 0 : 1;
  },
};

/** Parses `date-time=Date` entries of `--convert`. */
function conversionsIn(entries: readonly string[]): ValueConversions {
  return Object.fromEntries(
    entries.map((entry) => {
      const [format = "", ...type] = entry.split("=");
      return conversionOf(format, type.join("="));
    }),
  );
}

/** Runs the generator. Imports it only here: an unchanged project never loads it. */
async function run(options: GenerateOptions): Promise<GenerateReport> {
  const { optimizeLate } = await import("../v8-flags.ts");
  optimizeLate();
  const { generate } = await import("../generate.ts");
  return generate(options);
}

/** Parses a comma-separated list of known names. Throws a `UsageError` for an unknown name. */
function namesIn<const Known extends string>(list: string, known: readonly Known[], what: string): readonly Known[] {
  return list.split(",").map((name) => oneOf(known, name.trim(), what));
}
