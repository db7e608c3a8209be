/** What is wrong on the wire: thrown by encoders, collected as values by decoders. */
import type { ParameterIn } from "./parameter-places.js";

/** A place in a request, and what is wrong there. Never holds the value itself. */
export interface InputError {
  readonly in: ParameterIn | "body";
  /** Of the parameter, or of the part of a form; empty for a body as a whole. */
  readonly name: string;
  readonly message: string;
}

/**
 * A value that its place cannot carry, or a text that is no value of its shape. Encoders let it out, before
 * anything reaches the network; decoders turn it into an `InputError`.
 */
export class WireError extends TypeError {
  override readonly name = "WireError";
  /** Why an answer is not what was promised. */
  readonly reason: "syntax" | "size" = "syntax";
}

/** What `decode` gives; its `WireError` becomes a value in `errors`. */
export function collect<Value>(errors: InputError[], place: InputLocation, decode: () => Value): Value | undefined {
  try {
    return decode();
  } catch (error) {
    return note(errors, place, error);
  }
}

/** A `WireError` as a value in `errors`; any other error goes on. */
export function note(errors: InputError[], place: InputLocation, error: unknown): undefined {
  if (!(error instanceof WireError)) throw error;
  errors.push({ in: place.in, name: place.name, message: error.message });
}

type InputLocation = Pick<InputError, "in" | "name">;
