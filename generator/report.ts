/** What `generate` gives back. Types only: the declarations of the library reach no further than they must. */
import type { FileChange } from "./4-output/write.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Timing } from "./timings.ts";

/** What a run has found and done. */
export interface GenerateReport {
  /** Whether the output is what the description asks for: nothing stopped the run, and `check` found nothing stale. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What was written and removed; with `check`, what is stale. */
  readonly changes: readonly FileChange[];
  /** Paths of the files that were right already. */
  readonly unchanged: readonly string[];
  readonly timings: readonly Timing[];
}
