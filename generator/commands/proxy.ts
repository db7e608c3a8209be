/** `specwright proxy`: what passes between a client and a server, held to the description. */
import { REPORTS } from "../6-test/report/print-report.ts";
import type { ProxiedExchange } from "../6-proxy/proxy-options.ts";
import { withoutControls } from "../diagnostics.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf } from "./numbers.ts";
import { complain, duration, hasColor } from "./print.ts";
import { inputsOf, readSettings } from "./settings.ts";
import { unlessTaken, untilStopped } from "./stop.ts";
import { printReport } from "./test-report.ts";

const OPTIONS = {
  target: { type: "string", value: "URL", help: "the server that requests are handed on to" },
  port: { type: "string", short: "p", value: "PORT", help: "where to listen (default: 4020; 0: the system chooses)" },
  host: { type: "string", value: "HOST", help: "the address to listen at (default: 127.0.0.1, this machine alone)" },
  report: { type: "string", value: "FORMAT", help: `${REPORTS.join(", ")} (default: pretty)` },
  output: { type: "string", short: "o", value: "FILE", help: "write the report there, at the end" },
  generated: { type: "string", value: "DIR", help: "run the code in this folder instead of generating it" },
  ...SOURCE_OPTIONS,
} as const;

export const proxyCommand: Command = {
  summary: "Stand between client and server, and tell how they depart from the description",
  usage: "[spec] --target URL [options]",
  options: OPTIONS,
  topics: {
    "What it hands through": [
      ["", "HTTP/1.1, streams as streams. A WebSocket is answered with 501."],
      ["", "A server with a certificate of your own: NODE_EXTRA_CA_CERTS=ca.pem specwright proxy …"],
    ],
  },
  examples: [
    ["specwright proxy --target https://api.example.com", "point the client to http://127.0.0.1:4020, and look"],
    ["specwright proxy --target http://127.0.0.1:3000 --report html -o traffic.html", "a page at the end (Ctrl-C)"],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const { target } = values;
    if (target === undefined) throw new UsageError("which server? Name it: --target https://api.example.com");
    if (!/^https?:\/\/[^/?#@]+[^?#]*$/.test(target) || !URL.canParse(target)) {
      throw new UsageError(`${target} is no http(s) URL that paths can be put behind`);
    }
    const format = oneOf(REPORTS, values.report ?? "pretty", "report");
    const settings = {
      port: integerOf(values.port ?? "4020", "port", { least: 0, most: 65_535 }),
      host: values.host ?? "127.0.0.1",
      generated: values.generated,
      target,
    };
    const { source } = await readSettings(spec, values);
    const [{ startProxy }, { privateFolder }] = await Promise.all([
      import("../6-proxy/proxy.ts"),
      import("../5-program/private-folder.ts"),
    ]);
    const options = { ...source, ...settings, cache: privateFolder(process.cwd()), onExchange: tell };
    const { value: proxy, diagnostics } = await unlessTaken(settings, () => startProxy(options));
    complain(diagnostics.filter(({ severity }) => severity === "error"));
    if (proxy === undefined) return 1;
    process.stderr.write(`${proxy.url} → ${target}, held to ${source.spec} (Ctrl-C ends it)\n`);
    await untilStopped(() => proxy.close());
    const report = await proxy.report();
    return printReport(report, { format, output: values.output, inputs: inputsOf(source) });
  },
};

/** A line per exchange, and one for each departure; on the stream for errors, so that the report can be piped. */
function tell({ method, path, status, operation, departures, duration: time }: ProxiedExchange): void {
  const mark = operation === undefined ? dim("?") : departures.length === 0 ? green("✓") : red("✗");
  const about = operation ?? "not in the description";
  const lines = [
    `${mark} ${status ?? "---"} ${method} ${withoutControls(path)} ${dim(`${duration(time)} ${withoutControls(about)}`)}`,
    ...departures.map(({ message }) => `    ${red(withoutControls(message))}`),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
}

const painter =
  (start: number, end: number) =>
  (text: string): string =>
    hasColor(process.stderr) ? `\u001b[${start}m${text}\u001b[${end}m` : text;
const dim = painter(2, 22);
const green = painter(32, 39);
const red = painter(31, 39);
