#!/usr/bin/env node
/** The command line: arguments → a command → an exit code. */
import module from "node:module";
import type { Command } from "./commands/arguments.ts";
import { bundleCommand } from "./commands/bundle.ts";
import { explainCommand } from "./commands/explain.ts";
import { generateCommand } from "./commands/generate.ts";
import { commandHelp, programHelp } from "./commands/help.ts";
import { mockCommand } from "./commands/mock.ts";
import { print } from "./commands/print.ts";
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

/** 0 fine, 1 something was found, 2 wrong usage, 3 a bug of ours. */
async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    if (name === "--version" || name === "-v") return print(VERSION);
    if (name === "help" && COMMANDS.has(rest[0] ?? "")) return await main([...rest, "--help"]);
    if (name === "--help" || name === "-h" || name === "help") return print(programHelp(COMMANDS));
    const command = COMMANDS.get(name);
    if (command === undefined) {
      const unknown = name === "" ? "no command" : `unknown command ${name}`;
      throw new UsageError(unknown + suggestion(name, [...COMMANDS.keys()]));
    }
    const isHelp = rest.includes("--help") || rest.includes("-h");
    return isHelp ? print(commandHelp(name, command)) : await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) return reportBug(error, rest.includes("--debug"));
    const help = COMMANDS.has(name) ? `specwright ${name} --help` : "specwright --help";
    process.stderr.write(`specwright: ${error.message}\nTry: ${help}\n`);
    return 2;
  }
}

function reportBug(error: unknown, debug: boolean): number {
  const [what, stack] = error instanceof Error ? [String(error), error.stack] : [String(error), undefined];
  process.stderr.write(
    `specwright ${VERSION} failed, and that is a bug of specwright, not of your description.\n  ${what}\n` +
      (debug ? `${stack}\n` : "Run it again with --debug, and report what it says together with the description.\n"),
  );
  return 3;
}

// `specwright bundle | head` ends when head has seen enough
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
  process.stderr.write(`specwright: what is printed cannot be written: ${message}\n`);
  process.exit(1);
});
process.stderr.on("error", () => process.exit(1)); // there is nobody left to tell
// Node ≥ 22.1 keeps the compiled code between runs; the types are those of Node 20
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
process.exitCode = await main(process.argv.slice(2));
