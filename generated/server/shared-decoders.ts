/**
 * Decoders and limits that operations share. A server of hundreds of operations then uses few objects, which stay in
 * the processor's cache.
 */
import type { BodySpec, OperationSpec } from "../runtime/operation.js";
import type { ParameterDecoders } from "../runtime/wire/parameters.js";
import { defaultLimits, type Limits } from "./limits.js";
import type { AnyServerOptions } from "./options.js";
import { createBodyReceiver, type ReceiveBody } from "./request/receive-body.js";

export class SharedDecoders {
  readonly parameterDecoders: ParameterDecoders = new Map();
  readonly #options: NonNullable<AnyServerOptions["limits"]>;
  /** Limits by the sizes that the description allows for a body. */
  readonly #limits = new Map<string, Limits>();
  /** Body receivers by limits, then by the `BodySpec` as JSON. */
  readonly #bodies = new Map<Limits, Map<string, ReceiveBody>>();

  constructor({ limits = {} }: AnyServerOptions) {
    this.#options = limits;
  }

  /** Returns the limits of an operation. Operations without limits of their own share the object. */
  limitsOf({ id, body }: OperationSpec): Limits {
    const { operations = {}, ...forAll } = this.#options;
    const own = Object.hasOwn(operations, id) ? operations[id] : undefined;
    const key = `${body?.longestList} ${body?.mostValues}`;
    const common = this.#limits.get(key) ?? { ...defaultLimits(body), ...forAll };
    this.#limits.set(key, common);
    return own ? { ...common, ...own } : common;
  }

  /** Returns the body receiver for a body with these limits. */
  bodyReceiver(spec: BodySpec, limits: Limits): ReceiveBody {
    const made = this.#bodies.get(limits) ?? new Map<string, ReceiveBody>();
    this.#bodies.set(limits, made);
    // functions are lost in JSON; the only ones are those of exact JSON, whose object is still visible
    const key = JSON.stringify(spec);
    const receive = made.get(key) ?? createBodyReceiver(spec, limits);
    made.set(key, receive);
    return receive;
  }
}
