/** Reads the body of a `node:http` request as bytes or as a web stream. Unneeded data is read and dropped. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { withCode } from "../../runtime/error-codes.js";
import { type BodyReadLimits, concatenate, bodyTooLarge, bodyTimeout } from "../http/incoming-request.js";

/**
 * Reads the whole body. Rejects with a problem of status 413 or 408 as soon as a limit is exceeded, and with an
 * `AbortError` if the client disconnects.
 */
export function readMessage(
  message: IncomingMessage,
  { bytes, milliseconds }: BodyReadLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    if (message.readableDidRead) {
      reject(
        withCode(
          "used-body",
          new Error("The request body has already been read. Register the server before body parsers."),
        ),
      );
      return;
    }
    if (message.destroyed) {
      reject(clientLeft());
      return;
    }
    const chunks: Buffer<ArrayBuffer>[] = [];
    let length = 0;
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false; // the rest of the body is then dropped
    const fail = (error: Error) => {
      isSettled = true;
      clearTimeout(timer);
      chunks.length = 0;
      reject(error); // no effect if the promise is already settled
    };
    message.on("data", (chunk: Buffer<ArrayBuffer>) => {
      if (isSettled) return;
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length > bytes) fail(bodyTooLarge(bytes));
    });
    message.on("end", () => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      resolve(concatenate(chunks, length));
    });
    message.on("close", () => isSettled || fail(clientLeft())).on("error", ignore);
    const declared = Number(message.headers["content-length"]);
    const startTimer = () => {
      if (isSettled || message.complete || length === declared) return; // `complete` is set a moment later
      timer = setTimeout(() => fail(bodyTimeout()), milliseconds);
    };
    void Promise.resolve().then(startTimer); // most bodies have arrived by then: they need no timer
  });
}

/**
 * Returns the body as a web stream. Unlike with Node's own conversion, cancelling it keeps the connection open, which
 * the response still needs. If the stream is never read, Node drops the body.
 */
export function streamMessage(
  message: IncomingMessage,
  response: ServerResponse,
  /** Called once, before the first read. */
  onRead: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let source: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const onData = (chunk: Buffer<ArrayBuffer>) => {
    message.pause();
    source?.enqueue(chunk);
  };
  const onEnd = () => {
    release();
    source?.close();
  };
  const onClose = () => {
    release();
    source?.error(clientLeft());
  };
  const release = () => {
    message.off("data", onData).off("end", onEnd).off("close", onClose).resume();
    response.off("finish", release);
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (!source) {
          source = controller;
          onRead();
          message.on("data", onData).on("end", onEnd).on("close", onClose).on("error", ignore);
          response.on("finish", release);
        }
        message.resume();
      },
      cancel: release,
    },
    { highWaterMark: 0 },
  );
}

function clientLeft(): DOMException {
  return new DOMException("The client has disconnected.", "AbortError");
}

/** Does nothing: after an error there is a `close` event, which is handled. */
function ignore(): void {}
