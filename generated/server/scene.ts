/** Where something happens: what hooks, middleware and handlers are told. */
import type { OperationSpec } from "../runtime/operation.js";
import type { Incoming } from "./incoming.js";

export interface Scene<Id extends string = string> {
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
export class LazyScene<Operation extends OperationSpec | undefined = OperationSpec | undefined> {
  readonly operation: Operation;
  readonly #incoming: Incoming;

  constructor(incoming: Incoming, operation: Operation) {
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
