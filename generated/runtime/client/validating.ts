/**
 * Requests and answers held against the description at run time, for those who pass the validators in, which nobody
 * else bundles:
 *
 *     import { validation } from "./api/validation.js";
 *     const api = createApi({ validation: validating(validation) });
 */
import type { AnyResult, OperationSpec } from "../operation.js";
import { UnexpectedResponse } from "../result.js";
import type { Issue, OperationValidation, Validator } from "../validation/validation.js";
import { discard } from "../wire/reading.js";
import { own } from "../wire/records.js";
import { mapItems } from "../wire/sequences.js";
import type { CallValidation } from "./call-options.js";
import { InvalidMessage, tell } from "./invalid-message.js";
import {
  responseIssues,
  responseItems,
  asSeen,
  isSequence,
  itemIssues,
  requestIssues,
  requestItems,
} from "./message-issues.js";

export { InvalidMessage } from "./invalid-message.js";

export interface ValidatingOptions {
  /**
   * Whether a request that is not valid is refused before it is sent. Default: true. Items that are made as they are
   * sent are looked at by then: the request breaks off.
   */
  readonly requests?: boolean;
  /**
   * What becomes of an answer that is not what the description promises: a variant of the result, as other unexpected
   * answers are; an `InvalidMessage` that the call rejects with; or a report, and the answer passes as it is.
   * Default: `"unexpected"`. Items of a sequence are looked at as they come, when the result is there already: the loop
   * over them throws the `InvalidMessage` in the first two cases.
   */
  readonly responses?: "unexpected" | "throw" | "ignore" | ((invalid: InvalidMessage) => void);
}

/** For the option `validation`, of all calls or of one. `table` is what `validation.ts` exports. */
export function validating(
  table: Readonly<Record<string, OperationValidation>>,
  { requests = true, responses: answers = "unexpected" }: ValidatingOptions = {},
): CallValidation {
  return {
    request(operation, input) {
      if (!requests) return input;
      const refuse = (issues: readonly Issue[]): never => {
        throw new InvalidMessage(operation.id, issues);
      };
      const validation = own(table, operation.id);
      const issues = requestIssues(operation, input, validation);
      if (issues.length > 0) refuse(issues);
      const validator = requestItems(operation, input, validation);
      if (!validator || !isSequence(input.body)) return input;
      return { ...input, body: checkItems(input.body, { operation, validator, complain: refuse }) };
    },
    response(operation, result) {
      if (answers === "ignore" || result.error instanceof UnexpectedResponse) return result;
      const { response, ok, data, error } = result;
      const complain = (issues: readonly Issue[]): void => {
        const invalid = new InvalidMessage(operation.id, issues, response);
        if (typeof answers !== "function") throw invalid;
        answers(invalid);
      };
      const validation = own(table, operation.id);
      const issues = responseIssues(operation, result, validation);
      if (issues.length > 0 && answers === "unexpected") return unexpected(operation, result, issues);
      if (issues.length > 0) complain(issues);
      const body = ok ? data : error;
      const validator = responseItems(operation, result, validation);
      if (!validator || !isSequence(body)) return result;
      const items = checkItems(body, { operation, validator, complain });
      return { ...result, ...(ok ? { data: items } : { error: items }) };
    },
  };
}

interface ItemCheck {
  readonly operation: OperationSpec;
  readonly validator: Validator<unknown>;
  readonly complain: (issues: readonly Issue[]) => void;
}

/** The same items, each looked at as it comes. */
function checkItems(
  items: Parameters<typeof mapItems>[0],
  { operation, validator, complain }: ItemCheck,
): AsyncIterable<unknown> {
  let index = 0;
  return mapItems(items, (item) => {
    const issues = itemIssues(validator, asSeen(operation, item), index++);
    if (issues.length > 0) complain(issues);
    return item;
  });
}

/** `status` is 0: a documented one means documented data. */
function unexpected(
  operation: OperationSpec,
  { response, data, error }: AnyResult,
  issues: readonly Issue[],
): AnyResult {
  const { status } = response;
  const body = data ?? error;
  if (isSequence(body)) discard(response.body);
  const text = isSequence(body) ? "" : (JSON.stringify(asSeen(operation, body)) ?? "").slice(0, 4096);
  const why = new UnexpectedResponse(`the answer of status ${status} is not valid: ${tell(issues)}`, {
    status,
    reason: "schema",
    text,
    issues,
  });
  return { ok: false, status: 0, error: why, headers: {}, contentType: undefined, response };
}
