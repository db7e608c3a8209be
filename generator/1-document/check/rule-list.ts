/** Every rule. A new one is a file of its own and a line here. */
import { additionalOperations } from "./rules/additional-operations.ts";
import { ambiguousText } from "./rules/ambiguous-text.ts";
import { arrayItems } from "./rules/array-items.ts";
import { bodilessContent } from "./rules/bodiless-content.ts";
import { bodilessRequest } from "./rules/bodiless-request.ts";
import { bodyParameters } from "./rules/body-parameters.ts";
import { BORROWED } from "./redocly/redocly-rules.ts";
import { callbackExpression } from "./rules/callback-expression.ts";
import { collidingParameters } from "./rules/colliding-parameters.ts";
import { defaultValid } from "./rules/default-valid.ts";
import { discriminatorMapping } from "./rules/discriminator.ts";
import { emptyResponses } from "./rules/empty-responses.ts";
import { emptyValue } from "./rules/empty-value.ts";
import { exclusiveFields, schemaOrContent } from "./rules/exclusive-fields.ts";
import { formSchema } from "./rules/form-schema.ts";
import { headerName } from "./rules/header-name.ts";
import { headerTwice } from "./rules/header-twice.ts";
import { host } from "./rules/host.ts";
import { ignoredHeader } from "./rules/ignored-header.ts";
import { linkTarget } from "./rules/link-target.ts";
import { mediaTypeName } from "./rules/media-type-name.ts";
import { misplacedReference } from "./rules/misplaced-reference.ts";
import { nameChanged } from "./rules/name-changed.ts";
import { nestedValue } from "./rules/nested-value.ts";
import { noIdenticalPaths, noSplitPaths } from "./rules/no-identical-paths.ts";
import { noSchemaCycle } from "./rules/no-schema-cycle.ts";
import { operationIdUnique } from "./rules/operation-id-unique.ts";
import { operationParametersUnique } from "./rules/operation-parameters-unique.ts";
import { pagination } from "./rules/pagination.ts";
import { partEncoding } from "./rules/part-encoding.ts";
import { pathParameterName } from "./rules/path-parameter-name.ts";
import { pathParameterRequired, pathParametersDefined, pathParametersUsed } from "./rules/path-parameters.ts";
import {
  adjacentExpressions,
  pathFragment,
  pathParameterRepeated,
  pathSlash,
  pathTemplate,
} from "./rules/path-template.ts";
import { patternValid } from "./rules/pattern-valid.ts";
import { querystringContent } from "./rules/querystring-content.ts";
import { readWriteOnly } from "./rules/read-write-only.ts";
import { LOADER_RULES } from "../load/loader-rules.ts";
import { requiredNames } from "./rules/required-names.ts";
import { reservedCharacters } from "./rules/reserved-characters.ts";
import type { Rule } from "../rule.ts";
import { schemaKeyword } from "./rules/schema-keyword.ts";
import { securityDefined } from "./rules/security-defined.ts";
import { serverUrl } from "./rules/server-url.ts";
import { serverVariableDefault, serverVariables } from "./rules/server-variables.ts";
import { singleContent } from "./rules/single-content.ts";
import { statusCode } from "./rules/status-code.ts";
import {
  infoText,
  missingSchema,
  missingText,
  schemaType,
  struct,
  unknownField,
  unknownKeyword,
  xml,
} from "./rules/struct.ts";
import { stylePlace } from "./rules/style-place.ts";
import { undefinedStyle } from "./rules/undefined-style.ts";
import { versionNumber } from "./rules/version-number.ts";

/** Written by us, and found by the walk over the document. */
export const RULES: readonly Rule[] = [
  struct,
  unknownField,
  unknownKeyword,
  missingText,
  missingSchema,
  schemaType,
  infoText,
  versionNumber,
  xml,
  misplacedReference,
  operationIdUnique,
  operationParametersUnique,
  statusCode,
  emptyResponses,
  pathSlash,
  pathTemplate,
  pathParameterRepeated,
  adjacentExpressions,
  pathFragment,
  noIdenticalPaths,
  noSplitPaths,
  pathParametersDefined,
  pathParametersUsed,
  pathParameterName,
  pathParameterRequired,
  securityDefined,
  serverUrl,
  serverVariables,
  serverVariableDefault,
  headerName,
  mediaTypeName,
  additionalOperations,
  patternValid,
  defaultValid,
  schemaKeyword,
  requiredNames,
  arrayItems,
  readWriteOnly,
  discriminatorMapping,
  noSchemaCycle,
  bodilessContent,
  bodilessRequest,
  bodyParameters,
  host,
  formSchema,
  partEncoding,
  schemaOrContent,
  singleContent,
  headerTwice,
  ignoredHeader,
  collidingParameters,
  exclusiveFields,
  stylePlace,
  nestedValue,
  undefinedStyle,
  ambiguousText,
  emptyValue,
  querystringContent,
  reservedCharacters,
  pagination,
  callbackExpression,
  linkTarget,
  nameChanged,
];

/** Whatever the walk finds. */
export const CHECKING: readonly Rule[] = [...RULES, ...BORROWED];

/** Whatever may be said of a description, in the order of the work: it is read first. */
export const ALL: readonly Rule[] = [...LOADER_RULES, ...CHECKING];
