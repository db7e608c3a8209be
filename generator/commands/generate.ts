/** `specwright generate`: writes the targets of a description into a folder, or checks that they are up to date. */
import { earlierReport } from "../earlier-run.ts";
import type { GenerateReport } from "../report.ts";
import {
  DEFAULT_GENERATE,
  ADAPTERS,
  IMPORT_EXTENSIONS,
  TARGETS,
  type ValueConversions,
  type GenerateOptions,
} from "../options.ts";
import { conversionOf } from "../config.ts";
import { oneOf } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { complain, print } from "./print.ts";
import { reportJson, reportText, timingsTable } from "./report.ts";
import { readSettings } from "./settings.ts";

const OPTIONS = {
  output: { type: "string", short: "o", value: "DIR", help: "the folder to write into (default: generated)" },
  targets: { type: "string", value: "LIST", help: `some of ${TARGETS.join(",")} (default: all)` },
  server: {
    type: "string",
    value: "LIST",
    help: `adapters of the server: some of ${ADAPTERS.join(",")} (default: all)`,
  },
  ...SOURCE_OPTIONS,
  "import-extension": {
    type: "string",
    value: "EXT",
    help: `how imports end: ${IMPORT_EXTENSIONS.join(", ")} (default: js)`,
  },
  format: {
    type: "string",
    multiple: true,
    value: "F=TYPE",
    help: "convert values of a format: date-time=Date or int64=bigint; may be repeated",
  },
  check: { type: "boolean", help: "write nothing; show what is stale as a diff, and exit 1 if anything is" },
  force: { type: "boolean", help: "overwrite files that were edited, or that specwright did not write" },
  json: { type: "boolean", help: "print the report as JSON" },
  timings: { type: "boolean", help: "print the time and the CPU time of each stage, and the memory" },
} as const;

export const generateCommand: Command = {
  summary: "Write types, validators, a client and a server from a description",
  usage: "[spec] [-o DIR] [options]",
  options: OPTIONS,
  topics: {
    Targets: [
      ["types", "named types of every schema, and of each operation's request and answers"],
      ["paths", "openapi-typescript's paths; with the client, openapi-fetch's own facade is typed by them"],
      ["validators", "compiled ahead of time, without eval; they speak Standard Schema"],
      ["client", "createApi(): a method per operation (brings types)"],
      ["server", "createServer(): a handler per operation, Request to Response (brings types and validators)"],
    ],
  },
  examples: [
    ["specwright generate openapi.yaml -o src/api", "everything"],
    ["specwright generate openapi.yaml --targets client", "the client and the types that it needs"],
    ["specwright generate openapi.yaml --server hono", "a server, and no other adapter than Hono's"],
    ["specwright generate --check", "in CI: is what is committed up to date?"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const { config, source } = await readSettings(spec, values);
    const options: GenerateOptions = {
      ...DEFAULT_GENERATE,
      output: "generated",
      ...config,
      ...source,
      ...(values.output !== undefined && { output: values.output }),
      ...(values.targets !== undefined && { targets: listOf(TARGETS, values.targets, "target") }),
      ...(values.server !== undefined && { adapters: listOf(ADAPTERS, values.server, "server") }),
      ...(values["import-extension"] !== undefined && {
        importExtension: oneOf(IMPORT_EXTENSIONS, values["import-extension"], "import extension"),
      }),
      ...(values.format !== undefined && { conversions: formatsOf(values.format) }),
      check: values.check ?? false,
      force: values.force ?? false,
    };

    const report = earlierReport(options) ?? (await run(options));
    if (values.json) print(await reportJson(report, options));
    else {
      complain(report.diagnostics);
      process.stdout.write(await reportText(report, options));
      if (values.timings) process.stdout.write(timingsTable(report));
    }
    return report.ok ? 0 : 1;
  },
};

/** `date-time=Date` as an entry of the option. */
function formatsOf(list: readonly string[]): ValueConversions {
  return Object.fromEntries(
    list.map((each) => {
      const [format = "", ...type] = each.split("=");
      return conversionOf(format, type.join("="));
    }),
  );
}

/** Loads all of specwright. */
async function run(options: GenerateOptions): Promise<GenerateReport> {
  const { optimizeLate } = await import("../v8-flags.ts");
  optimizeLate();
  const { generate } = await import("../generate.ts");
  return generate(options);
}

function listOf<const Known extends string>(known: readonly Known[], list: string, what: string): readonly Known[] {
  return list.split(",").map((name) => oneOf(known, name.trim(), what));
}
