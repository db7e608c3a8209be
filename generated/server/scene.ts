/** Where something happened: what hooks are told. */
import type { OperationSpec } from "../runtime/operation.js";
import type { Incoming } from "./incoming.js";

export interface Scene {
  readonly request: Request;
  /** Undefined where the request has come to none. */
  readonly operation: OperationSpec | undefined;
}

/** A `Request` costs something, and is made only for those who look at it. */
export function sceneOf<Operation extends OperationSpec | undefined>(
  incoming: Incoming,
  operation: Operation,
): Scene & { readonly operation: Operation } {
  return {
    operation,
    get request() {
      return incoming.request;
    },
  };
}
