/** When the machine that runs a command compiles it: for runs of seconds, which end before the best code has paid for itself. */
import { setFlagsFromString } from "node:v8";

/**
 * V8's own budgets are those of programs that stay. A run over a large description spends a seventh (Node 24) to a third (Node 20) of its
 * CPU on compiling functions to their fastest form, and is over before that has saved as much: here it waits longer, and compiles each
 * function by itself, without those that it calls. Hot loops still get there. The flags change when and how code is compiled and nothing
 * else. Each version has others; where it is not known, nothing is set.
 */
const PATIENCE: ReadonlyMap<string, readonly string[]> = new Map([
  ["11", ["--interrupt-budget=540672", "--no-turbo-inlining"]], // Node 20
  ["12", ["--invocation-count-for-turbofan=100000", "--no-turbo-inlining"]], // Node 22
  ["13", ["--no-turbofan", "--no-maglev-inlining", "--invocation-count-for-maglev=2000"]], // Node 24: Maglev is fast enough
]);

/** For a process that does one thing and ends. */
export function optimizeLate(): void {
  const flags = PATIENCE.get(process.versions.v8.split(".", 1)[0] ?? "") ?? [];
  for (const flag of flags) setFlagsFromString(flag);
}
