/** Error responses as `application/problem+json` (RFC 9457). They contain no values of the request. */
import type { ParameterIn } from "../../runtime/operation.js";
import { checkHeaderLines, type HeaderLine } from "./header-lines.js";
import type { OutgoingResponse } from "./outgoing-response.js";

/** The body of an error response (RFC 9457). */
export interface Problem {
  /** URI of the problem type. `about:blank` means that the status is the type. */
  readonly type: string;
  /** Short description of the problem type. For `about:blank`, the reason phrase of the status. */
  readonly title: string;
  readonly status: number;
  /** Description of this occurrence of the problem. */
  readonly detail?: string;
  /** URI of this occurrence of the problem. */
  readonly instance?: string;
  /** Issues of an invalid request, at most 20. */
  readonly errors?: readonly Issue[];
}

/** One invalid value of a request or a response. It never contains the value itself. */
export interface Issue {
  /** Location of the parameter, or `body`. */
  readonly in: ParameterIn | "body";
  /** Name of the parameter or header. */
  readonly name?: string;
  /** JSON Pointer into the parameter or the body. Absent if the issue concerns the whole value. */
  readonly pointer?: string;
  /** Continues a sentence about the value, for example `is required`. */
  readonly message: string;
}

/** Largest number of issues in a response. */
export const MAX_ISSUES = 20;

/**
 * An error that becomes a problem response. Handlers, middleware and hooks can throw it.
 *
 * @example
 * throw new HttpProblem(409, { detail: "The name is taken." });
 */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly code = "http-problem";
  readonly problem: Problem;
  readonly headers: readonly HeaderLine[];

  /** Creates the error. Throws a `TypeError` if a header is invalid. */
  constructor(status: number, details: Partial<Omit<Problem, "status">> = {}, headers: readonly HeaderLine[] = []) {
    super(details.detail ?? details.title ?? TITLES[status] ?? `status ${status}`);
    const { type = "about:blank", title = TITLES[status] ?? "Error", errors, ...rest } = details;
    this.problem = { type, title, status, ...rest, ...(errors && { errors: errors.slice(0, MAX_ISSUES) }) };
    checkHeaderLines(headers);
    this.headers = headers;
  }
}

/** Returns the response for a problem. */
export function problemResponse({ problem, headers }: HttpProblem): OutgoingResponse {
  return {
    status: problem.status,
    headers: [["content-type", "application/problem+json"], ...headers],
    body: JSON.stringify(problem),
  };
}

/** Throws a problem of status 501. Used by the stubs of handlers. */
export function notImplemented(operation: string): never {
  throw new HttpProblem(501, { detail: `The operation ${operation} is not implemented.` });
}

/** Reason phrases by status (RFC 9110 §15). */
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
