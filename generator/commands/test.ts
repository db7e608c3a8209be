/** `specwright test`: generated code, or a server that runs, against the description. */
import { existsSync } from "node:fs";
import type { EmitOptions } from "../6-test/emit/emit-suite.ts";
import { REPORTS } from "../6-test/report/print-report.ts";
import type { SourceOptions } from "../options.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf, numberOf } from "./numbers.ts";
import { complain, count, print } from "./print.ts";
import { inputsOf, readSettings } from "./settings.ts";
import { printReport } from "./test-report.ts";
import { testTypesCommand } from "./test-types.ts";

const OPTIONS = {
  url: { type: "string", value: "URL", help: "test the server that runs there instead of generated code" },
  generated: {
    type: "string",
    value: "DIR",
    help: "test what is in this folder (default: code generated for the run)",
  },
  types: { type: "boolean", help: "hold the generated types to their schemas instead, by your project's TypeScript" },
  operation: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "only this one, by operationId or as `GET /clients`; may be repeated",
  },
  tag: { type: "string", multiple: true, value: "NAME", help: "only operations with this tag; may be repeated" },
  seed: { type: "string", value: "NUMBER", help: "the same seed makes the same cases (default: 1)" },
  "max-cases": {
    type: "string",
    value: "NUMBER",
    help: "at most about so many cases per operation (default: 100), or per type",
  },
  report: { type: "string", value: "FORMAT", help: `${REPORTS.join(", ")} (default: pretty)` },
  output: { type: "string", short: "o", value: "FILE", help: "write the report there" },
  auth: {
    type: "string",
    multiple: true,
    value: "SCHEME=VALUE",
    help: "a credential for the server; user:password for Basic",
  },
  unsafe: { type: "boolean", help: "call methods that change something, too: on a server that may be changed" },
  rate: { type: "string", value: "NUMBER", help: "at most so many requests to the server per second (default: 50)" },
  "time-limit": { type: "string", value: "SECONDS", help: "begin no operation after that (default: 600)" },
  "answer-limit": { type: "string", value: "SECONDS", help: "how long one answer may take (default: 10)" },
  emit: { type: "string", value: "DIR", help: "run nothing; write the checks there, as a vitest suite of your own" },
  force: { type: "boolean", help: "with --emit: overwrite files that were edited" },
  ...SOURCE_OPTIONS,
} as const;

const OF_REQUESTS = ["url", "operation", "tag", "auth", "unsafe", "rate", "time-limit", "answer-limit"] as const;

export const testCommand: Command = {
  summary: "Hold generated code, or a server that runs, to the description",
  usage: "[spec] [--url URL] [options]",
  options: OPTIONS,
  topics: {
    "Without --url": [
      [
        "",
        "Inputs made of the description go through the generated client and server, which answer all that is described.",
      ],
      ["", "An independent judge reads every request and every answer; illegal ones must be refused."],
    ],
    "With --types": [
      [
        "",
        "Values that the schemas allow have to compile as the types, and what is a step away and illegal has not to.",
      ],
      ["", "What TypeScript cannot say, and only validators check, is told by keyword. The report is pretty or json."],
    ],
    "With --url": [
      [
        "",
        "Only GET, HEAD, OPTIONS, TRACE and QUERY are asked for, unless --unsafe says that the server may be changed.",
      ],
      ["", "Credentials are taken from --auth, or from the environment: SPECWRIGHT_AUTH_<SCHEME>, in upper case."],
    ],
  },
  examples: [
    ["specwright test openapi.yaml", "is the generated code as described?"],
    ["specwright test openapi.yaml --types", "do the types say what the schemas say?"],
    ["specwright test --url http://127.0.0.1:3000 --auth ApiKeyAuth=secret", "does that server keep its word?"],
    ["specwright test --report html -o proof.html", "a page; json and junit are for other programs"],
    ["specwright test --emit test/contract", "a suite to run and to extend, on the code in `output`"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const numbers = {
      ...(values.seed !== undefined && { seed: integerOf(values.seed, "seed", { least: 0, most: 2 ** 31 - 1 }) }),
      ...(values["max-cases"] !== undefined && {
        maxCases: integerOf(values["max-cases"], "max-cases", { least: 1, most: 1_000_000 }),
      }),
      ...(values.rate !== undefined && { rate: numberOf(values.rate, "rate", { least: 0.01, most: 100_000 }) }),
      ...(values["time-limit"] !== undefined && {
        timeLimit: 1_000 * numberOf(values["time-limit"], "time-limit", { least: 1, most: 1_000_000 }),
      }),
      ...(values["answer-limit"] !== undefined && {
        responseLimit: 1_000 * numberOf(values["answer-limit"], "answer-limit", { least: 0.1, most: 3_600 }),
      }),
    };
    const auth = { ...authFromEnvironment(process.env), ...authOf(values.auth ?? []) };
    const { source, config } = await readSettings(spec, values);
    if (values.emit !== undefined) {
      if (values.types === true) throw new UsageError("--emit writes what is done without --types: give one of them");
      const generated = values.generated ?? config.output ?? "generated";
      const { importExtension = "js" } = config;
      const seed = numbers.seed ?? 1;
      if (config.conversions !== undefined && !existsSync(generated)) {
        print(`${generated} is not there yet: write it first, or the suite has no Date and no bigint`);
      }
      return emitInto(values.emit, { ...source, generated, importExtension, seed, force: values.force ?? false });
    }
    const { generated, output, report: wanted } = values;
    if (values.types === true) {
      const other = OF_REQUESTS.find((name) => values[name] !== undefined);
      if (other !== undefined) throw new UsageError(`--${other} is about requests, and --types makes none`);
      return testTypesCommand({ source, generated, ...numbers, report: wanted, output });
    }
    const format = oneOf(REPORTS, wanted ?? "pretty", "report");
    if (values.url !== undefined && !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(values.url)) {
      throw new UsageError("--url must be an http(s) URL that paths can be put behind; credentials go into --auth");
    }

    const { test } = await import("../index.ts");
    const { value: report, diagnostics } = await test({
      ...source,
      ...numbers,
      url: values.url,
      generated,
      operations: values.operation ?? [],
      tags: values.tag ?? [],
      unsafe: values.unsafe ?? false,
      auth,
      onOperation: progressOn(process.stderr),
    });
    complain(diagnostics);
    if (report === undefined) return 1;
    return printReport(report, { format, output, inputs: inputsOf(source) });
  },
};

/** Gives the exit code. */
async function emitInto(output: string, options: Omit<SourceOptions & EmitOptions, "output">): Promise<number> {
  const { emit } = await import("../6-test/emit/emit-suite.ts");
  const { value, diagnostics } = await emit({ ...options, output });
  complain(diagnostics);
  if (value === undefined) return 1;
  print(`${output}: ${count(value.changes.length, "file")} changed, ${value.unchanged.length} unchanged`);
  if (value.todos > 0) print(`What could not be written out, and why, is a test.todo there: ${value.todos} in all`);
  return 0;
}

function authOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageError("--auth must be SCHEME=VALUE, SCHEME as the description has it");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const PREFIX = "SPECWRIGHT_AUTH_";

/** By the variable's name: which scheme it is for, the description tells. */
function authFromEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const found = Object.entries(environment).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(found.map(([name, value = ""]) => [name, value]));
}

/** A line that is written over and over, where somebody is watching. */
function progressOn(stream: NodeJS.WriteStream) {
  if (!stream.isTTY) return undefined;
  return ({ method, path }: { method: string; path: string }, done: number, all: number): void => {
    const line = `${done}/${all} ${method} ${path}`.slice(0, (stream.columns || 80) - 1);
    stream.write(done === all ? "\r\u001b[K" : `\r\u001b[K${line}`);
  };
}
