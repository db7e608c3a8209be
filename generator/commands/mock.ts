/** `specwright mock`: serves example responses for a description. */
import { withoutSecretQuery, withoutUserinfo } from "../secrets.ts";
import { visibleText } from "../visible-text.ts";
import type { MockEvent, RunningMock } from "../6-mock/mock-options.ts";
import { withoutControls } from "../diagnostics.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf, numberOf } from "./number-options.ts";
import { printDiagnostics, count, duration, hasColor } from "./terminal.ts";
import { readSettings } from "./settings.ts";
import { exitSoon, listenOrExplain, untilStopped } from "./until-stopped.ts";

const OPTIONS = {
  port: { type: "string", short: "p", value: "PORT", help: "port to listen on (default: 4010; 0 for any free port)" },
  host: { type: "string", value: "HOST", help: "address to listen on (default: 127.0.0.1)" },
  seed: {
    type: "string",
    value: "NUMBER",
    help: "seed of generated values; equal seeds give equal responses (default: 1)",
  },
  "no-auth": { type: "boolean", help: "require no credentials" },
  delay: { type: "string", value: "MS", help: "delay each response, such as 100, or 100-500 for a random delay" },
  "failure-rate": { type: "string", value: "RATE", help: "share of valid requests that fail, from 0 to 1" },
  cors: {
    type: "string",
    multiple: true,
    value: "ORIGIN",
    help: "allow cross-origin requests from this origin, or * for any; repeatable",
  },
  generated: {
    type: "string",
    value: "DIR",
    help: "run the generated code in this folder (default: code generated for the run)",
  },
  "no-watch": { type: "boolean", help: "do not reload when the description changes" },
  ...SOURCE_OPTIONS,
} as const;

export const mockCommand: Command = {
  summary: "Serve example responses for a description",
  usage: "[spec] [--port PORT] [options]",
  options: OPTIONS,
  topics: {
    "Choose a response with the Prefer header": [
      ["Prefer: code=404", "the documented response with that status"],
      ["Prefer: example=rex", "the example with that name"],
      ["Prefer: dynamic=true", "a value generated from the schema, a new one for each request"],
      ["Prefer: handling=strict", "400 if a preference cannot be met, instead of the default response"],
    ],
    Checks: [
      ["requests", "an invalid request gets the 400 or 422 of the description, and x-mock-reason says why"],
      ["credentials", "required where the description requires them; any well-formed credential is accepted"],
    ],
  },
  examples: [
    ["specwright mock openapi.yaml", "serve on http://127.0.0.1:4010, and reload when the file changes"],
    ["specwright mock --cors '*' --delay 200-800", "serve a web page under development"],
    ["specwright mock --failure-rate 0.1 --seed 7", "fail one request in ten, always the same ones"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const port = { least: 0, most: 65_535 };
    const settings = {
      port: integerOf(values.port ?? "4010", "port", port),
      host: values.host ?? "127.0.0.1",
      seed: integerOf(values.seed ?? "1", "seed", { least: 0, most: 2 ** 31 - 1 }),
      auth: !values["no-auth"],
      delay: delayOf(values.delay ?? "0"),
      failureRate: numberOf(values["failure-rate"] ?? "0", "failure-rate", { least: 0, most: 1 }),
      cors: values.cors ?? [],
      watch: !values["no-watch"],
      generated: values.generated,
    };
    const { source } = await readSettings(spec, values);
    const [{ startMock }, { privateFolder }] = await Promise.all([
      import("../6-mock/start-mock.ts"),
      import("../5-program/private-folder.ts"),
    ]);
    const cache = privateFolder(process.cwd());
    const options = { ...source, ...settings, cache, onEvent: report };
    const { value: mock, diagnostics } = await listenOrExplain(settings, () => startMock(options));
    printDiagnostics(diagnostics.filter(({ severity }) => severity === "error"));
    if (mock === undefined) return 1;
    const announce = (): void => void process.stdout.write(welcome(mock, source.spec, diagnostics.length));
    await untilStopped(announce, () => mock.close());
    return exitSoon(0);
  },
};

const LONG = 86_400_000;

function delayOf(text: string): readonly [least: number, most: number] {
  const [least = "", most = least, ...more] = text.split("-");
  if (more.length > 0) {
    throw new UsageError(`Option --delay must be milliseconds, such as 100, or a range, such as 100-500.`);
  }
  const from = numberOf(least, "delay", { least: 0, most: LONG });
  return [from, numberOf(most, "delay", { least: from, most: LONG })];
}

const MOST_ROUTES = 40;

function welcome({ url, basePaths, operations }: RunningMock, spec: string, remarks: number): string {
  const width = Math.max(...operations.map(({ method }) => method.length), 0);
  const routes = operations
    .slice(0, MOST_ROUTES)
    .map(({ method, path, id }) => `  ${method.padEnd(width)} ${withoutControls(path)}  ${dim(id)}\n`);
  const rest = operations.length - routes.length;
  const also = basePaths.length === 0 ? "" : ` (also below ${basePaths.join(", ")})`;
  return [
    `${withoutUserinfo(visibleText(spec))}: ${count(operations.length, "operation")} at ${url}${also}\n`,
    ...routes,
    ...(rest > 0 ? [`  … and ${rest} more\n`] : []),
    ...(remarks > 0 ? [`${count(remarks, "problem")} in the description: run specwright validate\n`] : []),
  ].join("");
}

/** Prints one line per request to standard output, and reloads of the description to standard error. */
function report(event: MockEvent): void {
  switch (event.kind) {
    case "response": {
      const { method, path, status, operation, notes, duration: time } = event;
      const about = [operation, ...notes].filter(Boolean).join(" · ");
      const line = `${coloured(status)} ${method} ${withoutControls(withoutSecretQuery(path))} ${dim(`${duration(time)} ${about}`)}`;
      process.stdout.write(`${line.replaceAll(/[\r\n]/g, " ")}\n`);
      return;
    }
    case "reload":
      printDiagnostics(event.diagnostics.filter(({ severity }) => severity === "error"));
      process.stderr.write(
        event.ok ? "Reloaded the description.\n" : "The description has errors: still serving the previous one.\n",
      );
      return;
    case "failure":
      process.stderr.write(`Cannot reload the description: ${event.message}\n`);
      return;
    default:
      event satisfies never;
  }
}

function dim(text: string): string {
  const safe = withoutControls(text);
  return hasColor(process.stdout) ? `\u001b[2m${safe}\u001b[22m` : safe;
}

function coloured(status: number): string {
  const colour = status < 300 ? 32 : status < 400 ? 36 : status < 500 ? 33 : 31;
  return hasColor(process.stdout) ? `\u001b[${colour}m${status}\u001b[39m` : String(status);
}
