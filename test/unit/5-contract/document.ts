/** Small documents for the tests of the stage that proves. */
import type { JsonObject } from "../../../generator/1-document/json.ts";
import type { Document, Schema } from "../../../generator/1-document/openapi.ts";
import { withTags } from "../../../generator/1-document/tags.ts";
import { upgrade } from "../../../generator/1-document/upgrade.ts";

export function documentOf(more: JsonObject, openapi = "3.2.0"): Document {
  return withTags(upgrade({ openapi, info: { title: "Test", version: "1" }, paths: {}, ...more }));
}

/** A document whose component `Subject` is `schema`, and a reference to it. */
export function schemaIn(
  schema: JsonObject | boolean,
  others: JsonObject = {},
): { document: Document; schema: Schema } {
  const document = documentOf({ components: { schemas: { Subject: schema, ...others } } });
  return { document, schema: { $ref: "#/components/schemas/Subject" } };
}
