/** Limits for bodies that are read into memory as a whole. */
import { WireError } from "./wire-error.js";

/**
 * Returns the response with a limit. Reading its body throws a `WireError` beyond `limit` bytes and cancels the rest.
 */
export function limitBody(source: Response, limit: number): Response {
  if (!source.body?.pipeThrough) return source; // some platforms (React Native) have no streams: they have read the body already
  let room = limit;
  const gate = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      room -= chunk.byteLength;
      if (room < 0) throw Object.assign(new WireError(`is larger than ${limit} bytes`), { reason: "size" });
      controller.enqueue(chunk);
    },
  });
  return new Response(source.body.pipeThrough(gate), { headers: source.headers });
}
