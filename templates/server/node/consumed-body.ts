/** Bodies that somebody else has read before us: an app's parser, or the platform of a cloud. */
import type { IncomingMessage } from "node:http";

/**
 * What is left of the body: the bytes, where they were kept (`express.raw()`, or a `rawBody`); or a parsed JSON body
 * written anew, unless the bytes must be `exact`. Throws where nothing will do.
 */
export function leftoverOf(message: IncomingMessage, exact: boolean): Uint8Array<ArrayBuffer> {
  const [raw, body]: readonly unknown[] = [Reflect.get(message, "rawBody"), Reflect.get(message, "body")];
  for (const bytes of [raw, body]) if (bytes instanceof Uint8Array) return new Uint8Array(bytes);
  const isJson = /^application\/(?:[^;\s]+\+)?json\b/i.test(message.headers["content-type"] ?? "");
  if (!exact && isJson && body !== undefined) return new TextEncoder().encode(JSON.stringify(body));
  throw new Error(
    "the body has been read before, and its bytes are gone: let the server come before any parser of bodies",
  );
}
