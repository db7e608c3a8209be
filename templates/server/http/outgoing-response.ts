/** What the core answers with. An adapter writes it as it is; `toResponse` makes the web platform's of it. */
import type { HeaderLine } from "./header-lines.js";

export interface OutgoingResponse {
  readonly status: number;
  /** Names in lower case; a name may come twice (`set-cookie`). */
  readonly headers: readonly HeaderLine[];
  readonly body: OutgoingBody;
  /** The answer to HEAD: its length is told, its body is not sent. */
  readonly withheld?: boolean;
}

export type OutgoingBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array> | null;

/** As the web platform has it, with `content-length` where it is known. */
export function toResponse({ status, headers, body, withheld = false }: OutgoingResponse): Response {
  const list = new Headers();
  for (const [name, value] of headers) list.append(name, value);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const length = lengthOf(bytes);
  if (length !== undefined && !list.has("content-length")) list.set("content-length", String(length));
  if (withheld) discard(bytes);
  return new Response(withheld ? null : bytes, { status, headers: list });
}

/** The escape hatch of handlers, the way back. */
export function fromResponse({ status, headers, body }: Response): OutgoingResponse {
  return { status, headers: [...headers].filter(([name]) => !OF_CONNECTION.has(name)), body };
}

/** Of the connection that a `Response` came by, RFC 9110 §7.6.1: it says nothing of the one that it goes by. */
const OF_CONNECTION: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);

/** Lets go of a body that will not be sent. */
export function discard(body: OutgoingBody): void {
  if (body instanceof ReadableStream) void body.cancel().catch(() => undefined); // nobody is left to hear of it
}

function lengthOf(body: Exclude<OutgoingBody, string>): number | undefined {
  if (body instanceof Uint8Array) return body.byteLength;
  return body instanceof Blob ? body.size : undefined;
}
