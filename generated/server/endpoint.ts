/** One operation made ready at start, so that a request finds every decision taken. */
import type { OperationSpec } from "../runtime/operation.js";
import { createRespond, type Respond } from "./answer.js";
import type { ParameterDecoders } from "../runtime/parameters.js";
import type { Description, Options } from "./options.js";
import { DEEPEST_JSON, defaultLimits, type Limits } from "./limits.js";
import { createReceive, type Receive } from "./receive.js";
import { type Authenticate, createAuthenticate } from "./security.js";

export interface Endpoint {
  readonly operation: OperationSpec;
  readonly limits: Limits;
  /** Undefined where nobody is asked who is calling. */
  readonly authenticate: Authenticate | undefined;
  readonly receive: Receive;
  readonly handle: (input: object) => unknown;
  readonly respond: Respond;
}

/** Throws a `TypeError` where a handler is missing, of an operation or of a scheme that it asks for. */
export function createEndpoints(description: Description, handlers: object, options: Options): readonly Endpoint[] {
  const { operations } = description;
  for (const id of Object.keys(options.limits?.operations ?? {})) {
    if (!operations.some((operation) => operation.id === id)) {
      throw new TypeError(`limits: no operation is called ${id}`);
    }
  }
  const decoders: ParameterDecoders = new Map();
  return operations.map((operation) => createEndpoint(operation, description, { handlers, options, decoders }));
}

interface Common {
  readonly handlers: object;
  readonly options: Options;
  readonly decoders: ParameterDecoders;
}

function createEndpoint(
  operation: OperationSpec,
  { validation: validations }: Description,
  { handlers, options, decoders }: Common,
): Endpoint {
  const { security = {}, limits: { operations = {}, ...common } = {}, validateAnswers = true } = options;
  const validation = validations[operation.id] ?? {};
  const limits = { ...defaultLimits(operation.body?.longestList), ...common, ...operations[operation.id] };
  if (!(limits.jsonDepth <= DEEPEST_JSON)) {
    throw new TypeError(
      `limits: jsonDepth of ${operation.id} can be at most ${DEEPEST_JSON}: what walks a value recurses`,
    );
  }
  return {
    operation,
    limits,
    authenticate: createAuthenticate(operation, security),
    receive: createReceive({ operation, validation, limits, decoders }),
    handle: handlerOf(operation, handlers),
    respond: createRespond({ operation, validation, validate: validateAnswers }),
  };
}

/** A method of a class will do, too. */
function handlerOf({ id, method, path }: OperationSpec, handlers: object): Endpoint["handle"] {
  const handler: unknown = Reflect.get(handlers, id);
  if (typeof handler !== "function") throw new TypeError(`there is no handler ${id}, for ${method} ${path}`);
  return (input): unknown => handler.call(handlers, input);
}
