/** What a call of the client gives back, and what a handler of the server answers. */
import type { Issue } from "./validation/issues.js";

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type ToNumber<Text extends string> = Text extends `${infer Value extends number}` ? Value : never;

/** Every status code of a class. */
export type Status2XX = ToNumber<`2${Digit}${Digit}`>;
export type Status3XX = ToNumber<`3${Digit}${Digit}`>;
export type Status4XX = ToNumber<`4${Digit}${Digit}`>;
export type Status5XX = ToNumber<`5${Digit}${Digit}`>;
/** Every status code that a final answer can have. */
export type Status = Status2XX | Status3XX | Status4XX | Status5XX;

/** An answer that the description promises as a success. */
export interface Success<Code extends number, Data, Headers = unknown, ContentType = string | undefined> {
  readonly ok: true;
  readonly status: Code;
  readonly data: Data;
  readonly error?: never;
  /** The documented headers, decoded when they are read; every header is in `response.headers`. */
  readonly headers: Headers;
  /** The media type as the description writes it; undefined where the answer has no body. */
  readonly contentType: ContentType;
  readonly response: Response;
}

/** An answer that the description promises as a failure. */
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
 * An answer that the description does not promise. `status` is the answer's own where it is undocumented, and 0
 * where the status is documented and the body is not what was promised (its media type, its syntax, its size),
 * so that a documented status always means documented data; `error.status` is the answer's own in both cases.
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

/** The variants of a result that succeeded, and those that did not. */
export type SuccessOf<Result> = Extract<Result, { readonly ok: true }>;
export type FailureOf<Result> = Extract<Result, { readonly ok: false }>;

/** The answer broke the description's promise; it is a value of `error`, and thrown only by `unwrap`. */
export class UnexpectedResponse extends Error {
  override readonly name = "UnexpectedResponse";
  /** The answer's own status. */
  readonly status: number;
  readonly reason: "status" | "media type" | "empty" | "syntax" | "size" | "schema";
  /** The start of the body, at most 4,096 characters. */
  readonly text: string;
  /** What a validator complains of, where answers are validated. */
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

/** A result that is not a success, thrown by `unwrap`. */
export class ApiError<Result extends AnyFailure = AnyFailure> extends Error {
  override readonly name = "ApiError";
  readonly result: Result;

  constructor(result: Result) {
    super(`the server answered ${result.response.status}`);
    this.result = result;
  }

  get status(): Result["status"] {
    return this.result.status;
  }

  get error(): Result["error"] {
    return this.result.error;
  }
}

interface AnyFailure {
  readonly ok: false;
  readonly status: number;
  readonly error: unknown;
  readonly response: Response;
}

type AnyResult = AnyFailure | { readonly ok: true; readonly data: unknown };

/** The data of a success. Throws an `ApiError` that holds the whole result otherwise. */
export async function unwrap<Result extends AnyResult>(result: Promise<Result> | Result): Promise<DataOf<Result>> {
  const settled: AnyResult = await result;
  if (!settled.ok) throw new ApiError(settled);
  return settled.data as DataOf<Result>; // `settled` is a `Result`, and it is a success
}

type DataOf<Result> = Result extends { readonly ok: true; readonly data: infer Data } ? Data : never;

/** What a handler of the server answers: one member of the union per documented status and media type. */
export interface HandlerResponse<Code extends number, Body, Headers, ContentType extends string | undefined> {
  readonly status: Code;
  readonly body?: Body;
  readonly headers?: Headers;
  readonly contentType?: ContentType;
}
