/** Where something happened: what hooks and handlers are told. */
import type { OperationSpec } from "../runtime/operation.js";
import type { Incoming } from "./incoming.js";

export interface Scene {
  readonly request: Request;
  /** Undefined where the request has come to none. */
  readonly operation: OperationSpec | undefined;
}

/** A `Request` and a signal cost something, and are made only for those who look at them. */
export class LazyScene<Operation extends OperationSpec | undefined> implements Scene {
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
