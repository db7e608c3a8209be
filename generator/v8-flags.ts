/** V8 flags that delay optimization in short runs. */
import { setFlagsFromString } from "node:v8";

/**
 * Flags by major version of V8. A run over a large description spends 14 % (Node 24) to 33 % (Node 20) of its CPU time
 * on optimizing functions, and ends before that pays off. The flags optimize later, and without inlining. Hot loops are
 * still optimized. Unknown versions get no flags.
 */
const FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ["11", ["--interrupt-budget=540672", "--no-turbo-inlining"]], // Node 20
  ["12", ["--invocation-count-for-turbofan=100000", "--no-turbo-inlining"]], // Node 22
  ["13", ["--no-turbofan", "--no-maglev-inlining", "--invocation-count-for-maglev=2000"]], // Node 24: the Maglev tier is fast enough
]);

/** Sets the flags in this process. Call it before any heavy work. */
export function optimizeLate(): void {
  const flags = FLAGS.get(process.versions.v8.split(".", 1)[0] ?? "") ?? [];
  for (const flag of flags) setFlagsFromString(flag);
}
