/** What makes a body of a value, and a value of a body. OpenAPI 3.2 §4.14. */
import type { ContentCodec, ContentSpec } from "./operation.js";
import type { InputError } from "./wire-error.js";

/**
 * JSON, text and bytes are built in (`bodies.ts`). An operation that needs another codec refers to it, so that only
 * those who send that operation bundle it.
 */
export interface Codec {
  readonly name: ContentCodec;
  /** Throws a `WireError` where the content cannot carry the value. */
  readonly encode: (content: ContentSpec, value: unknown) => BodyInit;
  /** Rejects with a `WireError` where the body as a whole is malformed, with another error where it cannot be read. */
  readonly decode: (content: ContentSpec, source: Request | Response, errors: InputError[]) => Promise<unknown>;
}
