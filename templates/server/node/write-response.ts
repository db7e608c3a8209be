/** Writes a response to `node:http`. */
import type { ServerResponse } from "node:http";
import { discardBody, type OutgoingResponse, type OutgoingBody } from "../http/outgoing-response.js";

/**
 * Writes the response. For a stream, it returns a promise, which rejects if the stream fails. The stream is read only
 * as fast as the client receives it.
 */
export function writeResponse(response: ServerResponse, outgoing: OutgoingResponse): Promise<void> | undefined {
  const { status, headers, body, withheld = false } = outgoing;
  if (response.destroyed) {
    discardBody(body);
    return undefined;
  }
  const lines: string[] = [];
  for (const [name, value] of headers) lines.push(name, value);
  const length = lengthOf(body);
  // a response that cannot have a body has no content-length (RFC 9110 §8.6)
  const needsLength = length !== undefined && status !== 204 && status !== 304;
  if (headers.some(([name]) => name === "content-length")) response.strictContentLength = true; // the length comes from user code: check it
  else if (needsLength) lines.push("content-length", String(length));
  response.writeHead(status, lines);
  // Node writes the head together with a string, in UTF-8; together with bytes, it writes the head in Latin-1
  const isAscii = headers.every(([, value]) => !/[\x80-\xff]/.test(value));
  if (withheld) discardBody(body);
  if (withheld || body === null) response.end();
  else if (typeof body === "string" || body instanceof Uint8Array) response.end(isAscii ? body : Buffer.from(body));
  else return writeStream(response, body instanceof Blob ? body.stream() : body, isAscii);
  return undefined;
}

function lengthOf(body: OutgoingBody): number | undefined {
  if (body === null) return 0;
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.byteLength;
  return body instanceof Blob ? body.size : undefined;
}

async function writeStream(
  response: ServerResponse,
  stream: ReadableStream<Uint8Array>,
  isAscii: boolean,
): Promise<void> {
  // the first chunk can be late
  if (isAscii) response.flushHeaders();
  else response.write(new Uint8Array());
  const reader = stream.getReader();
  const cancel = (): void => void reader.cancel().catch(() => {});
  response.once("close", cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (response.destroyed) return;
      if (done) break;
      if (!response.write(value)) await waitForDrain(response);
    }
    response.end();
  } catch (error) {
    response.destroy(); // the client must not take a truncated body for a complete one
    throw error;
  } finally {
    response.off("close", cancel);
  }
}

function waitForDrain(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
