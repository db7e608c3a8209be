/** What a handler returns to what travels, held against what the description promises. */
import type { ContentSpec, OperationSpec, ResponseSpec, ConvertedValues } from "../../runtime/operation.js";
import type { OperationValidation, ResponseValidation, Validator } from "../../runtime/validation/validation.js";
import { findContent } from "../../runtime/wire/bodies.js";
import { isIterable } from "../../runtime/wire/sequences.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidResponse } from "../http/validation-errors.js";
import { fromResponse, type OutgoingResponse, type OutgoingBody } from "../http/outgoing-response.js";
import { checkItems, isSequence } from "../request/body-items.js";
import { encodeResponseBody } from "./response-body.js";
import { encodeResponseHeaders } from "./response-headers.js";

/** Throws an `InvalidResponse`. */
export type Respond = (response: unknown) => OutgoingResponse;

interface Promises {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  /** Whether bodies and headers are held against their schemas. */
  readonly validate: boolean;
}

export function createRespond({ operation, validation, validate }: Promises): Respond {
  const { conversions: values, responses } = operation;
  const promises = new Map<number, Promised>(); // of the statuses that were answered, 400 at most
  let latest: Promised | undefined; // most operations have one that is usual

  function promiseOf(status: number): Promised {
    const promised = promises.get(status) ?? promisedFor(status);
    promises.set(status, promised);
    latest = promised;
    return promised;
  }

  function promisedFor(status: number): Promised {
    const key = responseKey(responses, status);
    const { contents = [], headers } = responses[key] ?? {};
    const validators = validate ? validation.responses?.[key] : undefined;
    const [content] = BODILESS.has(status) ? [] : contents;
    const usual = content && { content, validator: validators?.contents?.[content.mediaType] };
    return { status, usual, contents, headers, validators };
  }

  return (given) => {
    if (given instanceof Response) return fromResponse(given);
    if (!isResponse(given)) throw new InvalidResponse([{ in: "body", message: "is no answer: it needs a status" }]);
    const response = values ? onWire(given, values) : given;
    const promised = latest?.status === response.status ? latest : promiseOf(response.status);
    const { body, contentType } = bodyOf(response, promised, values);
    const headers =
      response.headers || promised.headers
        ? encodeResponseHeaders(response.headers ?? {}, promised.headers, promised.validators?.headers, values)
        : [];
    if (contentType !== undefined) headers.push(["content-type", contentType]);
    return { status: response.status, headers, body };
  };
}

/** What the description says of a status. */
interface Promised {
  readonly status: number;
  readonly contents: readonly ContentSpec[];
  readonly headers: ResponseSpec["headers"];
  /** Where the answer names no type; undefined where there is no body. */
  readonly usual: ChosenContent | undefined;
  readonly validators: ResponseValidation | undefined;
}

interface ChosenContent {
  readonly content: ContentSpec;
  readonly validator: Validator<unknown> | undefined;
}

interface LooseResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: object;
  readonly contentType?: string;
}

/** `Date` and `bigint` as they travel. Throws an `InvalidResponse`. */
function onWire(response: LooseResponse, { codec }: ConvertedValues): LooseResponse {
  try {
    const { body: given, headers = {} } = response;
    const body = isIterable(given) && !Array.isArray(given) ? given : codec.toWire(given); // items in their turn
    return { ...response, body, headers: codec.toWire(headers) as object }; // converted part by part
  } catch (error) {
    throw error instanceof WireError ? new InvalidResponse([{ in: "body", message: error.message }]) : error;
  }
}

/** The types of handlers see to the rest. */
function isResponse(value: unknown): value is LooseResponse {
  if (typeof value !== "object" || value === null || !("status" in value)) return false;
  return Number.isInteger(value.status) && Number(value.status) >= 200 && Number(value.status) <= 599;
}

/** The exact status, its range, or `default`. */
function responseKey(responses: OperationSpec["responses"], status: number): string {
  for (const key of [`${status}`, `${Math.trunc(status / 100)}XX`, "default"]) {
    if (Object.hasOwn(responses, key)) return key;
  }
  throw new InvalidResponse([
    { in: "body", message: `has the status ${status}, which the description does not promise` },
  ]);
}

/** Statuses whose answers have no body, whatever a description says. RFC 9110 §6.4.1. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function bodyOf(
  { status, body, contentType }: LooseResponse,
  { usual, contents, validators }: Promised,
  values: ConvertedValues | undefined,
): { readonly body: OutgoingBody; readonly contentType: string | undefined } {
  if (!usual) {
    if (body === undefined) return { body: null, contentType: undefined };
    throw new InvalidResponse([{ in: "body", message: `must not be there where the status is ${status}` }]);
  }
  if (body === undefined) throw new InvalidResponse([{ in: "body", message: "is required" }]);
  const { content, validator } = contentType === undefined ? usual : chosen(contents, contentType, validators);
  if (isSequence(content)) {
    const isChecked = (validator ?? values) !== undefined && isIterable(body);
    return encodeResponseBody(content, isChecked ? checkItems(body, { validator, values }) : body, contentType);
  }
  // a stream is not read before it is sent
  const isStream = body instanceof ReadableStream;
  const issues = (!isStream && validator?.validate(values ? values.codec.approximate(body) : body)) || [];
  if (issues.length > 0) {
    throw new InvalidResponse(issues.map(({ pointer, message }) => ({ in: "body", pointer, message })));
  }
  return encodeResponseBody(content, body, contentType);
}

/** Throws an `InvalidResponse`. */
function chosen(
  contents: readonly ContentSpec[],
  contentType: string,
  validators: ResponseValidation | undefined,
): ChosenContent {
  const content = findContent(contents, contentType);
  if (content) return { content, validator: validators?.contents?.[content.mediaType] };
  throw new InvalidResponse([{ in: "body", message: "has a content type that the description does not promise" }]);
}
