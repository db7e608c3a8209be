/** Small documents for the tests of the model. */
import type { Document, OperationObject, ParameterObject, Schema } from "../../../generator/1-document/openapi.ts";

export const INFO = { title: "Test", version: "1" };

export function documentOf(members: Partial<Document>): Document {
  return { openapi: "3.2.0", info: INFO, ...members };
}

/** Returns a document with one operation, `GET /things`, called `listThings`. */
export function withOperation(operation: Partial<OperationObject>, members: Partial<Document> = {}): Document {
  const method = operation.requestBody === undefined ? "get" : "post";
  return documentOf({ paths: { "/things": { [method]: { operationId: "listThings", ...operation } } }, ...members });
}

export function withSchemas(schemas: Readonly<Record<string, Schema>>): Document {
  return documentOf({ components: { schemas } });
}

export function query(name: string, rest: Partial<ParameterObject> = {}): ParameterObject {
  return { name, in: "query", schema: { type: "string" }, ...rest };
}
