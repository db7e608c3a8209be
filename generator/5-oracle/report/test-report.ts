/**
 * Types of a test report. The loop test, the live test and the proxy create it. The printers and `--format json` show
 * it. All values are plain JSON.
 */
import type { Location } from "../../diagnostics.ts";
import type { FindingKind, FindingPlace } from "../response/problem.ts";

/** Result of a test run. */
export interface TestReport {
  /** True if there are no findings, and at least one operation was tested. */
  readonly ok: boolean;
  readonly description: {
    readonly title: string;
    readonly version: string;
    /** Root file of the description, as given by the user. */
    readonly file: string;
  };
  readonly subject: Subject;
  /** Seed of the run. The same seed and options give the same cases. */
  readonly seed: number;
  /** Selected operations, in document order. */
  readonly operations: readonly OperationReport[];
  /** Remarks about the whole run, such as a limit that was reached. Each one is a sentence. */
  readonly notes: readonly string[];
  /** Duration in milliseconds. */
  readonly duration: number;
}

/** Software that was tested. */
export type Subject =
  /** Generated client and generated server, connected to each other. */
  | { readonly kind: "generated" }
  /** A running server. */
  | { readonly kind: "server"; readonly url: string }
  /** Requests and responses that the proxy forwarded. */
  | { readonly kind: "traffic"; readonly url: string };

/** Results of one operation. */
export interface OperationReport {
  /** Value for `--operation`: the `operationId`, or method and path such as `GET /clients/{id}`. */
  readonly id: string;
  /** Upper case for the methods that HTTP defines. */
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly location: Location | undefined;
  /** Numbers of requests, including those in `findings`. */
  readonly cases: CaseCounts;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
  /** Untested parts of the operation and the reasons. Each one is a sentence. */
  readonly notes: readonly string[];
  /** Set if no case, or no successful response, shows that the operation works. */
  readonly untested?: UntestedReason;
}

/** Reason why an operation was not tested. */
export interface UntestedReason {
  /** One sentence. */
  readonly message: string;
  /** True if the options exclude the operation, or if no request can show more. Then it is no finding of its own. */
  readonly isExcused: boolean;
}

/** Numbers of cases, by expected result. */
export interface CaseCounts {
  /** Valid requests. */
  readonly valid: number;
  /** Invalid requests, which the server must refuse. */
  readonly invalid: number;
  /** Invalid variants of requests that were not sent because of a limit. */
  readonly untried: number;
}

/** A described response, and how often it occurred. */
export interface Coverage {
  /** Status as in the description: `200`, `2XX` or `default`. */
  readonly status: string;
  /** Media type as in the description. Undefined if the response has no body. */
  readonly mediaType: string | undefined;
  /** Number of responses. 0 if it never occurred. */
  readonly cases: number;
}

/** A deviation from the description, with its evidence. */
export interface Finding {
  readonly kind: FindingKind;
  /** The deviation, as a sentence. */
  readonly message: string;
  /** Subject of the case, such as `query parameter page: a string instead of an integer`. */
  readonly about: string;
  /** Part of the request or the response. Undefined if the finding is about the whole. */
  readonly place: FindingPlace | undefined;
  /** Lines of the description that are violated. */
  readonly promised: { readonly location: Location; readonly frame: string } | undefined;
  readonly request: SentRequest | undefined;
  readonly response: ReportedResponse | undefined;
  /** Shell command that repeats the case: `curl …`, or `specwright test … --seed`. */
  readonly reproduction: string;
}

/** A request in a report. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Credentials are replaced by environment variables, as in `reproduction`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ReportedBody | undefined;
}

/** A response in a report. */
export interface ReportedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ReportedBody | undefined;
}

/** The first 4,096 characters of a body. For a binary body: its size, such as `<1,024 bytes>`. */
export interface ReportedBody {
  readonly text: string;
  readonly truncated: boolean;
}
