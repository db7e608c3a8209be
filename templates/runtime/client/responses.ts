/** Decoding of a response as a result, by its status, its content type and their documentation. */
import type { AnyResult, HeaderSpec, OperationSpec, ResponseSpec } from "../operation.js";
import { UnexpectedResponse } from "../result.js";
import { decodeBody } from "../wire/bodies.js";
import { codecOf } from "../wire/codec.js";
import { parseJson } from "../wire/content.js";
import { parseMediaType, pickContent } from "../wire/media-type.js";
import { cancelBody, readText } from "../wire/read-text.js";
import { collectError, WireError } from "../wire/wire-error.js";
import type { ReadingChoice, ReadingOptions } from "./leniently.js";

export type { AnyResult } from "../operation.js";

/**
 * Decodes a response and reads its body, at most `maxBody` bytes of it into memory. Returns a result with an
 * `UnexpectedResponse` if it is not as documented. Rejects only if reading fails.
 */
export async function decodeResponse(
  operation: OperationSpec,
  response: Response,
  { maxBody: limit, reading }: ReadingOptions,
): Promise<AnyResult> {
  const { status, ok } = response;
  const promised = operation.responses[responseKey(operation, status) ?? ""];
  try {
    if (!promised) {
      const redirect = redirectMessage(response);
      throw await unexpectedResponse(response, redirect ? "redirect" : "status", redirect ?? "is not documented", {
        limit,
      });
    }
    const { value, contentType } = await readBody({ operation, promised, response, limit, reading });
    const headers = lazyHeaders(operation, promised.headers ?? {}, response.headers);
    return { ok, status, ...(ok ? { data: value } : { error: value }), headers, contentType, response };
  } catch (error) {
    if (!(error instanceof UnexpectedResponse)) throw error;
    return {
      ok: false,
      status: promised ? 0 : status,
      error,
      headers: {},
      contentType: undefined,
      response: error.response ?? response,
    };
  }
}

/** Returns a message for a redirect that the client has not followed. Undefined for other responses. */
function redirectMessage({ type, status, headers }: Response): string | undefined {
  if (type === "opaqueredirect") return "is a redirect, whose target browsers hide";
  const [target] = headers.get("location")?.split(/[?#]/) ?? []; // a query can have secrets
  return target && status > 300 && status < 309 ? `is a redirect to ${target}, which was not followed` : undefined;
}

/** Returns the key of the documented response for a status: the code, the range or `default`. OpenAPI 3.2 §4.16. */
export function responseKey({ responses }: OperationSpec, status: number): string | undefined {
  const range = `${Math.trunc(status / 100)}XX`; // browsers report the status 0 for a redirect
  return status === 0 ? undefined : [`${status}`, range, "default"].find((key) => Object.hasOwn(responses, key));
}

interface PendingResponse {
  readonly operation: OperationSpec;
  readonly promised: ResponseSpec;
  readonly response: Response;
  readonly limit: number;
  readonly reading: ReadingChoice | undefined;
}

interface ReadBody {
  readonly value: unknown;
  /** The media type as the description writes it. */
  readonly contentType: string | undefined;
}

const documentedContent: ReadingChoice = (contents, type) => type && pickContent(contents, type);

/** A media type that stands twice, because both a server and its framework have set it. */
const REPEATED = /^([^,;\s]+)[^,]*,\s*(?=\1\s*(?:;|$))/i;

const NO_BODY: ReadBody = { value: undefined, contentType: undefined };

/**
 * Reads the body. Returns no value if none is documented. Rejects with an `UnexpectedResponse` if it is not as
 * documented.
 */
async function readBody({
  operation,
  promised,
  response,
  limit,
  reading = documentedContent,
}: PendingResponse): Promise<ReadBody> {
  const { contents = [] } = promised;
  if (contents.length === 0 || operation.method === "HEAD") {
    cancelBody(response.body);
    return NO_BODY;
  }
  const header = response.headers.get("content-type");
  const type = parseMediaType((header ?? "").replace(REPEATED, ""));
  // a response without a content type is read as the first documented one
  const content = header === null ? contents[0] : reading(contents, type);
  const unexpected = `is ${header}, which is not documented`;
  if (!content) throw await unexpectedResponse(response, "media type", unexpected, { limit });
  const { codec, mediaType: contentType } = content;
  let text = "";
  try {
    if (codec !== "json" && codec !== "text") {
      return { value: await decodeBody(content, response, operation.decoders, limit), contentType };
    }
    const read = await readText(response, limit);
    text = read.text;
    if (!read.whole) throw await unexpectedResponse(response, "size", `is larger than ${limit} bytes`, { text });
    if (codec === "text") return { value: text, contentType };
    if (text === "") throw await unexpectedResponse(response, "empty", "has no body, though one is documented", read);
    return { value: parseJson(text, content.json), contentType };
  } catch (error) {
    throw error instanceof WireError
      ? await unexpectedResponse(response, error.reason, error.message, { text })
      : error;
  }
}

/**
 * Creates the error of an unexpected response, with a response whose body can be read. `text` is the body if it has been
 * read already. Otherwise at most `limit` bytes of a copy are read.
 */
async function unexpectedResponse(
  response: Response,
  reason: UnexpectedResponse["reason"],
  message: string,
  { text, limit = 0 }: { readonly text?: string; readonly limit?: number },
): Promise<UnexpectedResponse> {
  const { status } = response;
  const read = text === undefined ? await readText(response.clone(), limit) : { text, whole: false };
  if (!read.whole) cancelBody(response.body);
  return new UnexpectedResponse(`the response of status ${status} ${message}`, {
    status,
    reason,
    text: read.text,
    response: read.whole ? response : withBody(response, read.text),
  });
}

/** Returns a copy of a response whose body has been read. */
function withBody(response: Response, text: string): Response {
  const { status, statusText, headers, url } = response;
  const copy = new Response(text || null, { status, statusText, headers });
  return Object.defineProperty(copy, "url", { value: url });
}

/**
 * Returns the documented headers, each decoded on access. An invalid header is undefined, so that the response stays
 * usable.
 */
function lazyHeaders(
  { decoders = {} }: OperationSpec,
  specs: Readonly<Record<string, HeaderSpec>>,
  headers: Headers,
): object {
  const lazy = {};
  for (const [name, spec] of Object.entries(specs)) {
    const get = () => {
      const text = headers.get(name);
      if (text === null) return undefined;
      return collectError([], { in: "header", name }, () => codecOf(decoders, "header")(spec, text));
    };
    Object.defineProperty(lazy, name, { enumerable: true, get });
  }
  return lazy;
}
