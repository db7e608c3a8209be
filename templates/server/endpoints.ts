/** One operation made ready at start, so that a request finds every decision taken. */
import type { OperationSpec } from "../runtime/operation.js";
import { createRespond, type Respond } from "./response/encode-response.js";
import { Common } from "./shared-decoders.js";
import { DEEPEST_JSON, type Limits } from "./limits.js";
import type { ServerDescription, AnyServerOptions } from "./options.js";
import { Receiver } from "./request/receive-request.js";
import { type Authenticate, createAuthenticate } from "./security.js";

export interface Endpoint {
  readonly operation: OperationSpec;
  readonly limits: Limits;
  /** Undefined where nobody is asked who is calling. */
  readonly authenticate: Authenticate | undefined;
  readonly receiver: Receiver;
  readonly handle: (input: object) => unknown;
  readonly respond: Respond;
}

/** Throws a `TypeError` where a handler is missing, of an operation or of a scheme that it asks for. */
export function createEndpoints(
  description: ServerDescription,
  handlers: object,
  options: AnyServerOptions,
): readonly Endpoint[] {
  const { operations, validation: validations } = description;
  const { security = {}, around = {}, validateResponses = true } = options;
  for (const [option, byOperation] of Object.entries({ limits: options.limits?.operations ?? {}, around })) {
    for (const id of Object.keys(byOperation)) {
      if (operations.some((operation) => operation.id === id)) continue;
      throw new TypeError(`${option}: no operation is called ${id}`);
    }
  }
  const common = new Common(options);
  return operations.map((operation) => {
    const validation = validations[operation.id] ?? {};
    const limits = common.limitsOf(operation);
    checkLimits(operation, limits);
    return {
      operation,
      limits,
      authenticate: createAuthenticate(operation, security),
      receiver: new Receiver({ operation, validation, limits, common }),
      handle: surrounded(operation, handlerOf(operation, handlers), around),
      respond: createRespond({ operation, validation, validate: validateResponses }),
    };
  });
}

function checkLimits({ id }: OperationSpec, { jsonDepth }: Limits): void {
  if (jsonDepth <= DEEPEST_JSON) return;
  throw new TypeError(`limits: jsonDepth of ${id} can be at most ${DEEPEST_JSON}: what walks a value recurses`);
}

/** A method of a class will do, too. */
function handlerOf({ id, method, path }: OperationSpec, handlers: object): Endpoint["handle"] {
  const handler: unknown = Reflect.get(handlers, id);
  if (typeof handler !== "function") throw new TypeError(`there is no handler ${id}, for ${method} ${path}`);
  return handler.bind(handlers);
}

/** A server must not start without what is meant to stand before a handler. */
function surrounded({ id }: OperationSpec, handle: Endpoint["handle"], around: object): Endpoint["handle"] {
  const surrounding: unknown = Object.hasOwn(around, id) ? Reflect.get(around, id) : undefined;
  if (surrounding === undefined) return handle;
  if (typeof surrounding !== "function") throw new TypeError(`around.${id} must be a function`);
  return (input) => surrounding.call(around, input, handle);
}
