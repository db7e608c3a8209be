/** The conversion of the format `byte`: base64 (RFC 4648 §4) to bytes. */
import type { FormatCodec } from "../operation.js";

export const base64: FormatCodec<Uint8Array> = {
  is: (value): value is Uint8Array => value instanceof Uint8Array,
  decode: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
  encode: (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")),
};
