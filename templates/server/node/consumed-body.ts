/** Recovers request bodies that other code has already read, such as a body parser or a cloud platform. */
import type { IncomingMessage } from "node:http";
import { withCode } from "../../runtime/error-codes.js";

/**
 * Returns the bytes of a body that has been read. Uses `rawBody` or `body` if they are bytes, as with `express.raw()`.
 * Otherwise encodes a parsed JSON body again, unless `exact` is true. Throws if the bytes cannot be recovered.
 */
export function recoverConsumedBody(message: IncomingMessage, exact: boolean): Uint8Array<ArrayBuffer> {
  const [raw, body]: readonly unknown[] = [Reflect.get(message, "rawBody"), Reflect.get(message, "body")];
  for (const bytes of [raw, body]) if (bytes instanceof Uint8Array) return new Uint8Array(bytes);
  const isJson = /^application\/(?:[^;\s]+\+)?json\b/i.test(message.headers["content-type"] ?? "");
  if (!exact && isJson && body !== undefined) return new TextEncoder().encode(JSON.stringify(body));
  throw withCode(
    "used-body",
    new Error(
      "The request body has already been read and cannot be recovered. Register the server before body parsers.",
    ),
  );
}
