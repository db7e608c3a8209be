/** The error of `validating`. */
import type { Issue } from "../validation/issues.js";

/** A request or a response that is not valid. Neither the message nor the issues contain values. */
export class InvalidMessage extends Error {
  override readonly name = "InvalidMessage";
  readonly code = "invalid-message";
  /** The id of the operation. */
  readonly operation: string;
  readonly issues: readonly Issue[];
  /**
   * The invalid response. Its body has been read already, unless its items are still arriving. Undefined for a request.
   */
  readonly response: Response | undefined;

  constructor(operation: string, issues: readonly Issue[], response?: Response) {
    super(`the ${response ? "response" : "request"} of ${operation} is not valid: ${summarizeIssues(issues)}`);
    this.operation = operation;
    this.issues = issues;
    this.response = response;
  }
}

/** Returns the first issue and the number of all others as one sentence. */
export function summarizeIssues([first, ...others]: readonly Issue[]): string {
  const place = first?.pointer ? `${first.pointer} ` : "";
  return `${place}${first?.message}${others.length > 0 ? `, and ${others.length} more` : ""}`;
}
