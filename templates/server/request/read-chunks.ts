/** Reads streamed bodies chunk by chunk, so that an upload can be larger than the memory. */
import type { Bytes } from "../../runtime/wire/scanner.js";
import { type BodyReadLimits, bodyTooLarge, bodyTimeout } from "../http/incoming-request.js";

/** Yields the chunks of a body. Rejects with a problem of status 413 or 408 as soon as a limit is exceeded. */
export async function* readChunks(
  stream: ReadableStream<Bytes> | null,
  { bytes, milliseconds }: BodyReadLimits,
): AsyncGenerator<Bytes> {
  if (stream === null) return;
  const reader = stream.getReader();
  const deadline = Date.now() + milliseconds;
  let room = bytes;
  try {
    for (;;) {
      const { done, value } = await withDeadline(deadline, reader.read());
      if (done) return;
      room -= value.byteLength;
      if (room < 0) throw bodyTooLarge(bytes);
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {}); // the rest is not needed
  }
}

/** Rejects with a problem of status 408 at the deadline, which is in milliseconds since the epoch. */
async function withDeadline<T>(deadline: number, promise: Promise<T>): Promise<T> {
  if (deadline === Infinity) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(bodyTimeout()), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
}
