/**
 * The request form and the response form of a schema. They differ where `readOnly` (not in requests),
 * `writeOnly` (not in answers) or `default` (optional in requests, present in answers) says so,
 * anywhere below: through references, compositions, arrays, maps and recursion.
 */
import type { Document, Schema, SchemaObject } from "./openapi.ts";

export type Form = "request" | "response";

export interface Variants {
  /** Whether the two forms of `schema` differ, here or anywhere below. Memoised per node. */
  differs(schema: Schema): boolean;
  /** The properties that `schema` itself declares and that travel in `form`. */
  properties(schema: SchemaObject, form: Form): Readonly<Record<string, Schema>>;
  /** The names that `schema` itself requires in `form`. */
  required(schema: SchemaObject, form: Form): readonly string[];
}

export function variantsOf(_document: Document): Variants {
  throw new Error("not built yet");
}
