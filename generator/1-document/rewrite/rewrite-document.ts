/** Rewrites a valid bundled document into the form that all later stages read. */
import type { JsonObject } from "../json.ts";
import type { SourceOptions } from "../../options.ts";
import type { Document } from "../openapi.ts";
import { withFormatOptions } from "../schemas/format-assertions.ts";
import { extendClosedBases } from "./closed-bases.ts";
import { bindDynamicReferences } from "./dynamic-references.ts";
import { nameEnums } from "./named-enums.ts";
import { withPartSchemas } from "./part-schemas.ts";
import { expandDiscriminators } from "./discriminators.ts";
import { upgradeDocument } from "./upgrade/upgrade.ts";

/** Options that change the meaning of a description. */
export type MeaningOptions = Partial<Pick<SourceOptions, "formats" | "extendClosedBases">>;

/**
 * Returns the document in the 3.2 shape. Discriminators, dynamic references and the parts of multipart bodies
 * are expressed as plain schemas. It carries the choice of formats that are checked.
 */
export function rewriteDocument(bundled: JsonObject, options: MeaningOptions = {}): Document {
  const expanded = bindDynamicReferences(expandDiscriminators(nameEnums(upgradeDocument(bundled))));
  const extended = options.extendClosedBases === true ? extendClosedBases(expanded) : expanded;
  return withFormatOptions(withPartSchemas(extended), options.formats);
}
