/** Errors for requests and responses that do not match the description. */
import type { Issue } from "./problem.js";

/** The client sent an invalid request. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly code = "invalid-request";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super("the request does not match the API description");
    this.issues = issues;
  }
}

/** A handler returned an invalid response. The message, which clients never receive, lists the issues. */
export class InvalidResponse extends Error {
  override readonly name = "InvalidResponse";
  readonly code = "invalid-response";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`the response does not match the API description: ${issues.map(describeIssue).join("; ")}`);
    this.issues = issues;
  }
}

function describeIssue({ in: place, name = "", pointer = "", message }: Issue): string {
  return `${place} ${name}${pointer} ${message}`.replaceAll(/ {2,}/g, " ");
}
