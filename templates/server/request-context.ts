/** Where something happens: what hooks, middleware and handlers are told. */
import type { OperationSpec } from "../runtime/operation.js";
import type { IncomingRequest } from "./http/incoming-request.js";
import type { ArrivingFile } from "./request/streamed-files.js";

export interface RequestContext<Id extends string = string> {
  readonly request: Request;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** Undefined where the request has come to none: no such path, or no such method there. */
  readonly operation: (OperationSpec & { readonly id: Id }) | undefined;
}

/**
 * One per request: middleware, hooks and the handler get the same object, so that a `WeakMap` may hold more of it. A
 * `Request` and a signal cost something, and are made only for those who look at them.
 */
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

/** What a request says, in groups. */
export interface RequestContent {
  readonly path: unknown;
  readonly query: unknown;
  readonly querystring: unknown;
  readonly headers: unknown;
  readonly cookies: unknown;
  readonly body: unknown;
  readonly contentType: string | undefined;
  /** Of a form whose files are handed over as they arrive. */
  readonly files: AsyncIterable<ArrivingFile> | undefined;
}

/** A scene that becomes the input of a handler: what is known later has its place from the start. */
export class LazyInput extends LazyRequestContext implements RequestContent {
  path: unknown = undefined;
  query: unknown = undefined;
  querystring: unknown = undefined;
  headers: unknown = undefined;
  cookies: unknown = undefined;
  body: unknown = undefined;
  contentType: string | undefined = undefined;
  files: AsyncIterable<ArrivingFile> | undefined = undefined;
  principals: unknown = undefined;
  context: unknown = undefined;
}

/** Gives the input what the request says. */
export function fillIn(input: LazyInput, content: RequestContent): void {
  input.path = content.path;
  input.query = content.query;
  input.querystring = content.querystring;
  input.headers = content.headers;
  input.cookies = content.cookies;
  input.body = content.body;
  input.contentType = content.contentType;
  input.files = content.files;
}
