/** When the machine that runs a command compiles it: for runs of seconds, which end before the best code has paid for itself. */
import { setFlagsFromString } from "node:v8";

/**
 * V8's own budgets are those of programs that stay. A run over a large description spends a tenth (Node 24) to a third (Node 20) of its
 * CPU on compiling functions to their fastest form, and is over before that has saved as much: here it waits longer, and hot loops still
 * get there. The flag changes when code is compiled and nothing else. Each version has another; where it is not known, nothing is set.
 */
const PATIENCE: ReadonlyMap<string, string> = new Map([
  ["11", "--interrupt-budget=540672"], // Node 20
  ["12", "--invocation-count-for-turbofan=100000"], // Node 22
  ["13", "--invocation-count-for-turbofan=100000"], // Node 24
]);

/** For a process that does one thing and ends. */
export function optimizeLate(): void {
  const flag = PATIENCE.get(process.versions.v8.split(".", 1)[0] ?? "");
  if (flag !== undefined) setFlagsFromString(flag);
}
