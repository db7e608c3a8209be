/** Result type of `generate`. Types only, which keeps the published declarations small. */
import type { FileChange } from "./4-output/write.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Timing } from "./stopwatch.ts";

/** Diagnostics, file changes and timings of a run. */
export interface GenerateReport {
  /** True if no error stopped the run, and `check` found no stale file. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were written or removed; with `check`, the stale files. */
  readonly changes: readonly FileChange[];
  /** Paths of the files that were up to date. */
  readonly unchanged: readonly string[];
  readonly timings: readonly Timing[];
}
