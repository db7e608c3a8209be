/**
 * Encoding of primitives as strings. Numbers are decimals without an exponent: `1`, `-0`, `0.0000001`. Booleans are
 * `true` and `false`. Null is `null`, unless the schema admits strings.
 *
 * Rejected are `0x10`, `1e3`, `01`, ` 1`, `+1`, the empty string, and integers that a number would round.
 */
import type { Primitive } from "./specs.js";
import { WireError } from "./wire-error.js";

/** Encodes a string, number, bigint, boolean or null. Throws a `WireError` for anything else. */
export function encodeScalar(value: unknown): string {
  switch (typeof value) {
    case "string":
      if (/\p{Surrogate}/u.test(value)) throw new WireError("contains a lone surrogate");
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new WireError("is not a finite number");
      return plainDecimal(value);
    case "bigint":
    case "boolean":
      return `${value}`;
    default:
      if (value === null) return "null";
      throw new WireError("must be a single value");
  }
}

/**
 * Decodes a string as the first of `types` that it matches. `string` is tried last. Throws a `WireError` if none
 * matches.
 */
export function decodeScalar(text: string, types: readonly Primitive[]): string | number | bigint | boolean | null {
  const open = types.includes("string");
  for (const type of types) {
    if (type === "null" && text === "null" && !open) return null;
    if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
    if (type === "number" && DECIMAL.test(text) && Number.isFinite(Number(text))) return Number(text);
    if (type === "int64" && INTEGER.test(text) && text.length <= 20) {
      return plainDecimal(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
    }
    if (type === "integer" && INTEGER.test(text) && plainDecimal(Number(text)) === text) return Number(text);
  }
  if (open) return text;
  throw new WireError(`must be ${types.join(" or ") || "a single value: this style cannot encode nested values"}`);
}

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Formats a number without an exponent, because few servers parse one: `1e-7` becomes `0.0000001`. */
function plainDecimal(value: number): string {
  const text = Object.is(value, -0) ? "-0" : `${value}`;
  const [, sign = "", whole = "", fraction = "", exponent = ""] = /^(-?)(\d+)\.?(\d*)e(.+)$/.exec(text) ?? [];
  if (exponent === "") return text;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(shift, "0")}`; // numbers from 1e21 on have no fraction
}
