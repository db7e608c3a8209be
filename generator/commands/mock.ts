/** `specwright mock`: a server that answers as the description says. */
import type { MockEvent, RunningMock } from "../6-mock/mock-options.ts";
import { withoutControls } from "../diagnostics.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf, numberOf } from "./numbers.ts";
import { complain, count, duration, hasColor } from "./print.ts";
import { readSettings } from "./settings.ts";
import { unlessTaken, untilStopped } from "./stop.ts";

const OPTIONS = {
  port: { type: "string", short: "p", value: "PORT", help: "where to listen (default: 4010; 0: the system chooses)" },
  host: { type: "string", value: "HOST", help: "the address to listen at (default: 127.0.0.1, this machine alone)" },
  seed: { type: "string", value: "NUMBER", help: "same seed, same answers (default: 1)" },
  "no-auth": { type: "boolean", help: "ask nobody for credentials" },
  delay: { type: "string", value: "MS", help: "hold each answer back; 100-500 for something between" },
  "failure-rate": { type: "string", value: "RATE", help: "how many valid requests fail, from 0 to 1" },
  cors: { type: "string", multiple: true, value: "ORIGIN", help: "let browsers call from this origin; * for any" },
  generated: { type: "string", value: "DIR", help: "run the code in this folder instead of generating it" },
  "no-watch": { type: "boolean", help: "stay as it is when the description changes" },
  ...SOURCE_OPTIONS,
} as const;

export const mockCommand: Command = {
  summary: "Serve a description: answers from its examples, else from its schemas",
  usage: "[spec] [--port PORT] [options]",
  options: OPTIONS,
  topics: {
    "A client chooses with the header Prefer": [
      ["Prefer: code=404", "the documented answer with that status"],
      ["Prefer: example=rex", "the example of that name"],
      ["Prefer: dynamic=true", "made from the schema, examples or not, another one each time"],
      ["Prefer: handling=strict", "a 400 where the others cannot be met, instead of the usual answer"],
    ],
    "What is checked": [
      ["requests", "an illegal one gets the 400 or 422 of the description, and the reason in x-mock-reason"],
      ["credentials", "are asked for where the description does; any that are well-formed are accepted"],
    ],
  },
  examples: [
    ["specwright mock openapi.yaml", "on http://127.0.0.1:4010, following the file as it changes"],
    ["specwright mock --cors '*' --delay 200-800", "for a page that is being built"],
    ["specwright mock --failure-rate 0.1 --seed 7", "one request in ten fails, the same ones each time"],
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
      import("../6-mock/mock.ts"),
      import("../5-program/private-folder.ts"),
    ]);
    const cache = privateFolder(process.cwd());
    const options = { ...source, ...settings, cache, onEvent: report };
    const { value: mock, diagnostics } = await unlessTaken(settings, () => startMock(options));
    complain(diagnostics.filter(({ severity }) => severity === "error"));
    if (mock === undefined) return 1;
    process.stdout.write(welcome(mock, source.spec, diagnostics.length));
    await untilStopped(() => mock.close());
    return 0;
  },
};

const LONG = 86_400_000;

function delayOf(text: string): readonly [least: number, most: number] {
  const [least = "", most = least, ...more] = text.split("-");
  if (more.length > 0) throw new UsageError(`--delay must be milliseconds, or two of them: 100-500`);
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
  const also = basePaths.length === 0 ? "" : ` (and below ${basePaths.join(", ")})`;
  return [
    `${spec}: ${count(operations.length, "operation")} at ${url}${also}\n`,
    ...routes,
    ...(rest > 0 ? [`  … and ${rest} more\n`] : []),
    ...(remarks > 0 ? [`${count(remarks, "remark")} on the description: specwright validate tells them\n`] : []),
  ].join("");
}

/** A line per request; what happens to the description, on the stream for errors. */
function report(event: MockEvent): void {
  switch (event.kind) {
    case "answer": {
      const { method, path, status, operation, notes, duration: time } = event;
      const about = [operation, ...notes].filter(Boolean).join(" · ");
      const line = `${coloured(status)} ${method} ${path} ${dim(`${duration(time)} ${about}`)}`;
      process.stdout.write(`${line.replaceAll(/[\r\n]/g, " ")}\n`);
      return;
    }
    case "reload":
      complain(event.diagnostics.filter(({ severity }) => severity === "error"));
      process.stderr.write(
        event.ok ? "The description has changed: the mock follows it.\n" : "The mock stays as it was.\n",
      );
      return;
    case "failure":
      process.stderr.write(`The mock could not follow the description: ${event.message}\n`);
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
