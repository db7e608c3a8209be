/** Small documents for the tests of the oracle and the test runs. */
import { rewriteDocument as settledDocument } from "../../../generator/1-document/rewrite/rewrite-document.ts";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import type { Document, Schema } from "../../../generator/1-document/openapi.ts";

export function documentOf(more: JsonObject, openapi = "3.2.0"): Document {
  return settledDocument({ openapi, info: { title: "Test", version: "1" }, paths: {}, ...more });
}

/** Returns a document whose component `Subject` is `schema`, and a reference to it. */
export function schemaIn(
  schema: JsonObject | boolean,
  others: JsonObject = {},
): { document: Document; schema: Schema } {
  const document = documentOf({ components: { schemas: { Subject: schema, ...others } } });
  return { document, schema: { $ref: "#/components/schemas/Subject" } };
}

/** So many alternatives that validation runs into its time limit. */
export const TOO_MANY: readonly JsonObject[] = Array.from({ length: 6_000 }, (_, index) => ({ const: index }));
