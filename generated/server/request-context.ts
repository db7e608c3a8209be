/** The context of a request: the object that hooks, middleware and handlers receive. */
import type { OperationSpec } from "../runtime/operation.js";
import type { IncomingRequest } from "./http/incoming-request.js";
import type { UploadedFile } from "./request/streamed-files.js";

/**
 * The context of one request. All middleware and hooks, and the handler, receive the same object. You can use it as the
 * key of a `WeakMap` that holds your own data about the request.
 */
export interface RequestContext<Id extends string = string> {
  /** The web `Request`. Read its body from a `request.clone()` only. */
  readonly request: Request;
  /** An abort signal that fires when the client disconnects. */
  readonly signal: AbortSignal;
  /** The operation. `undefined` if no operation has this path and method. */
  readonly operation: (OperationSpec & { readonly id: Id }) | undefined;
}

/** A `RequestContext` that creates the `Request` and the signal only on first use, since both are expensive. */
export class LazyRequestContext<Operation extends OperationSpec | undefined = OperationSpec | undefined> {
  readonly operation: Operation;
  readonly #incoming: IncomingRequest;

  constructor(incoming: IncomingRequest, operation: Operation) {
    this.#incoming = incoming;
    this.operation = operation;
  }

  get request(): Request {
    return this.#incoming.request;
  }

  get signal(): AbortSignal {
    return this.#incoming.signal;
  }
}

/** The decoded parameters and body of a request. */
export interface RequestContent {
  readonly path: unknown;
  readonly query: unknown;
  readonly querystring: unknown;
  readonly headers: unknown;
  readonly cookies: unknown;
  readonly body: unknown;
  readonly contentType: string | undefined;
  /** The files of a multipart form if they are streamed. */
  readonly files: AsyncIterable<UploadedFile> | undefined;
}

/**
 * A request context that becomes the input of the handler. Properties that later steps set exist from the start, so
 * that the shape of the object never changes.
 */
export class LazyHandlerInput extends LazyRequestContext implements RequestContent {
  path: unknown = undefined;
  query: unknown = undefined;
  querystring: unknown = undefined;
  headers: unknown = undefined;
  cookies: unknown = undefined;
  body: unknown = undefined;
  contentType: string | undefined = undefined;
  files: AsyncIterable<UploadedFile> | undefined = undefined;
  principals: unknown = undefined;
  context: unknown = undefined;
}

/** Copies the content of a request into the input of the handler. */
export function setRequestContent(input: LazyHandlerInput, content: RequestContent): void {
  input.path = content.path;
  input.query = content.query;
  input.querystring = content.querystring;
  input.headers = content.headers;
  input.cookies = content.cookies;
  input.body = content.body;
  input.contentType = content.contentType;
  input.files = content.files;
}
