/** Types of bytes: in memory, or in a stream. */
import { code } from "../code.ts";
import type { FormTypes } from "./form-types.ts";
import { atomicType, type Type, union } from "./type-syntax.ts";

type Scope = Pick<FormTypes, "scope">;

export function blobType({ scope }: Scope): Type {
  return atomicType(scope.global("Blob"));
}

/** Returns the types in which a handler can return bytes. */
export function writtenBytesType(types: Scope): Type {
  const { scope } = types;
  const array = scope.global("Uint8Array");
  return union([blobType(types), atomicType(array), atomicType(code`${scope.global("ReadableStream")}<${array}>`)]);
}
