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
  readonly reason: "status" | "redirect" | "media type" | "empty" | "syntax" | "size" | "schema";
  /** The body as text, up to the option `maxBody`. */
  readonly text: string;
  /** The response. Its body can be read, also as a stream. Undefined if a validator has rejected the body. */
  readonly response: Response | undefined;
  /** Issues that the validators found. Empty unless responses are validated. */
  readonly issues: readonly Issue[];

  constructor(message: string, { status, reason, text, response, issues = [] }: UnexpectedDetails) {
    super(message);
    // errors are printed with their properties, and a response says nothing there
    Object.defineProperty(this, "response", { value: response, enumerable: false });
    this.status = status;
    this.reason = reason;
    this.text = text;
    this.issues = issues;
  }

  /** The body as JSON if it is JSON, or else as text. */
  get body(): unknown {
    return parsedBody(this.text, this.response?.headers.get("content-type"));
  }
}

interface UnexpectedDetails extends Pick<UnexpectedResponse, "status" | "reason" | "text"> {
  readonly issues?: readonly Issue[];
  readonly response?: Response;
}

/** Returns JSON parsed, and any other text as it is. Text of another type counts as JSON if it is an array or object. */
function parsedBody(text: string, contentType: string | null | undefined): unknown {
  if (!/[/+]json/i.test(contentType ?? "") && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The request of a response. */
export interface SentRequest {
  /** The `operationId`. */
  readonly operation: string;
  readonly method: string;
  /** The URL without credentials. */
  readonly url: string;
}

const requests = new WeakMap<Response, SentRequest>();

/** Remembers the request of a response, for messages of errors. */
export function rememberRequest(response: Response, request: SentRequest): void {
  requests.set(response, request);
}

/** Marks the errors of all copies of this module: a page can have several bundles. */
const BRAND = Symbol.for("specwright.ApiError");

/** The error that `unwrap` throws for a result that is not a success. */
export class ApiError<Result extends AnyFailure = AnyFailure> extends Error {
  override readonly name = "ApiError";
  readonly code = "api-error";
  readonly result: Result;
  /** The `operationId`. Undefined if the result does not come from a client. */
  readonly operation: string | undefined;
  readonly method: string | undefined;
  /** The URL of the request without credentials. */
  readonly url: string | undefined;

  constructor(result: Result) {
    const { operation, method, url } = requests.get(result.response) ?? {};
    const request = operation === undefined ? "" : `${operation} (${method} ${url}): `;
    super(`${request}the response has the status ${result.response.status}${explanationOf(result.error)}`, {
      cause: result.error,
    });
    this.result = result;
    this.operation = operation;
    this.method = method;
    this.url = url;
    Object.defineProperty(this, BRAND, { value: true });
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

/**
 * Returns true for an `ApiError`, also for one of another bundle, where `instanceof` is false.
 * @example if (isApiError(error) && error.status === 404) …
 */
export function isApiError(value: unknown): value is ApiError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** Returns the title and the detail of a problem (RFC 9457), or the message of an unexpected response. */
function explanationOf(error: unknown): string {
  const problem = error instanceof UnexpectedResponse ? error.body : error;
  const { title, detail, message } = (typeof problem === "object" && problem !== null ? problem : {}) as Partial<
    Readonly<Record<string, unknown>>
  >; // properties of an object are unknown
  const texts = [...new Set([title, detail ?? message])].filter((text) => typeof text === "string" && text !== "");
  if (error instanceof UnexpectedResponse) texts.unshift(error.message);
  return texts.length === 0 ? "" : `: ${texts.join(": ").slice(0, 500)}`;
}

interface AnyFailure {
  readonly ok: false;
  readonly status: number;
  readonly error: unknown;
  readonly response: Response;
}

type AnyResult = AnyFailure | { readonly ok: true; readonly data: unknown };

/**
 * Returns the data of a success. Throws an `ApiError` with the whole result otherwise. The option `undocumented` also
 * accepts a 2xx that the description does not have.
 * @example const client = await unwrap(api.showClient({ path: { id } }));
 */
export async function unwrap<Result extends AnyResult>(result: Promise<Result> | Result): Promise<DataOf<Result>>;
export async function unwrap(
  result: Promise<AnyResult> | AnyResult,
  options: UnwrapOptions & { readonly undocumented: true },
): Promise<unknown>;
export async function unwrap(
  result: Promise<AnyResult> | AnyResult,
  { undocumented = false }: UnwrapOptions = {},
): Promise<unknown> {
  const settled = await result;
  if (settled.ok === false) {
    // `!settled.ok` narrows only with strictNullChecks
    const { error, response } = settled;
    if (undocumented && response.ok && error instanceof UnexpectedResponse) {
      if (error.reason === "status" || error.reason === "media type") return error.body;
    }
    throw new ApiError(settled);
  }
  return settled.data;
}

export interface UnwrapOptions {
  /**
   * True if a 2xx is a success although the description does not have its status or media type. The data is then
   * unknown: JSON, or text. Default: false.
   */
  readonly undocumented?: boolean;
}

type DataOf<Result> = Result extends { readonly ok: true; readonly data: infer Data } ? Data : never;

/** The response of a server's handler, for one status and media type. A handler returns a union of these types. */
export interface HandlerResponse<Code extends number, Body, Headers, ContentType extends string | undefined> {
  readonly status: Code;
  readonly body?: Body;
  readonly headers?: Headers;
  readonly contentType?: ContentType;
}
