#!/usr/bin/env node
/** Entry point of the command line: selects the command, runs it, and sets the exit code. */
import { isStackOverflow } from "./1-document/failure-place.ts";
import { withoutUserinfo } from "./secrets.ts";
import { replaceControls, visibleText } from "./visible-text.ts";
import module from "node:module";
import { isMainThread, Worker } from "node:worker_threads";
import type { Command } from "./commands/arguments.ts";
import { bundleCommand } from "./commands/bundle.ts";
import { explainCommand } from "./commands/explain.ts";
import { generateCommand } from "./commands/generate.ts";
import { commandHelp, programHelp } from "./commands/help-text.ts";
import { mockCommand } from "./commands/mock.ts";
import { print } from "./commands/terminal.ts";
import { proxyCommand } from "./commands/proxy.ts";
import { testCommand } from "./commands/test.ts";
import { validateCommand } from "./commands/validate.ts";
import { suggestion, UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["generate", generateCommand],
  ["validate", validateCommand],
  ["bundle", bundleCommand],
  ["mock", mockCommand],
  ["proxy", proxyCommand],
  ["explain", explainCommand],
  ["test", testCommand],
]);

/** Runs a command. Resolves to 0 for success, 1 for problems found, 2 for wrong usage, 3 for an internal error. */
async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    if (name === "--version" || name === "-v") return print(VERSION);
    if (name === "help" && COMMANDS.has(rest[0] ?? "")) return await main([...rest, "--help"]);
    if (name === "--help" || name === "-h" || name === "help") return print(programHelp(COMMANDS));
    const command = COMMANDS.get(name);
    if (command === undefined) {
      const unknown = name === "" ? "No command given" : `Unknown command ${name}`;
      throw new UsageError(unknown + suggestion(name, [...COMMANDS.keys()]));
    }
    const isHelp = rest.includes("--help") || rest.includes("-h");
    return isHelp ? print(commandHelp(name, command)) : await command.run(rest);
  } catch (error) {
    if (isStackOverflow(error)) return isMainThread ? runWithLargeStack(args) : reportDepth();
    if (!(error instanceof UsageError)) return reportBug(error, rest.includes("--debug"));
    const help = COMMANDS.has(name) ? `specwright ${name} --help` : "specwright --help";
    process.stderr.write(
      `specwright: ${withoutUserinfo(visibleText(replaceControls(error.message, " ")))}\nTry: ${help}\n`,
    );
    return 2;
  }
}

/** Size of the large stack, in megabytes. A level of references needs about 2 kB. */
const LARGE_STACK = 256;

/** Runs the command again in a thread with a large stack, because the description has long chains of references. */
async function runWithLargeStack(args: readonly string[]): Promise<number> {
  const resourceLimits = { stackSizeMb: LARGE_STACK };
  const worker = new Worker(new URL(import.meta.url), { argv: [...args], resourceLimits, stdin: false });
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", resolve);
  });
}

function reportDepth(): number {
  process.stderr.write(
    "specwright: The references of the description form a chain that is too long to follow.\n" +
      "Shorten the chain of schemas that refer to each other.\n",
  );
  return 1;
}

function reportBug(error: unknown, debug: boolean): number {
  const [what, stack] = [String(error), error instanceof Error ? error.stack : undefined].map((text = "") =>
    withoutUserinfo(visibleText(replaceControls(text, " "))),
  );
  process.stderr.write(
    `specwright ${VERSION} failed. This is a bug of specwright, not of your description.\n  ${what}\n` +
      (debug
        ? `${stack}\n`
        : "Run the command again with --debug, and report its output together with the description.\n"),
  );
  return 3;
}

// `specwright bundle | head` closes the pipe early
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
  process.stderr.write(`specwright: Cannot write to standard output: ${message}\n`);
  process.exit(1);
});
process.stderr.on("error", () => process.exit(1));
// Node 22.1 and newer cache compiled code between runs; the installed types are those of Node 20
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
process.exitCode = await main(process.argv.slice(2));
