/** Deliveries of webhooks: requests whose body is read before it is parsed, so that its signature can be verified. */
import type { OperationSpec } from "../../runtime/operation.js";
import { type HeaderSource, type IncomingRequest, bodyTooLarge } from "../http/incoming-request.js";
import type { Limits } from "../limits.js";
import { LazyRequestContext, type RequestContext } from "../request-context.js";

/** The request of a webhook before it is parsed, with the data that signatures are computed from. */
export interface Delivery<Id extends string = string> extends RequestContext<Id> {
  /** The bytes of the body, exactly as they were sent. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: HeaderSource;
}

export class LazyDelivery extends LazyRequestContext {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: HeaderSource;

  constructor(incoming: IncomingRequest, operation: OperationSpec | undefined, bytes: Uint8Array<ArrayBuffer>) {
    super(incoming, operation);
    this.bytes = bytes;
    this.headers = incoming.headers;
  }
}

/** Reads the bytes of the body. Rejects with a problem of status 413 or 408. */
export async function readBodyBytes(incoming: IncomingRequest, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  if (!incoming.hasBody) return new Uint8Array();
  if (Number(incoming.headers.get("content-length")) > limits.bodyBytes) throw bodyTooLarge(limits.bodyBytes);
  return incoming.read({ bytes: limits.bodyBytes, milliseconds: limits.bodyTime, exact: true });
}

/** Returns the request with a body that has already been read. */
export function withBodyBytes(incoming: IncomingRequest, bytes: Uint8Array<ArrayBuffer>): IncomingRequest {
  const { method, path, query, headers, hasBody } = incoming;
  return {
    method,
    path,
    query,
    headers,
    hasBody,
    read: async (limits) => {
      if (bytes.byteLength > limits.bytes) throw bodyTooLarge(limits.bytes);
      return bytes;
    },
    get signal() {
      return incoming.signal;
    },
    get request() {
      return incoming.request;
    },
  };
}
