/**
 * What operations have in common, made once. Then a request finds it in the processor's cache, whichever operation it is
 * for; of copies for each of hundreds it would find none.
 */
import type { BodySpec, OperationSpec } from "../runtime/operation.js";
import type { ParameterDecoders } from "../runtime/wire/parameters.js";
import { defaultLimits, type Limits } from "./limits.js";
import type { AnyServerOptions } from "./options.js";
import { bodyReceiver, type ReceiveBody } from "./request/receive-body.js";

export class Common {
  readonly decoders: ParameterDecoders = new Map();
  readonly #options: NonNullable<AnyServerOptions["limits"]>;
  /** By what the description says of a body. */
  readonly #limits = new Map<string, Limits>();
  /** By the text of their description. */
  readonly #bodies = new Map<Limits, Map<string, ReceiveBody>>();

  constructor({ limits = {} }: AnyServerOptions) {
    this.#options = limits;
  }

  /** The same object for all operations that have no limits of their own. */
  limitsOf({ id, body }: OperationSpec): Limits {
    const { operations = {}, ...forAll } = this.#options;
    const own = operations[id];
    const key = `${body?.longestList} ${body?.mostValues}`;
    const common = this.#limits.get(key) ?? { ...defaultLimits(body), ...forAll };
    this.#limits.set(key, common);
    return own ? { ...common, ...own } : common;
  }

  bodyReceiver(spec: BodySpec, limits: Limits): ReceiveBody {
    const made = this.#bodies.get(limits) ?? new Map<string, ReceiveBody>();
    this.#bodies.set(limits, made);
    const key = JSON.stringify(spec); // of functions there is only JSON that rounds nothing: an object in the text
    const receive = made.get(key) ?? bodyReceiver(spec, limits);
    made.set(key, receive);
    return receive;
  }
}
