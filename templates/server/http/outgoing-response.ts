/** The response as the server creates it. Adapters write it directly, or convert it with `toResponse`. */
import type { HeaderLine } from "./header-lines.js";

/** An encoded response. */
export interface OutgoingResponse {
  readonly status: number;
  /** Names are in lower case. A name can occur several times, for example `set-cookie`. */
  readonly headers: readonly HeaderLine[];
  readonly body: OutgoingBody;
  /** True for a HEAD request: `content-length` is sent and the body is not. */
  readonly withheld?: boolean;
}

export type OutgoingBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array> | null;

/** Converts to a web `Response`. Adds `content-length` if the length is known. */
export function toResponse({ status, headers, body, withheld = false }: OutgoingResponse): Response {
  const lines = new Headers();
  for (const [name, value] of headers) lines.append(name, value);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const length = lengthOf(bytes);
  if (length !== undefined && !lines.has("content-length")) lines.set("content-length", String(length));
  if (withheld) discardBody(bytes);
  return new Response(withheld ? null : bytes, { status, headers: lines });
}

/** Converts a web `Response`, for example one that a handler returned. */
export function fromResponse({ status, headers, body }: Response): OutgoingResponse {
  const lines: HeaderLine[] = [];
  // the library `dom` alone has no iterator
  headers.forEach((value, name) => {
    if (!CONNECTION_HEADERS.has(name)) lines.push([name, value]);
  });
  return { status, headers: lines, body };
}

/** Headers about the connection of a proxied `Response`, which do not apply to the new connection (RFC 9110 §7.6.1). */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);

/** Cancels a body that will not be sent. */
export function discardBody(body: OutgoingBody): void {
  if (body instanceof ReadableStream) void body.cancel().catch(() => {}); // errors no longer matter
}

function lengthOf(body: Exclude<OutgoingBody, string>): number | undefined {
  if (body instanceof Uint8Array) return body.byteLength;
  return body instanceof Blob ? body.size : undefined;
}
