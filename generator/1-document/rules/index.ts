/** Every rule. A new one is a file of its own and a line here. */
import { additionalOperations } from "./additional-operations.ts";
import { discriminatorMapping } from "./discriminator.ts";
import { formSchema } from "./form-schema.ts";
import { headerName } from "./header-name.ts";
import { mediaTypeName } from "./media-type-name.ts";
import { misplacedReference } from "./misplaced-reference.ts";
import { nameChanged } from "./name-changed.ts";
import { noIdenticalPaths, noSplitPaths } from "./no-identical-paths.ts";
import { noSchemaCycle } from "./no-schema-cycle.ts";
import { operationIdUnique } from "./operation-id-unique.ts";
import { pathParametersDefined, pathParametersUsed } from "./path-parameters.ts";
import { pathFragment, pathTemplate } from "./path-template.ts";
import { patternValid } from "./pattern-valid.ts";
import type { Rule } from "./rule.ts";
import { securityDefined } from "./security-defined.ts";
import { serverVariables } from "./server-variables.ts";
import {
  infoText,
  missingSchema,
  missingText,
  schemaType,
  struct,
  unknownField,
  unknownKeyword,
  xml,
} from "./struct.ts";

/** Written by us. */
export const RULES: readonly Rule[] = [
  struct,
  unknownField,
  unknownKeyword,
  missingText,
  missingSchema,
  schemaType,
  infoText,
  xml,
  misplacedReference,
  operationIdUnique,
  pathTemplate,
  pathFragment,
  noIdenticalPaths,
  noSplitPaths,
  pathParametersDefined,
  pathParametersUsed,
  securityDefined,
  serverVariables,
  headerName,
  mediaTypeName,
  additionalOperations,
  patternValid,
  discriminatorMapping,
  noSchemaCycle,
  formSchema,
  nameChanged,
];

/** Redocly's own, taken as they are. */
export const BORROWED: readonly Rule[] = [
  {
    name: "operation-parameters-unique",
    severity: "error",
    lenient: false,
    remedy: "Remove one of the two parameters.",
  },
  {
    name: "spec-querystring-parameters",
    versions: ["3.2"],
    severity: "error",
    lenient: false,
    remedy: "Describe the query either by one `querystring` parameter or by `query` parameters.",
  },
  {
    name: "spec-no-invalid-encoding-combinations",
    versions: ["3.2"],
    severity: "error",
    lenient: false,
    remedy: "Keep either `encoding`, for parts with names, or `prefixEncoding` and `itemEncoding`.",
  },
  {
    name: "spec-ref-siblings",
    severity: "warning",
    lenient: true,
    remedy: "Move it to the target, or wrap the reference in `allOf`: beside a `$ref` it is ignored.",
  },
  {
    name: "nullable-type-sibling",
    versions: ["3.0"],
    severity: "warning",
    lenient: true,
    remedy: "Write `type` beside `nullable`; until then it is read as: this, or null.",
  },
  {
    name: "no-duplicated-tag-names",
    severity: "warning",
    lenient: true,
    remedy: "Remove one of the two; the first one's description is taken.",
  },
  {
    name: "spec-components-invalid-map-name",
    versions: ["3.0", "3.1", "3.2"],
    severity: "warning",
    lenient: true,
    remedy: "Use letters, digits, `.`, `-` and `_` only; generated names are made of what is left.",
  },
  {
    name: "spec-no-invalid-tag-parents",
    versions: ["3.2"],
    severity: "warning",
    lenient: true,
    remedy: "Name a tag that is declared, and no circle of them.",
  },
  {
    name: "spec-discriminator-defaultMapping",
    versions: ["3.2"],
    severity: "warning",
    lenient: true,
    remedy: "Require the property, or add `defaultMapping`.",
  },
];
