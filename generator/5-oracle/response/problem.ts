/** Deviations of a request or a response from the description, and the kinds of findings. */
import type { ReceivedResponse } from "./received-response.ts";

/** Identifier of a kind of finding. */
export type FindingKind = keyof typeof FINDINGS;

/** Headings of all kinds of findings, for reports. */
export const FINDINGS = {
  "undocumented-status": "A response has a status that the description does not have",
  "wrong-content-type": "A response has a media type that the description does not have",
  "invalid-body": "The body of a response violates its schema",
  "malformed-body": "The body of a response is not in the format of its media type",
  "missing-body": "A response has no body, but the description has one",
  "missing-header": "A response has no value for a required header",
  "invalid-header": "A header of a response violates its schema",
  "server-error": "The response to a valid request is a server error",
  "refused-valid": "A valid request was refused",
  "accepted-invalid": "An invalid request was accepted",
  "wrong-refusal": "An invalid request was refused with an unexpected status",
  "accepted-unauthorized": "A request without valid credentials was accepted",
  "not-found-after-creation": "A created resource cannot be found",
  "no-response": "There is no response",
  untested: "An operation was not tested",
  "wrong-request": "A request does not conform to the description",
  "wrong-input": "The handler received an input that differs from the input of the caller",
  "wrong-result": "The caller received a result that differs from the response of the handler",
} as const;

/** Part of a request or a response. */
export interface FindingPlace {
  readonly in: "path" | "query" | "querystring" | "header" | "cookie" | "body" | "status";
  /** Name of a parameter or a header. */
  readonly name?: string;
  /** JSON Pointer into the value, such as `/items/0/id`. Absent for the value itself. */
  readonly pointer?: string;
}

/** One deviation from the description. */
export interface Problem {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly message: string;
  readonly place?: FindingPlace;
  /** JSON Pointer of the part of the description that is violated. */
  readonly pointer: string;
}

/** Returns a key that is equal for problems which a report shows once: array indexes are ignored. */
export function problemKey({ kind, place, message }: Problem, response: ReceivedResponse | undefined): string {
  const pointer = place?.pointer?.replaceAll(/\/\d+(?=\/|$)/g, "/*") ?? "";
  const what = kind === "invalid-body" ? message.replace(/^The body( at \S+)? /, "") : "";
  return [kind, place?.in, place?.name, pointer, response?.status, what].join(" ");
}
