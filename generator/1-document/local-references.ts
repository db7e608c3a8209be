/** Resolves local `$ref`s, also through chains of references. */
import type { Document, Referable, ReferenceObject, Schema } from "./openapi.ts";
import { canonicalPointer, resolvePointer } from "./pointer.ts";

/** A part of a document with its JSON Pointer. */
export interface Located<T> {
  readonly value: T;
  readonly pointer: string;
}

/**
 * Returns the object that a Reference Object refers to, or the object itself if it is not a reference. Returns
 * undefined if the chain of references breaks or is circular, which a valid document excludes. OpenAPI 3.2 §4.23
 */
export function resolveReference<T extends object>(
  document: Document,
  start: Located<Referable<T>>,
): Located<T> | undefined {
  let { value, pointer } = start;
  const passed = new Set<string>();
  while (isReferenceObject(value)) {
    pointer = canonicalPointer(value.$ref);
    if (passed.has(pointer)) return undefined;
    passed.add(pointer);
    const target = value.$ref.startsWith("#/") ? resolvePointer(document, pointer) : undefined;
    if (typeof target !== "object" || target === null) return undefined;
    value = target as Referable<T>; // a valid reference leads to an object of the expected kind
  }
  return { value, pointer };
}

/**
 * Returns the schema that a schema's `$ref` refers to, which may itself have a `$ref`. Returns undefined if there is
 * none.
 */
export function resolveSchemaReference(document: Document, $ref: string): Located<Schema> | undefined {
  if (!$ref.startsWith("#/")) return undefined;
  const pointer = canonicalPointer($ref);
  const value = resolvePointer(document, pointer);
  if (typeof value !== "boolean" && (typeof value !== "object" || value === null)) return undefined;
  return { value, pointer };
}

function isReferenceObject<T extends object>(value: Referable<T>): value is ReferenceObject {
  return "$ref" in value && typeof value.$ref === "string";
}

/**
 * Returns true if a value of a discriminator's mapping is a reference and not a schema name. References contain `#`
 * or `/`, or end with a file extension.
 */
export function isMappingReference(value: unknown): value is string {
  return typeof value === "string" && /[#/]|\.(ya?ml|json)$/i.test(value);
}
