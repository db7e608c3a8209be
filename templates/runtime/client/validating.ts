/**
 * Validation of requests and responses at run time. Applications without it do not bundle the validators:
 *
 *     import { validation } from "./api/validation.js";
 *     const api = createApi({ validation: validating(validation) });
 */
import type { AnyResult, OperationSpec } from "../operation.js";
import { UnexpectedResponse } from "../result.js";
import type { Issue, OperationValidation, Validator } from "../validation/validation.js";
import { cancelBody } from "../wire/read-text.js";
import { own } from "../wire/records.js";
import { mapItems } from "../wire/sequences.js";
import type { CallValidation } from "./call-options.js";
import { InvalidMessage, summarizeIssues } from "./invalid-message.js";
import {
  responseIssues,
  responseItems,
  asValidated,
  isSequence,
  itemIssues,
  requestIssues,
  requestItems,
} from "./message-issues.js";

export { InvalidMessage } from "./invalid-message.js";

export interface ValidatingOptions {
  /**
   * If true, a call with an invalid request rejects with an `InvalidMessage` before anything is sent. Items of a
   * sequence are validated while they are sent: an invalid item aborts the request. Default: true.
   */
  readonly requests?: boolean;
  /**
   * The reaction to a response that is not valid. Default: `"unexpected"`.
   * - `"unexpected"`: the result is a failure with an `UnexpectedResponse`.
   * - `"throw"`: the call rejects with an `InvalidMessage`.
   * - `"ignore"`: responses are not validated.
   * - a function: it receives the `InvalidMessage`, and the result stays as it is.
   *
   * Items of a sequence are validated as they arrive. In the cases `"unexpected"` and `"throw"`, the loop over them
   * throws the `InvalidMessage`.
   */
  readonly responses?: "unexpected" | "throw" | "ignore" | ((invalid: InvalidMessage) => void);
}

/**
 * Creates the option `validation`, for all calls or a single one. `table` is the export of `validation.ts`.
 * @example const api = createApi({ validation: validating(validation) });
 */
export function validating(
  table: Readonly<Record<string, OperationValidation>>,
  { requests = true, responses: answers = "unexpected" }: ValidatingOptions = {},
): CallValidation {
  return {
    request(operation, input) {
      if (!requests) return input;
      const rejectRequest = (issues: readonly Issue[]): never => {
        throw new InvalidMessage(operation.id, issues);
      };
      const validation = own(table, operation.id);
      const issues = requestIssues(operation, input, validation);
      if (issues.length > 0) rejectRequest(issues);
      const validator = requestItems(operation, input, validation);
      if (!validator || !isSequence(input.body)) return input;
      return { ...input, body: checkItems(input.body, { operation, validator, reportIssues: rejectRequest }) };
    },
    response(operation, result) {
      if (answers === "ignore" || result.error instanceof UnexpectedResponse) return result;
      const { response, ok, data, error } = result;
      const reportIssues = (issues: readonly Issue[]): void => {
        const invalid = new InvalidMessage(operation.id, issues, response);
        if (typeof answers !== "function") throw invalid;
        answers(invalid);
      };
      const validation = own(table, operation.id);
      const issues = responseIssues(operation, result, validation);
      if (issues.length > 0 && answers === "unexpected") return invalidResult(operation, result, issues);
      if (issues.length > 0) reportIssues(issues);
      const body = ok ? data : error;
      const validator = responseItems(operation, result, validation);
      if (!validator || !isSequence(body)) return result;
      const items = checkItems(body, { operation, validator, reportIssues });
      return { ...result, ...(ok ? { data: items } : { error: items }) };
    },
  };
}

interface ItemCheck {
  readonly operation: OperationSpec;
  readonly validator: Validator<unknown>;
  readonly reportIssues: (issues: readonly Issue[]) => void;
}

/** Returns the same items and validates each one as it passes. */
function checkItems(
  items: Parameters<typeof mapItems>[0],
  { operation, validator, reportIssues: complain }: ItemCheck,
): AsyncIterable<unknown> {
  let index = 0;
  return mapItems(items, (item) => {
    const issues = itemIssues(validator, asValidated(operation, item), index++);
    if (issues.length > 0) complain(issues);
    return item;
  });
}

/**
 * Creates the result of an invalid response. Its status is 0, because a documented status guarantees documented data.
 */
function invalidResult(
  operation: OperationSpec,
  { response, data, error }: AnyResult,
  issues: readonly Issue[],
): AnyResult {
  const { status } = response;
  const body = data ?? error;
  if (isSequence(body)) cancelBody(response.body);
  const text = isSequence(body) ? "" : (JSON.stringify(asValidated(operation, body)) ?? "");
  const why = new UnexpectedResponse(`the response of status ${status} is not valid: ${summarizeIssues(issues)}`, {
    status,
    reason: "schema",
    text,
    issues,
  });
  return { ok: false, status: 0, error: why, headers: {}, contentType: undefined, response };
}
