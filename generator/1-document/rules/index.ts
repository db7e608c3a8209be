/** Every rule. A new one is a file of its own and a line here. */
import { additionalOperations } from "./additional-operations.ts";
import { ambiguousText } from "./ambiguous-text.ts";
import { arrayItems } from "./array-items.ts";
import { bodilessContent } from "./bodiless-content.ts";
import { bodilessRequest } from "./bodiless-request.ts";
import { bodyParameters } from "./body-parameters.ts";
import { BORROWED } from "./borrowed.ts";
import { callbackExpression } from "./callback-expression.ts";
import { collidingParameters } from "./colliding-parameters.ts";
import { defaultValid } from "./default-valid.ts";
import { discriminatorMapping } from "./discriminator.ts";
import { emptyResponses } from "./empty-responses.ts";
import { emptyValue } from "./empty-value.ts";
import { exclusiveFields, schemaOrContent } from "./exclusive-fields.ts";
import { formSchema } from "./form-schema.ts";
import { headerName } from "./header-name.ts";
import { headerTwice } from "./header-twice.ts";
import { host } from "./host.ts";
import { ignoredHeader } from "./ignored-header.ts";
import { linkTarget } from "./link-target.ts";
import { mediaTypeName } from "./media-type-name.ts";
import { misplacedReference } from "./misplaced-reference.ts";
import { nameChanged } from "./name-changed.ts";
import { nestedValue } from "./nested-value.ts";
import { noIdenticalPaths, noSplitPaths } from "./no-identical-paths.ts";
import { noSchemaCycle } from "./no-schema-cycle.ts";
import { operationIdUnique } from "./operation-id-unique.ts";
import { operationParametersUnique } from "./operation-parameters-unique.ts";
import { pagination } from "./pagination.ts";
import { partEncoding } from "./part-encoding.ts";
import { pathParameterName } from "./path-parameter-name.ts";
import { pathParameterRequired, pathParametersDefined, pathParametersUsed } from "./path-parameters.ts";
import { adjacentExpressions, pathFragment, pathParameterRepeated, pathSlash, pathTemplate } from "./path-template.ts";
import { patternValid } from "./pattern-valid.ts";
import { querystringContent } from "./querystring-content.ts";
import { readWriteOnly } from "./read-write-only.ts";
import { READING } from "./reading.ts";
import { requiredNames } from "./required-names.ts";
import { reservedCharacters } from "./reserved-characters.ts";
import type { Rule } from "./rule.ts";
import { schemaKeyword } from "./schema-keyword.ts";
import { securityDefined } from "./security-defined.ts";
import { serverUrl } from "./server-url.ts";
import { serverVariableDefault, serverVariables } from "./server-variables.ts";
import { singleContent } from "./single-content.ts";
import { statusCode } from "./status-code.ts";
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
import { stylePlace } from "./style-place.ts";
import { undefinedStyle } from "./undefined-style.ts";
import { versionNumber } from "./version-number.ts";

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
export const ALL: readonly Rule[] = [...READING, ...CHECKING];
