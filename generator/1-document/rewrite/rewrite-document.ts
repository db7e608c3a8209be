/** A legal description → the document that all later stages read. */
import type { JsonObject } from "../json.ts";
import type { Document } from "../openapi.ts";
import { withPartSchemas } from "./part-schemas.ts";
import { expandDiscriminators } from "./discriminators.ts";
import { upgradeDocument } from "./upgrade/upgrade.ts";

/** In the 3.2 shape, with discriminators and the parts of multipart bodies spelled out in schemas. */
export function rewriteDocument(bundled: JsonObject): Document {
  return withPartSchemas(expandDiscriminators(upgradeDocument(bundled)));
}
