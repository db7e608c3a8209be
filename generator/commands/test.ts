/** `specwright test`: tests generated code, or a running server, against the description. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST } from "../4-output/manifest.ts";
import type { EmitOptions } from "../6-test/emit/emit-suite.ts";
import type { SourceOptions } from "../options.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import { DEFAULT_TEST } from "../6-test/test-options.ts";
import { runTestWorker } from "./run-test-worker.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf, numberOf } from "./number-options.ts";
import { printDiagnostics, count, print } from "./terminal.ts";
import { inputsOf, readSettings } from "./settings.ts";
import { printReport, TEST_FORMATS } from "./test-report.ts";
import { testTypesCommand } from "./test-types.ts";

const OPTIONS = {
  url: { type: "string", value: "URL", help: "test the running server at this URL instead of generated code" },
  generated: {
    type: "string",
    value: "DIR",
    help: "test the code in this folder (default: code generated for the run)",
  },
  types: {
    type: "boolean",
    help: "test the generated types against their schemas, with the TypeScript of your project",
  },
  operation: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "test only this operation: an operationId or `GET /clients`; repeatable",
  },
  tag: { type: "string", multiple: true, value: "NAME", help: "test only operations with this tag; repeatable" },
  seed: {
    type: "string",
    value: "NUMBER",
    help: "seed of the generated cases; equal seeds give equal cases (default: 1)",
  },
  "max-cases": {
    type: "string",
    value: "NUMBER",
    help: "approximate maximum of cases per operation or type (default: 100)",
  },
  format: { type: "string", value: "FORMAT", help: `report format: ${TEST_FORMATS.join(", ")} (default: pretty)` },
  output: { type: "string", short: "o", value: "FILE", help: "write the report to this file" },
  auth: {
    type: "string",
    multiple: true,
    value: "SCHEME=VALUE",
    help: "credential for a security scheme; user:password for Basic; repeatable",
  },
  unsafe: { type: "boolean", help: "also call unsafe methods, such as POST and DELETE" },
  rate: { type: "string", value: "NUMBER", help: "maximum requests per second (default: 50)" },
  "time-limit": { type: "string", value: "SECONDS", help: "start no operation after this time (default: 600)" },
  "response-timeout": { type: "string", value: "SECONDS", help: "maximum time for one response (default: 10)" },
  "allow-untested": { type: "boolean", help: "do not fail because an operation has no case" },
  emit: {
    type: "string",
    value: "DIR",
    help: "write the tests as a vitest suite to this folder instead of running them",
  },
  force: { type: "boolean", help: "with --emit: overwrite edited files" },
  ...SOURCE_OPTIONS,
} as const;

const REQUEST_OPTIONS = [
  "url",
  "operation",
  "tag",
  "auth",
  "unsafe",
  "rate",
  "allow-untested",
  "time-limit",
  "response-timeout",
] as const;

export const testCommand: Command = {
  summary: "Test generated code, or a running server, against a description",
  usage: "[spec] [--url URL] [options]",
  options: OPTIONS,
  topics: {
    "Without --url": [
      ["", "Sends generated inputs through the generated client and server, and every documented response back."],
      [
        "",
        "An independent reading of the description checks each request and response. Invalid ones must be rejected.",
      ],
    ],
    "With --types": [
      ["", "Checks that valid sample values compile as the generated types, and that near-miss invalid values do not."],
      ["", "Lists the keywords that TypeScript cannot express and only validators check. Formats: pretty, json."],
    ],
    "With --url": [
      ["", "Calls only GET, HEAD, OPTIONS, TRACE and QUERY, unless --unsafe allows the other methods."],
      ["", "Reads credentials from --auth, or from environment variables SPECWRIGHT_AUTH_<SCHEME> in upper case."],
    ],
  },
  examples: [
    ["specwright test openapi.yaml", "test the generated code"],
    ["specwright test openapi.yaml --types", "test the generated types"],
    ["specwright test --url http://127.0.0.1:3000 --auth ApiKeyAuth=secret", "test a running server"],
    ["specwright test --format html -o report.html", "write the report as a page"],
    ["specwright test --emit test/contract", "write a vitest suite for the code in the output folder"],
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
      ...(values["response-timeout"] !== undefined && {
        responseTimeout: 1_000 * numberOf(values["response-timeout"], "response-timeout", { least: 0.1, most: 3_600 }),
      }),
    };
    const auth = { ...credentialsOfEnvironment(process.env), ...credentialsIn(values.auth ?? []) };
    const { source, config } = await readSettings(spec, values);
    if (values.emit !== undefined) {
      if (values.types === true) throw new UsageError("Options --emit and --types exclude each other.");
      const generated = values.generated ?? config.output ?? "generated";
      const { importExtension = "js" } = config;
      const seed = numbers.seed ?? 1;
      if (config.conversions !== undefined && !existsSync(generated)) {
        print(
          `${generated} does not exist yet. Run specwright generate first: the suite needs it to use Date and bigint.`,
        );
      }
      rejectPartialOutput(generated);
      const { force = false, "allow-untested": allowUntested = false } = values;
      return emitInto(values.emit, { ...source, generated, importExtension, seed, force, allowUntested });
    }
    const { generated, output, format: wanted } = values;
    if (values.types === true) {
      const other = REQUEST_OPTIONS.find((name) => values[name] !== undefined);
      if (other !== undefined) {
        throw new UsageError(`Option --${other} does not apply to --types, which sends no requests.`);
      }
      return testTypesCommand({ source, generated, ...numbers, format: wanted, output });
    }
    const format = oneOf(TEST_FORMATS, wanted ?? "pretty", "format");
    if (values.url !== undefined && !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(values.url)) {
      throw new UsageError(
        "Option --url must be an http(s) URL without query, fragment and credentials. Pass credentials with --auth.",
      );
    }

    const { report, diagnostics, exitCode } = await runTestWorker(
      {
        ...DEFAULT_TEST,
        ...source,
        ...numbers,
        url: values.url,
        generated,
        operations: values.operation ?? [],
        tags: values.tag ?? [],
        unsafe: values.unsafe ?? false,
        allowUntested: values["allow-untested"] ?? false,
        auth,
      },
      progressOn(process.stderr),
    );
    printDiagnostics(diagnostics);
    if (report === undefined && exitCode !== undefined) {
      process.stderr.write("specwright: A signal ended the run before the first operation.\n");
    }
    if (report === undefined) return exitCode ?? 1;
    const code = await printReport(report, { format, output, inputs: inputsOf(source) });
    return exitCode ?? code;
  },
};

/** Throws a `UsageError` if the folder has generated code, but without the client or the server that the suite runs. */
function rejectPartialOutput(generated: string): void {
  if (!existsSync(join(generated, MANIFEST))) return;
  const missing = Object.entries({ client: "client.ts", server: "server/index.ts" })
    .filter(([, file]) => !existsSync(join(generated, file)))
    .map(([target]) => target);
  if (missing.length === 0) return;
  throw new UsageError(
    `The suite runs the client against the server, but ${generated} was generated without the target ${missing.join(" and ")}. ` +
      `Run specwright generate -o ${generated} --targets types,validators,client,server first.`,
  );
}

/** Writes the suite and returns the exit code. */
async function emitInto(output: string, options: Omit<SourceOptions & EmitOptions, "output">): Promise<number> {
  const { emit } = await import("../6-test/emit/emit-suite.ts");
  const { value, diagnostics } = await emit({ ...options, output });
  printDiagnostics(diagnostics);
  if (value === undefined) return 1;
  print(`${output}: ${count(value.changes.length, "file")} changed, ${value.unchanged.length} unchanged`);
  if (value.todos > 0) {
    print(`${count(value.todos, "case")} could not be written. Each is a test.todo with its reason.`);
  }
  return 0;
}

function credentialsIn(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) {
        throw new UsageError(
          "Option --auth must be SCHEME=VALUE, with the name of a security scheme of the description.",
        );
      }
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const PREFIX = "SPECWRIGHT_AUTH_";

/** Returns the credentials of the environment by variable name. The description tells which scheme each is for. */
function credentialsOfEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const found = Object.entries(environment).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(found.map(([name, value = ""]) => [name, value]));
}

/** Returns a function that shows progress on one line of a terminal, or undefined if the stream is no terminal. */
function progressOn(stream: NodeJS.WriteStream) {
  if (!stream.isTTY) return undefined;
  return ({ method, path }: { method: string; path: string }, done: number, all: number): void => {
    const line = `${done}/${all} ${method} ${path}`.slice(0, (stream.columns || 80) - 1);
    stream.write(done === all ? "\r\u001b[K" : `\r\u001b[K${line}`);
  };
}
