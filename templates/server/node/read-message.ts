/** The body of a request of `node:http`, as a whole or as a web stream. What is not wanted flows on, into nothing. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type BodyBounds, concatenate, tooLarge, tooSlow } from "../http/incoming-request.js";

/** Rejects with a problem of status 413 or 408 as soon as a bound is passed, and where the client leaves. */
export function readMessage(
  message: IncomingMessage,
  { bytes, milliseconds }: BodyBounds,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    if (message.readableDidRead) {
      reject(new Error("the body has been read before: let the server come before any parser of bodies"));
      return;
    }
    if (message.destroyed) {
      reject(hasLeft());
      return;
    }
    const chunks: Buffer<ArrayBuffer>[] = [];
    let length = 0;
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false; // then the rest flows on, and into nothing
    const fail = (error: Error) => {
      isSettled = true;
      clearTimeout(timer);
      chunks.length = 0;
      reject(error); // which a promise that is settled already does not hear
    };
    message.on("data", (chunk: Buffer<ArrayBuffer>) => {
      if (isSettled) return;
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length > bytes) fail(tooLarge(bytes));
    });
    message.on("end", () => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      resolve(concatenate(chunks, length));
    });
    message.on("close", () => isSettled || fail(hasLeft())).on("error", ignore);
    const declared = Number(message.headers["content-length"]);
    const startTimer = () => {
      if (isSettled || message.complete || length === declared) return; // `complete` is told a moment later
      timer = setTimeout(() => fail(tooSlow()), milliseconds);
    };
    void Promise.resolve().then(startTimer); // most bodies have come together with their headers by then
  });
}

/**
 * Unlike Node's own conversion, cancelling this stream leaves the connection alone, which the answer still needs. A
 * stream that nobody reads leaves the message to Node.
 */
export function streamMessage(
  message: IncomingMessage,
  response: ServerResponse,
  /** Called once, before the first byte is wanted. */
  onRead: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let source: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const onData = (chunk: Buffer<ArrayBuffer>) => {
    message.pause();
    source?.enqueue(chunk);
  };
  const onEnd = () => {
    letGo();
    source?.close();
  };
  const onClose = () => {
    letGo();
    source?.error(hasLeft());
  };
  const letGo = () => {
    message.off("data", onData).off("end", onEnd).off("close", onClose).resume();
    response.off("finish", letGo);
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (!source) {
          source = controller;
          onRead();
          message.on("data", onData).on("end", onEnd).on("close", onClose).on("error", ignore);
          response.on("finish", letGo);
        }
        message.resume();
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  );
}

function hasLeft(): DOMException {
  return new DOMException("the client has left", "AbortError");
}

/** `close` follows an error, and tells as much. */
function ignore(): void {}
