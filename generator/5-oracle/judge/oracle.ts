/** The oracle: a document, and the judge that validates requests and responses by it. */
import type { Document, SchemaObject } from "../../1-document/openapi.ts";
import { formatPointer, parsePointer } from "../../1-document/pointer.ts";
import { schemaRoots, subschemas } from "../../1-document/schemas/subschemas.ts";
import { type SchemaViolation, type Judge, createJudge } from "./judge.ts";

/**
 * An independent reading of the description. Tests compare it with the behaviour of generated code or of a server. It
 * does not use the model, the generated validators or the runtime. So if both agree, both are probably correct.
 */
export interface Oracle {
  readonly document: Document;
  readonly judge: Judge;
  /** Returns the JSON Pointer of the schema that a value violates. */
  readonly pointerOf: (complaint: SchemaViolation) => string | undefined;
}

/** Returns the oracle of a document. */
export function createOracle(document: Document): Oracle {
  let pointers: ReturnType<typeof schemaPointers> | undefined;
  return {
    document,
    judge: createJudge(document),
    // computed at the first call, because most runs need no pointers
    pointerOf: ({ schema }) => (schema === undefined ? undefined : (pointers ??= schemaPointers(document)).get(schema)),
  };
}

/** Returns the JSON Pointer of each schema object. If one object occurs at several places: the first one. */
export function schemaPointers(document: Document): ReadonlyMap<SchemaObject, string> {
  const wanted = new Set<object>();
  const waiting = [...schemaRoots(document)];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema === "boolean" || wanted.has(schema)) continue;
    wanted.add(schema);
    waiting.push(...subschemas(schema).map((below) => below.schema));
  }
  const found = new Map<SchemaObject, string>();
  const visit = (node: unknown, steps: readonly string[]): void => {
    if (typeof node !== "object" || node === null || found.has(node)) return;
    if (wanted.has(node)) found.set(node, formatPointer(steps));
    for (const [key, below] of Object.entries(node)) visit(below, [...steps, key]);
  };
  visit(document, parsePointer("#"));
  return found;
}
