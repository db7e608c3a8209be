/** What stands behind a local `$ref`, through chains of them, and where it stands. */
import type { Document, Referable, ReferenceObject, Schema } from "./openapi.ts";
import { canonicalPointer, resolvePointer } from "./pointer.ts";

/** A part of a document with its place. */
export interface Located<T> {
  readonly value: T;
  readonly pointer: string;
}

/**
 * The object that a Reference Object leads to, or the object itself. Undefined where the chain breaks or
 * turns in a circle, which no legal document does. OpenAPI 3.2 §4.23
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
    value = target as Referable<T>; // a legal reference leads to what may stand in its place
  }
  return { value, pointer };
}

/** The schema that the `$ref` of a schema names, itself perhaps with a `$ref`. Undefined where there is none. */
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

/** A discriminator's mapping holds names and references; a reference has a `#`, a `/` or a file's ending. */
export function isMappingReference(value: unknown): value is string {
  return typeof value === "string" && /[#/]|\.(ya?ml|json)$/i.test(value);
}
