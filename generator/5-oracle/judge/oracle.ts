/** What answers are judged by. */
import type { Document, SchemaObject } from "../../1-document/openapi.ts";
import { formatPointer, parsePointer } from "../../1-document/pointer.ts";
import { schemaRoots, subschemas } from "../../1-document/schemas/subschemas.ts";
import { type Complaint, type Judge, judgeOf } from "./judge.ts";

/** What the description says, and who judges by it. */
export interface Oracle {
  readonly document: Document;
  readonly judge: Judge;
  /** Where a schema stands. */
  readonly pointerOf: (complaint: Complaint) => string | undefined;
}

export function oracleOf(document: Document): Oracle {
  let pointers: ReturnType<typeof pointersOf> | undefined;
  return {
    document,
    judge: judgeOf(document),
    // most runs ask for none
    pointerOf: ({ schema }) => (schema === undefined ? undefined : (pointers ??= pointersOf(document)).get(schema)),
  };
}

/** Where each schema of the document stands: the first place, where several are the same. */
export function pointersOf(document: Document): ReadonlyMap<SchemaObject, string> {
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
