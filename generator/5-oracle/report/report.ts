/**
 * What a run of contract tests has done and found, as a value: the contract between those who test (the closed loop, the
 * live run, the proxy) and those who print. Plain JSON all through: types, and the table of what can be wrong.
 */
import type { Location } from "../../diagnostics.ts";

export interface ProofReport {
  /** No findings. What could not be tested is in the notes, and does not count. */
  readonly ok: boolean;
  readonly oracle: {
    readonly title: string;
    readonly version: string;
    /** The root file as the user named it. */
    readonly file: string;
  };
  readonly subject: Subject;
  /** Reproduces the run together with the options. */
  readonly seed: number;
  /** In the order of the description; only those that were chosen. */
  readonly operations: readonly OperationReport[];
  /** What concerns the run as a whole: a limit that was reached, an operation that no option lets us call. */
  readonly notes: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
}

/** What was held against the description. */
export type Subject =
  /** Generated client and generated server, against each other. */
  | { readonly kind: "generated" }
  /** A server that runs. */
  | { readonly kind: "server"; readonly url: string }
  /** What passed between a client and a server. */
  | { readonly kind: "traffic"; readonly url: string };

export interface OperationReport {
  /** What `--operation` takes: the operationId, or `GET /clients/{id}` where there is none. */
  readonly id: string;
  /** Upper case for the methods that HTTP defines. */
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly location: Location | undefined;
  /** Requests that were made, those of `findings` among them. */
  readonly cases: CaseCounts;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
  /** What could not be tested, and why, in sentences. */
  readonly notes: readonly string[];
}

/** How many cases there were, by what was expected of them. */
export interface CaseCounts {
  /** Legal requests. */
  readonly valid: number;
  /** Requests that must be refused. */
  readonly invalid: number;
  /** Changes to a legal request, most of which make it illegal, that were not tried: there was no room, or no time. */
  readonly untried: number;
}

/** One documented answer, and how often it was seen. */
export interface Coverage {
  /** As the description writes it: `200`, `2XX`, `default`. */
  readonly status: string;
  /** As the description writes it; undefined where the answer has no body. */
  readonly mediaType: string | undefined;
  /** Answers of this kind. 0: never seen. */
  readonly cases: number;
}

/** Names of what can be wrong; each is a row of `FINDINGS`. */
export type FindingKind = keyof typeof FINDINGS;

/** What each kind means, as a heading: the printers' legend. */
export const FINDINGS = {
  "undocumented-status": "An answer has a status that the description does not promise",
  "wrong-content-type": "An answer is of a media type that the description does not promise",
  "invalid-body": "The body of an answer is not of its schema",
  "malformed-body": "The body of an answer cannot be read as its media type",
  "missing-body": "An answer has no body where one is promised",
  "missing-header": "An answer lacks a header that is required",
  "invalid-header": "A header of an answer is not of its schema",
  "server-error": "A legal request was answered with a server error",
  "refused-valid": "A legal request was refused",
  "accepted-invalid": "An illegal request was accepted",
  "wrong-refusal": "An illegal request was refused with the wrong status",
  "accepted-unauthorized": "A request without its credentials, or with wrong ones, was accepted",
  "not-found-after-creation": "What was created cannot be found",
  "no-response": "No answer came",
  "wrong-request": "A request is not what the description says",
  "wrong-input": "What the handler received is not what the caller gave",
  "wrong-result": "What the caller got is not what the handler answered",
} as const;

export interface Finding {
  readonly kind: FindingKind;
  /** What is wrong with this case, in one sentence. */
  readonly message: string;
  /** What the case was about: `query parameter page: an integer as text`. */
  readonly about: string;
  /** Where in the request or the answer; undefined where it is about the whole. */
  readonly place: FindingPlace | undefined;
  /** Where the description promises otherwise, with its lines. */
  readonly promised: { readonly location: Location; readonly frame: string } | undefined;
  readonly request: SentRequest | undefined;
  readonly response: ReportedResponse | undefined;
  /** A line of shell that does it again: `curl …`, or `specwright test … --seed`. */
  readonly reproduction: string;
}

export interface FindingPlace {
  readonly in: "path" | "query" | "querystring" | "header" | "cookie" | "body" | "status";
  /** Of a parameter or header. */
  readonly name?: string;
  /** JSON Pointer into the value, such as `/items/0/id`; absent: the value itself. */
  readonly pointer?: string;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Credentials are replaced by `$NAME`, as in `reproduction`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ReportedBody | undefined;
}

export interface ReportedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ReportedBody | undefined;
}

/** At most the first 4,096 characters, or what there is to say of bytes that are no text: `<1,024 bytes>`. */
export interface ReportedBody {
  readonly text: string;
  readonly truncated: boolean;
}
