/** Types of the client's results and of the handler's responses. */
import type { Issue } from "./validation/issues.js";

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type ToNumber<Text extends string> = Text extends `${infer Value extends number}` ? Value : never;

/** Status codes of a class, 200 to 299. */
export type Status2XX = ToNumber<`2${Digit}${Digit}`>;
export type Status3XX = ToNumber<`3${Digit}${Digit}`>;
export type Status4XX = ToNumber<`4${Digit}${Digit}`>;
export type Status5XX = ToNumber<`5${Digit}${Digit}`>;
/** Status codes of final responses: all but 1xx. */
export type Status = Status2XX | Status3XX | Status4XX | Status5XX;

/** A documented response of success (2xx), decoded. */
export interface Success<Code extends number, Data, Headers = unknown, ContentType = string | undefined> {
  readonly ok: true;
  readonly status: Code;
  readonly data: Data;
  readonly error?: never;
  /** The documented headers. Each one is decoded on access. All headers are in `response.headers`. */
  readonly headers: Headers;
  /** The media type as the description writes it. Undefined if the response has no body. */
  readonly contentType: ContentType;
  readonly response: Response;
}

/** A documented response of any other status, decoded. */
export interface Failure<Code extends number, Problem, Headers = unknown, ContentType = string | undefined> {
  readonly ok: false;
  readonly status: Code;
  readonly data?: never;
  readonly error: Problem;
  readonly headers: Headers;
  readonly contentType: ContentType;
  readonly response: Response;
}

/**
 * A response that breaks the description. Its data is in `error`, an `UnexpectedResponse`.
 *
 * `status` is the status of the response if the description does not document it. `status` is 0 if the status is
 * documented but the body is not as documented: media type, syntax or size. So a documented status guarantees
 * documented data. `error.status` is the status of the response in both cases.
 */
export interface Unexpected<Documented extends number> {
  readonly ok: false;
  readonly status: 0 | Exclude<Status, Documented>;
  readonly data?: never;
  readonly error: UnexpectedResponse;
  readonly headers: Readonly<Record<never, never>>;
  readonly contentType: undefined;
  readonly response: Response;
}

/** The variants of a result that are successes. `FailureOf` has all others. */
export type SuccessOf<Result> = Extract<Result, { readonly ok: true }>;
export type FailureOf<Result> = Extract<Result, { readonly ok: false }>;

/** A response that is not as documented. It is the `error` of a result. Only `unwrap` throws it. */
export class UnexpectedResponse extends Error {
  override readonly name = "UnexpectedResponse";
  readonly code = "unexpected-response";
  /** The status of the response. */
  readonly status: number;
  readonly reason: "status" | "media type" | "empty" | "syntax" | "size" | "schema";
  /** The first 4,096 characters of the body. */
  readonly text: string;
  /** Issues that the validators found. Empty unless responses are validated. */
  readonly issues: readonly Issue[];

  constructor(message: string, { status, reason, text, issues = [] }: UnexpectedDetails) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.text = text;
    this.issues = issues;
  }
}

interface UnexpectedDetails extends Pick<UnexpectedResponse, "status" | "reason" | "text"> {
  readonly issues?: readonly Issue[];
}

/** The error that `unwrap` throws for a result that is not a success. */
export class ApiError<Result extends AnyFailure = AnyFailure> extends Error {
  override readonly name = "ApiError";
  readonly code = "api-error";
  readonly result: Result;

  constructor(result: Result) {
    super(`the response has the status ${result.response.status}`);
    this.result = result;
  }

  get status(): Result["status"] {
    return this.result.status;
  }

  get error(): Result["error"] {
    return this.result.error;
  }

  /** Does what `instanceof` does anyway. Without this type, TypeScript would narrow to `ApiError<any>`. */
  static override [Symbol.hasInstance](value: unknown): value is ApiError {
    return super[Symbol.hasInstance](value);
  }
}

interface AnyFailure {
  readonly ok: false;
  readonly status: number;
  readonly error: unknown;
  readonly response: Response;
}

type AnyResult = AnyFailure | { readonly ok: true; readonly data: unknown };

/**
 * Returns the data of a success. Throws an `ApiError` with the whole result otherwise.
 * @example const client = await unwrap(api.showClient({ path: { id } }));
 */
export async function unwrap<Result extends AnyResult>(result: Promise<Result> | Result): Promise<DataOf<Result>> {
  const settled: AnyResult = await result;
  if (settled.ok === false) throw new ApiError(settled); // `!settled.ok` narrows only with strictNullChecks
  return settled.data as DataOf<Result>; // `settled` is a `Result`, and it is a success
}

type DataOf<Result> = Result extends { readonly ok: true; readonly data: infer Data } ? Data : never;

/** The response of a server's handler, for one status and media type. A handler returns a union of these types. */
export interface HandlerResponse<Code extends number, Body, Headers, ContentType extends string | undefined> {
  readonly status: Code;
  readonly body?: Body;
  readonly headers?: Headers;
  readonly contentType?: ContentType;
}
