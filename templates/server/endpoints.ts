/** Endpoints: everything that a server needs to process requests for one operation, prepared at start. */
import { withCode } from "../runtime/error-codes.js";
import type { OperationSpec } from "../runtime/operation.js";
import { MAX_JSON_DEPTH, type Limits } from "./limits.js";
import type { ServerDescription, AnyServerOptions } from "./options.js";
import { RequestReceiver } from "./request/receive-request.js";
import { createResponseEncoder, type EncodeResponse } from "./response/encode-response.js";
import { type Authenticate, createAuthenticate } from "./security.js";
import { SharedDecoders } from "./shared-decoders.js";

export interface Endpoint {
  readonly operation: OperationSpec;
  readonly limits: Limits;
  /** Undefined if the operation needs no authentication. */
  readonly authenticate: Authenticate | undefined;
  readonly receiver: RequestReceiver;
  readonly handle: (input: object) => unknown;
  readonly encodeResponse: EncodeResponse;
}

/**
 * Creates the endpoints of all operations. Throws a `TypeError` if a handler or a security handler is missing, or if an
 * option names an unknown operation.
 */
export function createEndpoints(
  description: ServerDescription,
  handlers: object,
  options: AnyServerOptions,
): readonly Endpoint[] {
  const { operations, validation: validations } = description;
  const { security = {}, handlerMiddleware = {}, validateResponses = true } = options;
  const { rejectUnknownQuery = false, heartbeat } = options;
  checkOperationIds("limits.operations", options.limits?.operations ?? {}, operations);
  checkOperationIds("handlerMiddleware", handlerMiddleware, operations);
  const shared = new SharedDecoders(options);
  return operations.map((operation) => {
    const validation = validations[operation.id] ?? {};
    const limits = shared.limitsOf(operation);
    checkLimits(operation, limits);
    return {
      operation,
      limits,
      authenticate: createAuthenticate(operation, security),
      receiver: new RequestReceiver({ operation, validation, limits, shared, rejectUnknownQuery }),
      handle: withHandlerMiddleware(operation, findHandler(operation, handlers), handlerMiddleware),
      encodeResponse: createResponseEncoder({ operation, validation, validate: validateResponses, heartbeat }),
    };
  });
}

function checkOperationIds(option: string, byOperation: object, operations: readonly OperationSpec[]): void {
  for (const id of Object.keys(byOperation)) {
    if (operations.some((operation) => operation.id === id)) continue;
    throw withCode("unknown-operation", new TypeError(`options.${option}: no operation has the id "${id}"`));
  }
}

function checkLimits({ id }: OperationSpec, { jsonDepth }: Limits): void {
  if (jsonDepth <= MAX_JSON_DEPTH) return;
  throw withCode(
    "invalid-option",
    new TypeError(`options.limits: jsonDepth of operation "${id}" must be at most ${MAX_JSON_DEPTH}`),
  );
}

/** Returns the handler of an operation, bound to `handlers`, which can be an instance of a class. */
function findHandler({ id, method, path }: OperationSpec, handlers: object): Endpoint["handle"] {
  const handler: unknown = Reflect.get(handlers, id);
  const isInherited = handler === Reflect.get(Object.prototype, id); // an operation can have the name `toString`
  if (typeof handler !== "function" || isInherited) {
    throw withCode("missing-handler", new TypeError(`handlers.${id} must be a function (${method} ${path})`));
  }
  return handler.bind(handlers);
}

/** Returns the handler with its middleware around it. Throws if the middleware is not a function. */
function withHandlerMiddleware(
  { id }: OperationSpec,
  handle: Endpoint["handle"],
  handlerMiddleware: object,
): Endpoint["handle"] {
  const middleware: unknown = Object.hasOwn(handlerMiddleware, id) ? Reflect.get(handlerMiddleware, id) : undefined;
  if (middleware === undefined) return handle;
  if (typeof middleware !== "function") {
    throw withCode("invalid-option", new TypeError(`options.handlerMiddleware.${id} must be a function`));
  }
  return (input) => middleware.call(handlerMiddleware, input, handle);
}
