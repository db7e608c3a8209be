/** A request read whole before anything of it is parsed, for those who must see its very bytes. */
import type { OperationSpec } from "../../runtime/operation.js";
import { type HeaderSource, type IncomingRequest, tooLarge } from "../http/incoming-request.js";
import type { Limits } from "../limits.js";
import { LazyRequestContext, type RequestContext } from "../request-context.js";

/** What a signature is made of. */
export interface Delivery<Id extends string = string> extends RequestContext<Id> {
  /** Of the body, as they were sent. */
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

/** The bytes of the body. Rejects with a problem of status 413 or 408. */
export async function readBytes(incoming: IncomingRequest, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  if (!incoming.hasBody) return new Uint8Array();
  if (Number(incoming.headers.get("content-length")) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  return incoming.read({ bytes: limits.bodyBytes, milliseconds: limits.bodyTime, exact: true });
}

/** The same request, whose body has been read. */
export function withBytes(incoming: IncomingRequest, bytes: Uint8Array<ArrayBuffer>): IncomingRequest {
  const { method, path, query, headers, hasBody } = incoming;
  return {
    method,
    path,
    query,
    headers,
    hasBody,
    read: async (bounds) => {
      if (bytes.byteLength > bounds.bytes) throw tooLarge(bounds.bytes);
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
