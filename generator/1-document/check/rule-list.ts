/** All rules. To add a rule, write a file in `rules/` and add a line here. */
import { REDOCLY_RULES } from "./redocly/redocly-rules.ts";
import { LOADER_RULES } from "../load/loader-rules.ts";
import type { Rule } from "../rule.ts";
import { additionalOperations } from "./rules/additional-operations.ts";
import { adjacentExpressions } from "./rules/adjacent-expressions.ts";
import { ambiguousText } from "./rules/ambiguous-text.ts";
import { arrayItems } from "./rules/array-items.ts";
import { bodilessContent } from "./rules/bodiless-content.ts";
import { bodilessRequest } from "./rules/bodiless-request.ts";
import { bodyParameters } from "./rules/body-parameters.ts";
import { callbackExpression } from "./rules/callback-expression.ts";
import { closedBase } from "./rules/closed-base.ts";
import { collidingParameters } from "./rules/colliding-parameters.ts";
import { defaultValid } from "./rules/default-valid.ts";
import { discriminatorMapping } from "./rules/discriminator-mapping.ts";
import { duplicateAnchor } from "./rules/duplicate-anchor.ts";
import { emptyResponses } from "./rules/empty-responses.ts";
import { emptyValue } from "./rules/empty-value.ts";
import { enumNames } from "./rules/enum-names.ts";
import { enumType } from "./rules/enum-type.ts";
import { exampleValid } from "./rules/example-valid.ts";
import { exclusiveFields } from "./rules/exclusive-fields.ts";
import { formConsumes } from "./rules/form-consumes.ts";
import { formSchema } from "./rules/form-schema.ts";
import { itemSchema } from "./rules/item-schema.ts";
import { headerName } from "./rules/header-name.ts";
import { headerTwice } from "./rules/header-twice.ts";
import { host } from "./rules/host.ts";
import { ignoredHeader } from "./rules/ignored-header.ts";
import { infoText } from "./rules/info-text.ts";
import { linkTarget } from "./rules/link-target.ts";
import { mediaTypeName } from "./rules/media-type-name.ts";
import { minMax } from "./rules/min-max.ts";
import { missingField } from "./rules/missing-field.ts";
import { missingSchema } from "./rules/missing-schema.ts";
import { missingText } from "./rules/missing-text.ts";
import { nameChanged } from "./rules/name-changed.ts";
import { negativeLength } from "./rules/negative-length.ts";
import { nestedValue } from "./rules/nested-value.ts";
import { noIdenticalPaths } from "./rules/no-identical-paths.ts";
import { noRequiredSchemaPropertiesUndefined } from "./rules/no-required-schema-properties-undefined.ts";
import { noSchemaCycle } from "./rules/no-schema-cycle.ts";
import { noSplitPaths } from "./rules/no-split-paths.ts";
import { noValidValue } from "./rules/no-valid-value.ts";
import { noUndefinedServerVariable } from "./rules/no-undefined-server-variable.ts";
import { noUnusedComponents } from "./rules/no-unused-components.ts";
import { nullValue } from "./rules/null-value.ts";
import { nullableEnum } from "./rules/nullable-enum.ts";
import { oldKeyword } from "./rules/old-keyword.ts";
import { operationOperationId } from "./rules/operation-operationId.ts";
import { operationOperationIdUnique } from "./rules/operation-operationId-unique.ts";
import { operationParametersUnique } from "./rules/operation-parameters-unique.ts";
import { pagination } from "./rules/pagination.ts";
import { partEncoding } from "./rules/part-encoding.ts";
import { pathFragment } from "./rules/path-fragment.ts";
import { pathParameterName } from "./rules/path-parameter-name.ts";
import { pathParameterRepeated } from "./rules/path-parameter-repeated.ts";
import { pathParameterRequired } from "./rules/path-parameter-required.ts";
import { pathParametersDefined } from "./rules/path-parameters-defined.ts";
import { pathParametersUsed } from "./rules/path-parameters-used.ts";
import { pathQuery } from "./rules/path-query.ts";
import { pathSlash } from "./rules/path-slash.ts";
import { pathTemplate } from "./rules/path-template.ts";
import { patternValid } from "./rules/pattern-valid.ts";
import { protoProperty } from "./rules/proto-property.ts";
import { querystringContent } from "./rules/querystring-content.ts";
import { readWriteOnly } from "./rules/read-write-only.ts";
import { requiredNames } from "./rules/required-names.ts";
import { reservedCharacters } from "./rules/reserved-characters.ts";
import { roundedInteger } from "./rules/rounded-integer.ts";
import { roundedLimit } from "./rules/rounded-limit.ts";
import { schemaKeyword } from "./rules/schema-keyword.ts";
import { schemaOrContent } from "./rules/schema-or-content.ts";
import { schemaTypeArray } from "./rules/schema-type-array.ts";
import { schemaType } from "./rules/schema-type.ts";
import { securityDefined } from "./rules/security-defined.ts";
import { serverUrl } from "./rules/server-url.ts";
import { serverVariableDefault } from "./rules/server-variable-default.ts";
import { singleContent } from "./rules/single-content.ts";
import { slowPattern } from "./rules/slow-pattern.ts";
import { specStrictRefs } from "./rules/spec-strict-refs.ts";
import { statusCodeCase } from "./rules/status-code-case.ts";
import { statusCode } from "./rules/status-code.ts";
import { struct } from "./rules/struct.ts";
import { stylePlace } from "./rules/style-place.ts";
import { trailingSlash } from "./rules/trailing-slash.ts";
import { undefinedStyle } from "./rules/undefined-style.ts";
import { unknownField } from "./rules/unknown-field.ts";
import { unknownKeyword } from "./rules/unknown-keyword.ts";
import { versionNumber } from "./rules/version-number.ts";
import { xml } from "./rules/xml.ts";

/** Rules of our own that check a loaded document. */
export const OWN_RULES: readonly Rule[] = [
  struct,
  unknownField,
  unknownKeyword,
  oldKeyword,
  noValidValue,
  nullValue,
  nullableEnum,
  missingText,
  missingField,
  missingSchema,
  schemaType,
  schemaTypeArray,
  infoText,
  versionNumber,
  xml,
  specStrictRefs,
  operationOperationIdUnique,
  operationOperationId,
  operationParametersUnique,
  statusCode,
  statusCodeCase,
  duplicateAnchor,
  emptyResponses,
  pathSlash,
  pathTemplate,
  pathParameterRepeated,
  adjacentExpressions,
  pathFragment,
  pathQuery,
  trailingSlash,
  noIdenticalPaths,
  noSplitPaths,
  pathParametersDefined,
  pathParametersUsed,
  pathParameterName,
  pathParameterRequired,
  securityDefined,
  serverUrl,
  noUndefinedServerVariable,
  serverVariableDefault,
  headerName,
  mediaTypeName,
  additionalOperations,
  patternValid,
  defaultValid,
  exampleValid,
  enumType,
  enumNames,
  roundedInteger,
  roundedLimit,
  minMax,
  negativeLength,
  schemaKeyword,
  requiredNames,
  noRequiredSchemaPropertiesUndefined,
  arrayItems,
  readWriteOnly,
  discriminatorMapping,
  noSchemaCycle,
  bodilessContent,
  bodilessRequest,
  bodyParameters,
  host,
  formConsumes,
  formSchema,
  itemSchema,
  partEncoding,
  schemaOrContent,
  singleContent,
  slowPattern,
  headerTwice,
  ignoredHeader,
  closedBase,
  collidingParameters,
  exclusiveFields,
  stylePlace,
  nestedValue,
  undefinedStyle,
  ambiguousText,
  emptyValue,
  protoProperty,
  querystringContent,
  reservedCharacters,
  pagination,
  callbackExpression,
  linkTarget,
  noUnusedComponents,
  nameChanged,
];

/** All rules that check a loaded document. */
export const CHECK_RULES: readonly Rule[] = [...OWN_RULES, ...REDOCLY_RULES];

/** All rules for descriptions: first those for reading files, then those for the document. */
export const DESCRIPTION_RULES: readonly Rule[] = [...LOADER_RULES, ...CHECK_RULES];
