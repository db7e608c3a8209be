/** What `validating` throws, and reports. */
import type { Issue } from "../validation/issues.js";

/** A request or an answer that breaks the description. Neither the message nor the issues hold values of it. */
export class InvalidMessage extends Error {
  override readonly name = "InvalidMessage";
  /** Id of the operation. */
  readonly operation: string;
  readonly issues: readonly Issue[];
  /** Where it is an answer; its body has been read, or its items are. */
  readonly response: Response | undefined;

  constructor(operation: string, issues: readonly Issue[], response?: Response) {
    super(`the ${response ? "answer to" : "request of"} ${operation} is not valid: ${tell(issues)}`);
    this.operation = operation;
    this.issues = issues;
    this.response = response;
  }
}

/** The first issue, and how many there are. */
export function tell([first, ...others]: readonly Issue[]): string {
  const place = first?.pointer ? `${first.pointer} ` : "";
  return `${place}${first?.message}${others.length > 0 ? `, and ${others.length} more` : ""}`;
}
