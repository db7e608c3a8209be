/**
 * The part of Redocly that a check needs, imported file by file. Its entry module also loads the configuration, all
 * rules and schema compilers: ten times as much code, and half the time of a short run.
 */
import type { Oas3Rule } from "@redocly/openapi-core";
import { NoDuplicatedTagNames } from "../../../../node_modules/@redocly/openapi-core/lib/rules/common/no-duplicated-tag-names.js";
import { SpecRefSiblings as SpecRefSiblings20 } from "../../../../node_modules/@redocly/openapi-core/lib/rules/common/spec-ref-siblings.js";
import { Struct } from "../../../../node_modules/@redocly/openapi-core/lib/rules/common/struct.js";
import { NullableTypeSibling } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/nullable-type-sibling.js";
import { SpecComponentsInvalidMapName } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-components-invalid-map-name.js";
import { SpecDiscriminatorDefaultMapping } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-discriminator-defaultMapping.js";
import { SpecNoInvalidEncodingCombinations } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-no-invalid-encoding-combinations.js";
import { SpecNoInvalidTagParents } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-no-invalid-tag-parents.js";
import { SpecQuerystringParameters } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-querystring-parameters.js";
import { SpecRefSiblings } from "../../../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-ref-siblings.js";
import type { OpenApiVersion } from "../../openapi-version.ts";

export { Source } from "../../../../node_modules/@redocly/openapi-core/lib/resolve.js";
export { normalizeTypes } from "../../../../node_modules/@redocly/openapi-core/lib/types/index.js";
export { Oas2Types } from "../../../../node_modules/@redocly/openapi-core/lib/types/oas2.js";
export { Oas3Types } from "../../../../node_modules/@redocly/openapi-core/lib/types/oas3.js";
export { Oas3_1Types } from "../../../../node_modules/@redocly/openapi-core/lib/types/oas3_1.js";
export { Oas3_2Types } from "../../../../node_modules/@redocly/openapi-core/lib/types/oas3_2.js";
export { normalizeVisitors } from "../../../../node_modules/@redocly/openapi-core/lib/visitors.js";
export { walkDocument } from "../../../../node_modules/@redocly/openapi-core/lib/walk.js";

const RULES_OF_ALL_VERSIONS = {
  struct: Struct,
  "no-duplicated-tag-names": NoDuplicatedTagNames,
};

const RULES_SINCE_3_0 = {
  "nullable-type-sibling": NullableTypeSibling,
  "spec-components-invalid-map-name": SpecComponentsInvalidMapName,
  "spec-discriminator-defaultMapping": SpecDiscriminatorDefaultMapping,
  "spec-no-invalid-encoding-combinations": SpecNoInvalidEncodingCombinations,
  "spec-no-invalid-tag-parents": SpecNoInvalidTagParents,
  "spec-querystring-parameters": SpecQuerystringParameters,
  "spec-ref-siblings": SpecRefSiblings,
};

/** Returns the rules of Redocly that we use for a version, by name. 2.0 lacks some of them. */
export function redoclyRulesOf(version: OpenApiVersion): ReadonlyMap<string, Oas3Rule> {
  const versionRules = version === "2.0" ? { "spec-ref-siblings": SpecRefSiblings20 } : RULES_SINCE_3_0;
  // some are typed as rules for all kinds of descriptions, OpenAPI 3 included
  return new Map(Object.entries({ ...RULES_OF_ALL_VERSIONS, ...versionRules }) as [string, Oas3Rule][]);
}
