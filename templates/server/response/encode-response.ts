/** Validates and encodes the response of a handler. */
import type { ContentSpec, OperationSpec, ResponseSpec, ConvertedValues } from "../../runtime/operation.js";
import type { OperationValidation, ResponseValidation, Validator } from "../../runtime/validation/validation.js";
import { findContent } from "../../runtime/wire/bodies.js";
import { isIterable } from "../../runtime/wire/sequences.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidResponse } from "../http/validation-errors.js";
import { fromResponse, type OutgoingResponse, type OutgoingBody } from "../http/outgoing-response.js";
import { validateResponseItems, isItemContent } from "../request/body-items.js";
import { withEventHeaders, withHeartbeat } from "./event-response.js";
import { encodeResponseBody } from "./response-body.js";
import { encodeResponseHeaders } from "./response-headers.js";

/** Encodes a response of a handler. Throws an `InvalidResponse`. */
export type EncodeResponse = (response: unknown) => OutgoingResponse;

interface ResponseEncoderOptions {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  /** True if bodies and headers are validated against their schemas. */
  readonly validate: boolean;
  /** Milliseconds without an event after which a comment is sent. */
  readonly heartbeat: number | undefined;
}

/** Creates the encoder for the responses of one operation. */
export function createResponseEncoder({
  operation,
  validation,
  validate,
  heartbeat,
}: ResponseEncoderOptions): EncodeResponse {
  const { conversions: values, responses } = operation;
  const byStatus = new Map<number, DocumentedResponse>(); // filled on demand: at most 400 statuses
  let latest: DocumentedResponse | undefined; // most operations nearly always respond with one status

  function documentedFor(status: number): DocumentedResponse {
    const documented = byStatus.get(status) ?? createDocumented(status);
    byStatus.set(status, documented);
    latest = documented;
    return documented;
  }

  function createDocumented(status: number): DocumentedResponse {
    const key = responseKey(responses, status);
    const { contents = [], headers } = responses[key] ?? {};
    const validators = validate ? validation.responses?.[key] : undefined;
    const [content] = BODILESS.has(status) ? [] : contents;
    const defaultContent = content && { content, validator: validators?.contents?.[content.mediaType] };
    return { status, defaultContent, contents, headers, validators };
  }

  return (given) => {
    if (given instanceof Response) return fromResponse(given);
    if (!isReturnedResponse(given)) throw new InvalidResponse([{ in: "body", message: "has no valid status" }]);
    const response = values ? encodeConversions(given, values) : given;
    const documented = latest?.status === response.status ? latest : documentedFor(response.status);
    const { body, contentType } = encodeDocumentedBody(response, documented, values);
    const headers =
      response.headers || documented.headers
        ? encodeResponseHeaders(response.headers ?? {}, documented.headers, documented.validators?.headers, values)
        : [];
    if (contentType !== undefined) headers.push(["content-type", contentType]);
    if (!contentType?.startsWith("text/event-stream")) return { status: response.status, headers, body };
    const isIdle = heartbeat !== undefined && body instanceof ReadableStream;
    return {
      status: response.status,
      headers: withEventHeaders(headers),
      body: isIdle ? withHeartbeat(body, heartbeat) : body,
    };
  };
}

/** The response that the description has for a status. */
interface DocumentedResponse {
  readonly status: number;
  readonly contents: readonly ContentSpec[];
  readonly headers: ResponseSpec["headers"];
  /** Used if the response names no media type. Undefined if the response has no body. */
  readonly defaultContent: ChosenContent | undefined;
  readonly validators: ResponseValidation | undefined;
}

interface ChosenContent {
  readonly content: ContentSpec;
  readonly validator: Validator<unknown> | undefined;
}

/** A response object as a handler returns it. */
interface ReturnedResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: object;
  readonly contentType?: string;
}

/** Converts values such as `Date` back to strings and numbers. Throws an `InvalidResponse`. */
function encodeConversions(response: ReturnedResponse, { codec, formats }: ConvertedValues): ReturnedResponse {
  try {
    const { body: given, headers = {} } = response;
    const body = isIterable(given) && !Array.isArray(given) ? given : codec.toWire(given, formats); // items are converted one by one later
    return { ...response, body, headers: codec.toWire(headers, formats) as object }; // conversion keeps the structure
  } catch (error) {
    throw error instanceof WireError ? new InvalidResponse([{ in: "body", message: error.message }]) : error;
  }
}

/** Checks the status only. The types of handlers ensure the rest. */
function isReturnedResponse(value: unknown): value is ReturnedResponse {
  if (typeof value !== "object" || value === null || !("status" in value)) return false;
  return Number.isInteger(value.status) && Number(value.status) >= 200 && Number(value.status) <= 599;
}

/** Returns the key of the response: the status, its range or `default`. Throws an `InvalidResponse` if there is none. */
function responseKey(responses: OperationSpec["responses"], status: number): string {
  for (const key of [`${status}`, `${Math.trunc(status / 100)}XX`, "default"]) {
    if (Object.hasOwn(responses, key)) return key;
  }
  throw new InvalidResponse([{ in: "body", message: `has the status ${status}, which the description does not have` }]);
}

/** Statuses that never have a body, even if the description has one (RFC 9110 §6.4.1). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function encodeDocumentedBody(
  { status, body, contentType }: ReturnedResponse,
  { defaultContent: usual, contents, validators }: DocumentedResponse,
  values: ConvertedValues | undefined,
): { readonly body: OutgoingBody; readonly contentType: string | undefined } {
  if (!usual) {
    if (body === undefined) return { body: null, contentType: undefined };
    throw new InvalidResponse([
      { in: "body", message: `must be absent: a response with status ${status} has no body` },
    ]);
  }
  if (body === undefined) throw new InvalidResponse([{ in: "body", message: "is required" }]);
  const { content, validator } = contentType === undefined ? usual : chooseContent(contents, contentType, validators);
  if (isItemContent(content)) {
    const isChecked = (validator ?? values) !== undefined && isIterable(body);
    return encodeResponseBody(
      content,
      isChecked ? validateResponseItems(body, { validator, values }) : body,
      contentType,
    );
  }
  // a stream is sent without validation
  const isStream = body instanceof ReadableStream;
  const issues = (!isStream && validator?.validate(values ? values.codec.approximate(body) : body)) || [];
  if (issues.length > 0) {
    throw new InvalidResponse(issues.map(({ pointer, message }) => ({ in: "body", pointer, message })));
  }
  return encodeResponseBody(content, body, contentType);
}

/** Returns the media type that the handler has chosen. Throws an `InvalidResponse` if the description does not have it. */
function chooseContent(
  contents: readonly ContentSpec[],
  contentType: string,
  validators: ResponseValidation | undefined,
): ChosenContent {
  const content = findContent(contents, contentType);
  if (content) return { content, validator: validators?.contents?.[content.mediaType] };
  throw new InvalidResponse([{ in: "body", message: "has a media type that the description does not have" }]);
}
