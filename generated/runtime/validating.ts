/**
 * Requests and answers held against the description at run time, for those who pass the validators in, which nobody
 * else bundles:
 *
 *     import { validation } from "./api/validation.js";
 *     const api = createApi({ validation: validating(validation) });
 */
import { type AnyResult, responseKey } from "./answers.js";
import type { AnyInput, CallValidation } from "./call-options.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { OperationSpec } from "./operation.js";
import { own } from "./records.js";
import { UnexpectedAnswer } from "./result.js";
import type { Issue, OperationValidation } from "./validation.js";

export interface ValidatingOptions {
  /** Whether a request that is not valid is refused before it is sent. Default: true. */
  readonly requests?: boolean;
  /**
   * What becomes of an answer that is not what the description promises: a variant of the result, as other unexpected
   * answers are; an `InvalidMessage` that the call rejects with; or a report, and the answer passes as it is.
   * Default: `"unexpected"`.
   */
  readonly answers?: "unexpected" | "throw" | "ignore" | ((invalid: InvalidMessage) => void);
}

/** A request or an answer that breaks the description. Neither the message nor the issues hold values of it. */
export class InvalidMessage extends Error {
  override readonly name = "InvalidMessage";
  /** Id of the operation. */
  readonly operation: string;
  readonly issues: readonly Issue[];
  /** Where it is an answer; its body has been read. */
  readonly response: Response | undefined;

  constructor(operation: string, issues: readonly Issue[], response?: Response) {
    super(`the ${response ? "answer to" : "request of"} ${operation} is not valid: ${tell(issues)}`);
    this.operation = operation;
    this.issues = issues;
    this.response = response;
  }
}

/** For the option `validation`, of all calls or of one. `table` is what `validation.ts` exports. */
export function validating(
  table: Readonly<Record<string, OperationValidation>>,
  { requests = true, answers = "unexpected" }: ValidatingOptions = {},
): CallValidation {
  return {
    request(operation, input) {
      const issues = requests ? requestIssues(operation, input, own(table, operation.id)) : [];
      if (issues.length > 0) throw new InvalidMessage(operation.id, issues);
    },
    answer(operation, result) {
      if (answers === "ignore" || result.error instanceof UnexpectedAnswer) return result;
      const issues = answerIssues(operation, result, own(table, operation.id));
      if (issues.length === 0) return result;
      const { response } = result;
      if (answers === "unexpected") return unexpected(result, issues);
      const invalid = new InvalidMessage(operation.id, issues, response);
      if (answers === "throw") throw invalid;
      answers(invalid);
      return result;
    },
  };
}

/** Constants count as given; a body that is no value yet, bytes or a form, is the server's to look at. */
function requestIssues(
  { parameters = [], body: spec }: OperationSpec,
  input: AnyInput,
  { parameters: validator, body: validators }: OperationValidation = {},
): readonly Issue[] {
  const groups: Record<string, Record<string, unknown>> = { path: {}, query: {}, headers: {}, cookies: {} };
  for (const [name, group] of Object.entries(groups)) Object.assign(group, own(input, name));
  for (const { in: place, name, constant } of parameters) {
    const group = groups[GROUPS[place]];
    if (group && constant !== undefined) group[name] = constant;
  }
  const issues = validator?.validate({ ...groups, querystring: input.querystring }) ?? [];
  if (input.body === undefined) return spec?.required ? [...issues, MISSING] : issues;
  const type = parseMediaType(input.contentType ?? spec?.contents[0]?.mediaType ?? "");
  const content = type && pickContent(spec?.contents ?? [], type);
  const isValue = !(input.body instanceof FormData || input.body instanceof Blob);
  const checked = content && isValue ? own(validators, content.mediaType)?.validate(input.body) : undefined;
  return [...issues, ...(checked ?? [])];
}

const GROUPS = { path: "path", query: "query", querystring: "", header: "headers", cookie: "cookies" } as const;

const MISSING: Issue = { path: [], pointer: "", keyword: "required", message: "body is required", schemaPath: "#" };

function answerIssues(
  operation: OperationSpec,
  { status, ok, data, error, headers, contentType, response }: AnyResult,
  { responses }: OperationValidation = {},
): readonly Issue[] {
  const key = responseKey(operation, status) ?? "";
  const validators = own(responses, key);
  const value = ok ? data : error;
  const body = value === undefined ? undefined : own(validators?.contents, contentType ?? "");
  const undecoded = Object.keys(headers).filter(
    (name) => own(headers, name) === undefined && response.headers.has(name),
  );
  return [
    ...(body?.validate(value) ?? []),
    ...(validators?.headers?.validate(headers) ?? []),
    ...undecoded.map((name) => ({ ...MALFORMED, path: [name], pointer: `/${name}` })),
  ];
}

const MALFORMED = { keyword: "type", message: "is no value of its type", schemaPath: "#" };

/** `status` is 0: a documented one means documented data. */
function unexpected({ response, data, error }: AnyResult, issues: readonly Issue[]): AnyResult {
  const { status } = response;
  const text = (JSON.stringify(data ?? error) ?? "").slice(0, 4096);
  const why = new UnexpectedAnswer(`the answer of status ${status} is not valid: ${tell(issues)}`, {
    status,
    reason: "schema",
    text,
    issues,
  });
  return { ok: false, status: 0, error: why, headers: {}, contentType: undefined, response };
}

function tell([first, ...others]: readonly Issue[]): string {
  const place = first?.pointer ? `${first.pointer} ` : "";
  return `${place}${first?.message}${others.length > 0 ? `, and ${others.length} more` : ""}`;
}
