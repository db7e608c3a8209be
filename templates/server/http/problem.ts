/** Refusals as `application/problem+json`, RFC 9457. Nothing of a request's content, and no stack, is ever in one. */
import type { ParameterIn } from "../../runtime/operation.js";
import { checkLines, type HeaderLine } from "./header-lines.js";
import type { OutgoingResponse } from "./outgoing-response.js";

/** The body of every refusal. */
export interface Problem {
  /** A URI of the kind of problem; `about:blank` where the status says it all. */
  readonly type: string;
  /** The same for every problem of its type; of `about:blank`, the phrase of the status. */
  readonly title: string;
  readonly status: number;
  /** What is wrong this time, and what to do. */
  readonly detail?: string;
  readonly instance?: string;
  /** The places that are wrong, at most 20. */
  readonly errors?: readonly Issue[];
}

/** One place of a request or an answer that is wrong. Never holds the value itself. */
export interface Issue {
  readonly in: ParameterIn | "body";
  /** Of the parameter or header. */
  readonly name?: string;
  /** JSON Pointer into the value of the parameter or the body; absent where all of it is meant. */
  readonly pointer?: string;
  readonly message: string;
}

/** More of them tell nobody more. */
export const MOST_ISSUES = 20;

/** Thrown, by handlers too, to answer with a problem document: `throw new HttpProblem(409, { detail: "…" })`. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly problem: Problem;
  readonly headers: readonly HeaderLine[];

  /** Throws a `TypeError` where a header is none. */
  constructor(status: number, details: Partial<Omit<Problem, "status">> = {}, headers: readonly HeaderLine[] = []) {
    super(details.detail ?? details.title ?? TITLES[status] ?? `status ${status}`);
    const { type = "about:blank", title = TITLES[status] ?? "Error", errors, ...rest } = details;
    this.problem = { type, title, status, ...rest, ...(errors && { errors: errors.slice(0, MOST_ISSUES) }) };
    checkLines(headers);
    this.headers = headers;
  }
}

/** The answer that carries the problem. */
export function problemResponse({ problem, headers }: HttpProblem): OutgoingResponse {
  return {
    status: problem.status,
    headers: [["content-type", "application/problem+json"], ...headers],
    body: JSON.stringify(problem),
  };
}

/** What a stub does: the operation is described, and nobody has written it yet. */
export function notImplemented(operation: string): never {
  throw new HttpProblem(501, { detail: `${operation} is not implemented` });
}

/** RFC 9110 §15. */
const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
