/** The answer to a call as a result: by its status, its content type, and what the description promises of both. */
import { decodeBody, type DecodedBody, decodeTextBody, isText } from "./bodies.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { ContentSpec, HeaderSpec, OperationSpec, ResponseSpec } from "./operation.js";
import { readText } from "./reading.js";
import { UnexpectedAnswer } from "./result.js";
import { decodeText, type NamedValue } from "./values.js";
import { collect } from "./wire-error.js";

/** What every result is made of; an operation's own type says more. */
export interface AnyResult {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: object;
  readonly contentType: string | undefined;
  readonly response: Response;
}

/**
 * Reads the body, no more than `limit` bytes where it becomes text in memory. What is not as promised is a result with
 * an `UnexpectedAnswer`; rejects only where reading does.
 */
export async function decodeAnswer(operation: OperationSpec, response: Response, limit: number): Promise<AnyResult> {
  const { status, ok } = response;
  const promised = findResponse(operation, status);
  const isEmpty = operation.method === "HEAD" || [204, 205, 304].includes(status);
  const body = !promised
    ? await breach(response, "status", "is not documented")
    : await readBody((!isEmpty && promised.contents) || [], response, limit);
  if ("reason" in body) {
    const message = `${operation.id}: the answer of status ${status} ${body.message}`;
    const error = new UnexpectedAnswer(message, { status, reason: body.reason, text: body.text });
    return { ok: false, status: promised ? 0 : status, error, headers: {}, contentType: undefined, response };
  }
  const headers = lazyHeaders(promised?.headers ?? {}, response.headers);
  const { data, contentType } = body;
  return { ok, status, ...(ok ? { data } : { error: data }), headers, contentType, response };
}

/** The response that the description has for a status: by code, by range, by default. OpenAPI 3.2 §4.16. */
function findResponse(operation: OperationSpec, status: number): ResponseSpec | undefined {
  if (status === 0) return undefined; // a browser keeps to itself what it was told
  return findDocumented(operation, status) ?? operation.responses["default"];
}

/** By code or by range. */
export function findDocumented({ responses }: OperationSpec, status: number): ResponseSpec | undefined {
  return responses[status] ?? responses[`${Math.trunc(status / 100)}XX`];
}

interface Body {
  readonly data: unknown;
  readonly contentType: string | undefined;
}

interface Breach {
  readonly reason: UnexpectedAnswer["reason"];
  readonly message: string;
  readonly text: string;
}

const EMPTY: Body = { data: undefined, contentType: undefined };

async function readBody(contents: readonly ContentSpec[], response: Response, limit: number): Promise<Body | Breach> {
  if (contents.length === 0) {
    await response.body?.cancel();
    return EMPTY;
  }
  const header = response.headers.get("content-type");
  const type = parseMediaType(header ?? "");
  // who says nothing is taken to keep the promise
  const content = header === null ? contents[0] : type && pickContent(contents, type);
  if (!content) {
    const wrong = await breach(response, "media type", `has the media type ${header}, which is not documented`);
    return wrong.text === "" ? EMPTY : wrong;
  }
  return decodeContent(content, response, limit);
}

async function decodeContent(content: ContentSpec, response: Response, limit: number): Promise<Body | Breach> {
  if (!isText(content)) return settle(content, await decodeBody(content, response), "");
  const { text, whole } = await readText(response, limit);
  if (!whole) return { reason: "size", message: `is larger than ${limit} bytes`, text: text.slice(0, EXCERPT) };
  if (text === "" && content.codec !== "text") return EMPTY;
  return settle(content, decodeTextBody(content, text), text);
}

function settle({ mediaType }: ContentSpec, { value, errors }: DecodedBody, text: string): Body | Breach {
  const [first] = errors;
  if (!first) return { data: value, contentType: mediaType };
  const message = `promises ${mediaType}, and ${first.name || "the body"} ${first.message}`;
  return { reason: "syntax", message, text: text.slice(0, EXCERPT) };
}

/** At most this much of an unexpected body is kept. */
const EXCERPT = 4096;

async function breach(response: Response, reason: Breach["reason"], message: string): Promise<Breach> {
  const { text } = await readText(response, EXCERPT);
  return { reason, message, text };
}

/** Decoded when they are read. A header that is not what was promised is undefined: it is no reason to lose the answer. */
function lazyHeaders(specs: Readonly<Record<string, HeaderSpec>>, headers: Headers): object {
  const lazy = {};
  for (const [name, spec] of Object.entries(specs)) {
    Object.defineProperty(lazy, name, { enumerable: true, get: () => decodeHeader({ ...spec, name }, headers) });
  }
  return lazy;
}

function decodeHeader(spec: NamedValue, headers: Headers): unknown {
  const text = headers.get(spec.name);
  return text === null
    ? undefined
    : collect([], { in: "header", name: spec.name }, () => decodeText("header", spec, text));
}
