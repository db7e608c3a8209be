/** The results of one operation while its cases run. The closed loop, the live run and the proxy fill one per operation. */
import type { DescribedOperation } from "../description/described-operation.ts";
import type { Judge } from "../judge/judge.ts";
import type { ReceivedResponse } from "../response/received-response.ts";
import { countResponse, lacksSuccess, reportOperation } from "./operation-report.ts";
import type { LocatePointer } from "./findings.ts";
import type { Problem } from "../response/problem.ts";
import type { CaseCounts, Finding, OperationReport, UntestedReason } from "./test-report.ts";

/** Limits on the findings that are kept. Further findings are counted in a note. */
export interface FindingLimits {
  readonly perKind: number;
  readonly perOperation: number;
}

/** The case counts, findings, notes and documented responses seen of one operation. */
export class OperationRecord {
  readonly cases: { -readonly [Key in keyof CaseCounts]: number } = { valid: 0, invalid: 0, untried: 0 };
  /** Sentences on what could not be tested, each once. */
  readonly notes: Set<string> = new Set();
  readonly #operation: DescribedOperation;
  readonly #limits: FindingLimits;
  readonly #seen = new Map<string, number>();
  readonly #findings = new Map<string, Finding>();
  readonly #omitted = new Set<string>();
  #untested: UntestedReason | undefined;

  constructor(operation: DescribedOperation, limits: FindingLimits) {
    this.#operation = operation;
    this.#limits = limits;
  }

  get findingCount(): number {
    return this.#findings.size;
  }

  hasFinding(key: string): boolean {
    return this.#findings.has(key);
  }

  /**
   * Keeps a problem as a finding, unless there is one with the same key or a limit is reached. Without a key, the
   * problem never equals another one.
   */
  addFinding(
    problem: Problem,
    toFinding: (problem: Problem) => Finding,
    key: string = `#${this.#findings.size + this.#omitted.size}`,
  ): void {
    if (this.#findings.has(key)) return;
    if (this.#isFull(problem)) this.#omitted.add(key);
    else this.#findings.set(key, toFinding(problem));
  }

  #isFull({ kind }: Problem): boolean {
    if (this.#findings.size >= this.#limits.perOperation) return true;
    return [...this.#findings.values()].filter((finding) => finding.kind === kind).length >= this.#limits.perKind;
  }

  /** Counts the documented response that `response` is an instance of, if there is one. */
  countResponse(response: ReceivedResponse): void {
    countResponse(this.#seen, this.#operation, response);
  }

  /** Counts a documented response by its label, for example `200 application/json`. */
  countDocumented(label: string): void {
    this.#seen.set(label, (this.#seen.get(label) ?? 0) + 1);
  }

  /** States that the operation was not tested, and why, as a sentence. */
  noteUntested(message: string, { isExcused = false }: { readonly isExcused?: boolean } = {}): void {
    this.#untested = { message, isExcused };
    this.notes.add(message);
  }

  /** States that the operation was not tested if it has no case, or if no successful response was seen. */
  noteMissingCases(): void {
    const [reason = "No case was found for this operation."] = this.notes;
    if (this.cases.valid + this.cases.invalid === 0) this.noteUntested(reason);
    else if (this.#findings.size === 0 && lacksSuccess(this.#operation, this.#seen)) {
      this.noteUntested("None of its successful responses was tested. The notes say why.");
    }
  }

  /** Notes what the judge could not decide since it was asked last. */
  noteUndecided(judge: Judge): void {
    for (const note of judge.undecidedReasons()) this.notes.add(note);
  }

  /** Returns the results so far. `notes` come before those that the record holds. */
  report(locate: LocatePointer, notes: readonly string[] = []): OperationReport {
    const omitted = this.#omitted.size;
    const more = omitted === 1 ? "There was 1 more finding." : `There were ${omitted} more findings.`;
    const outcome = {
      cases: { ...this.cases },
      seen: this.#seen,
      findings: [...this.#findings.values()],
      notes: [...notes, ...this.notes, ...(omitted === 0 ? [] : [more])],
      untested: this.#untested,
    };
    return reportOperation(this.#operation, outcome, locate);
  }
}
