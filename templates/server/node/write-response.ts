/** An answer of the core to a response of `node:http`. */
import type { ServerResponse } from "node:http";
import { discard, type OutgoingResponse, type OutgoingBody } from "../http/outgoing-response.js";

/**
 * Hands the answer over. What is a stream goes at the pace of the client: then there is a promise, which rejects only
 * where the stream fails.
 */
export function writeResponse(response: ServerResponse, answer: OutgoingResponse): Promise<void> | undefined {
  const { status, headers, body, withheld = false } = answer;
  if (response.destroyed) {
    discard(body);
    return undefined;
  }
  const lines: string[] = [];
  for (const [name, value] of headers) lines.push(name, value);
  const length = lengthOf(body);
  // RFC 9110 §8.6: no length where there can be no body
  const isOpen = length !== undefined && status !== 204 && status !== 304;
  if (headers.some(([name]) => name === "content-length")) response.strictContentLength = true; // somebody else's word
  else if (isOpen) lines.push("content-length", String(length));
  response.writeHead(status, lines);
  if (withheld) discard(body);
  if (withheld || body === null) response.end();
  else if (typeof body === "string" || body instanceof Uint8Array) response.end(body);
  else return writeStream(response, body instanceof Blob ? body.stream() : body);
  return undefined;
}

function lengthOf(body: OutgoingBody): number | undefined {
  if (body === null) return 0;
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.byteLength;
  return body instanceof Blob ? body.size : undefined;
}

async function writeStream(response: ServerResponse, stream: ReadableStream<Uint8Array>): Promise<void> {
  response.flushHeaders(); // the first chunk may take its time
  const reader = stream.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  response.once("close", cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (response.destroyed) return;
      if (done) break;
      if (!response.write(value)) await drained(response);
    }
    response.end();
  } catch (error) {
    response.destroy(); // so that the client cannot take what it has for the whole
    throw error;
  } finally {
    response.off("close", cancel);
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
