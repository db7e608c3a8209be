/** A legal description → the document that all later stages read. */
import type { JsonObject } from "../json.ts";
import type { Document } from "../openapi.ts";
import { withPartSchemas } from "./part-schemas.ts";
import { withTags } from "./discriminators.ts";
import { upgrade } from "./upgrade/upgrade.ts";

/** In the 3.2 shape, with discriminators and the parts of multipart bodies spelled out in schemas. */
export function documentOf(bundled: JsonObject): Document {
  return withPartSchemas(withTags(upgrade(bundled)));
}
