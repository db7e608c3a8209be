/** `specwright proxy`: forwards traffic to a server and validates it against a description. */
import { withoutUserinfo } from "../secrets.ts";
import type { ProxiedExchange } from "../6-proxy/proxy-options.ts";
import { withoutControls } from "../diagnostics.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import { readArguments, SOURCE_OPTIONS, type Command } from "./arguments.ts";
import { integerOf } from "./number-options.ts";
import { printDiagnostics, duration, hasColor } from "./terminal.ts";
import { inputsOf, readSettings } from "./settings.ts";
import { exitSoon, listenOrExplain, untilStopped } from "./until-stopped.ts";
import { printReport, TEST_FORMATS } from "./test-report.ts";

const OPTIONS = {
  target: { type: "string", value: "URL", help: "server to forward requests to" },
  port: { type: "string", short: "p", value: "PORT", help: "port to listen on (default: 4020; 0 for any free port)" },
  host: { type: "string", value: "HOST", help: "address to listen on (default: 127.0.0.1)" },
  format: { type: "string", value: "FORMAT", help: `report format: ${TEST_FORMATS.join(", ")} (default: pretty)` },
  output: { type: "string", short: "o", value: "FILE", help: "write the final report to this file" },
  generated: {
    type: "string",
    value: "DIR",
    help: "run the generated code in this folder (default: code generated for the run)",
  },
  ...SOURCE_OPTIONS,
} as const;

export const proxyCommand: Command = {
  summary: "Forward traffic to a server and validate it against a description",
  usage: "[spec] --target URL [options]",
  options: OPTIONS,
  topics: {
    Protocols: [
      ["", "HTTP/1.1 with streaming. WebSocket requests get status 501."],
      ["", "For a server with a private certificate: NODE_EXTRA_CA_CERTS=ca.pem specwright proxy …"],
    ],
  },
  examples: [
    ["specwright proxy --target https://api.example.com", "then point the client to http://127.0.0.1:4020"],
    [
      "specwright proxy --target http://127.0.0.1:3000 --format html -o traffic.html",
      "write the report as a page when stopped by Ctrl-C",
    ],
  ],

  async run(args) {
    const { spec, values } = readArguments(args, OPTIONS);
    const { target } = values;
    if (target === undefined) throw new UsageError("No server given. Name it with --target https://api.example.com.");
    if (!/^https?:\/\/[^/?#@]+[^?#]*$/.test(target) || !URL.canParse(target)) {
      throw new UsageError(
        `Option --target must be an http(s) URL without query, fragment and credentials, got ${target}.`,
      );
    }
    const format = oneOf(TEST_FORMATS, values.format ?? "pretty", "format");
    const settings = {
      port: integerOf(values.port ?? "4020", "port", { least: 0, most: 65_535 }),
      host: values.host ?? "127.0.0.1",
      generated: values.generated,
      target,
    };
    const { source } = await readSettings(spec, values);
    const [{ startProxy }, { privateFolder }] = await Promise.all([
      import("../6-proxy/start-proxy.ts"),
      import("../5-program/private-folder.ts"),
    ]);
    const options = { ...source, ...settings, cache: privateFolder(process.cwd()), onExchange: printExchange };
    const { value: proxy, diagnostics } = await listenOrExplain(settings, () => startProxy(options));
    printDiagnostics(diagnostics.filter(({ severity }) => severity === "error"));
    if (proxy === undefined) return 1;
    const about = `Forwarding ${proxy.url} to ${target}, validating against ${source.spec}. Stop with Ctrl-C.\n`;
    await untilStopped(
      () => void process.stderr.write(withoutUserinfo(about)),
      () => proxy.close(),
    );
    const report = await proxy.report();
    return exitSoon(await printReport(report, { format, output: values.output, inputs: inputsOf(source) }));
  },
};

/** Prints one line per exchange and one per deviation. Uses standard error, so that the report can be piped. */
function printExchange({ method, path, status, operation, deviations, duration: time }: ProxiedExchange): void {
  const mark = operation === undefined ? dim("?") : deviations.length === 0 ? green("✓") : red("✗");
  const about = operation ?? "not in the description";
  const lines = [
    `${mark} ${status ?? "---"} ${method} ${withoutControls(path)} ${dim(`${duration(time)} ${withoutControls(about)}`)}`,
    ...deviations.map(({ message }) => `    ${red(withoutControls(message))}`),
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
