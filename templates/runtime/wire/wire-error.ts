/** Errors of encoding and decoding. Encoders throw them, decoders collect them. */
import type { ParameterIn } from "./parameter-places.js";

/** An error of decoding with its place in the request. It never contains the value. */
export interface InputError {
  readonly in: ParameterIn | "body";
  /** The name of the parameter or of the part of a form. Empty for the body as a whole. */
  readonly name: string;
  readonly message: string;
}

/**
 * A value that cannot be encoded, or a string that cannot be decoded. Encoders throw it before anything is sent;
 * decoders turn it into an `InputError`.
 */
export class WireError extends TypeError {
  override readonly name = "WireError";
  readonly code = "wire-error";
  /** The reason of an unexpected response. */
  readonly reason: "syntax" | "size" = "syntax";
}

/** Runs `decode`. Adds its `WireError` to `errors`. */
export function collectError<Value>(
  errors: InputError[],
  place: InputLocation,
  decode: () => Value,
): Value | undefined {
  try {
    return decode();
  } catch (error) {
    return recordError(errors, place, error);
  }
}

/** Adds a `WireError` to `errors`. Throws any other error. */
export function recordError(errors: InputError[], place: InputLocation, error: unknown): undefined {
  if (!(error instanceof WireError)) throw error;
  errors.push({ in: place.in, name: place.name, message: error.message });
}

type InputLocation = Pick<InputError, "in" | "name">;
