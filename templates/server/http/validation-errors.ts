/** Where a request or an answer is not what the description says. */
import type { Issue } from "./problem.js";

/** The fault of the client. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super("the request is not what the description says");
    this.issues = issues;
  }
}

/** The fault of a handler; its message, which no client sees, tells where. */
export class InvalidResponse extends Error {
  override readonly name = "InvalidResponse";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`the answer is not what the description says: ${issues.map(sentence).join("; ")}`);
    this.issues = issues;
  }
}

function sentence({ in: place, name = "", pointer = "", message }: Issue): string {
  return `${place} ${name}${pointer} ${message}`.replaceAll(/ {2,}/g, " ");
}
