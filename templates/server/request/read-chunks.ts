/** Files that are handed over as they arrive, so that an upload may be larger than memory. */
import type { Bytes } from "../../runtime/wire/scanner.js";
import { type BodyBounds, tooLarge, tooSlow } from "../http/incoming-request.js";

/** The chunks of a body. Rejects with a problem of status 413 or 408 as soon as a bound is passed. */
export async function* readChunks(
  stream: ReadableStream<Bytes> | null,
  { bytes, milliseconds }: BodyBounds,
): AsyncGenerator<Bytes> {
  if (stream === null) return;
  const reader = stream.getReader();
  const deadline = Date.now() + milliseconds;
  let room = bytes;
  try {
    for (;;) {
      const { done, value } = await within(deadline, reader.read());
      if (done) return;
      room -= value.byteLength;
      if (room < 0) throw tooLarge(bytes);
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined); // nobody will read the rest
  }
}

/** `deadline`: milliseconds since the epoch. */
async function within<T>(deadline: number, promise: Promise<T>): Promise<T> {
  if (deadline === Infinity) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
