/**
 * The part of Redocly that a check needs, file by file: its entry loads its configuration as well, with every rule for every kind of
 * description, schema compilers and all, which is ten times as much code and half of a short run.
 */
import type { Oas3Rule } from "@redocly/openapi-core";
import { NoDuplicatedTagNames } from "../../../../node_modules/@redocly/openapi-core/lib/rules/common/no-duplicated-tag-names.js";
import { OperationParametersUnique } from "../../../../node_modules/@redocly/openapi-core/lib/rules/common/operation-parameters-unique.js";
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

const OF_EVERY_VERSION = {
  struct: Struct,
  "no-duplicated-tag-names": NoDuplicatedTagNames,
  "operation-parameters-unique": OperationParametersUnique,
};

const SINCE_3_0 = {
  "nullable-type-sibling": NullableTypeSibling,
  "spec-components-invalid-map-name": SpecComponentsInvalidMapName,
  "spec-discriminator-defaultMapping": SpecDiscriminatorDefaultMapping,
  "spec-no-invalid-encoding-combinations": SpecNoInvalidEncodingCombinations,
  "spec-no-invalid-tag-parents": SpecNoInvalidTagParents,
  "spec-querystring-parameters": SpecQuerystringParameters,
  "spec-ref-siblings": SpecRefSiblings,
};

/** Those of Redocly's rules that we have borrowed, as it has them for this version; 2.0 lacks some. */
export function rulesOf(version: OpenApiVersion): ReadonlyMap<string, Oas3Rule> {
  const own = version === "2.0" ? { "spec-ref-siblings": SpecRefSiblings20 } : SINCE_3_0;
  // some are typed as rules for any kind of description, which those for OpenAPI 3 are among
  return new Map(Object.entries({ ...OF_EVERY_VERSION, ...own }) as [string, Oas3Rule][]);
}
