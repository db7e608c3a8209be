/** Formats that validators check: the type that each applies to, and its function in `runtime/validation/formats.ts`. */

export interface FormatCheck {
  readonly type: "string" | "number";
  /** Name of the runtime function. */
  readonly check: string;
}

/**
 * Formats of JSON Schema 2020-12 Validation §7.3 and of OpenAPI's format registry. All others are annotations,
 * including `binary` and `password`. `float` and `double` describe storage and do not restrict JSON numbers.
 */
export const FORMAT_CHECKS: ReadonlyMap<string, FormatCheck> = new Map([
  ["date", stringFormat("isDate")],
  ["time", stringFormat("isTime")],
  ["date-time", stringFormat("isDateTime")],
  ["duration", stringFormat("isDuration")],
  ["email", stringFormat("isEmail")],
  ["idn-email", stringFormat("isIdnEmail")],
  ["hostname", stringFormat("isHostname")],
  ["idn-hostname", stringFormat("isIdnHostname")],
  ["ipv4", stringFormat("isIpv4")],
  ["ipv6", stringFormat("isIpv6")],
  ["uri", stringFormat("isUri")],
  ["uri-reference", stringFormat("isUriReference")],
  ["iri", stringFormat("isIri")],
  ["iri-reference", stringFormat("isIriReference")],
  ["uri-template", stringFormat("isUriTemplate")],
  ["uuid", stringFormat("isUuid")],
  ["json-pointer", stringFormat("isJsonPointer")],
  ["relative-json-pointer", stringFormat("isRelativeJsonPointer")],
  ["regex", stringFormat("isRegex")],
  ["byte", stringFormat("isBase64")],
  ["base64url", stringFormat("isBase64Url")],
  ["int8", numberFormat("isInt8")],
  ["uint8", numberFormat("isUint8")],
  ["int16", numberFormat("isInt16")],
  ["uint16", numberFormat("isUint16")],
  ["int32", numberFormat("isInt32")],
  ["uint32", numberFormat("isUint32")],
  ["int64", numberFormat("isInt64")],
  ["uint64", numberFormat("isUint64")],
]);

function stringFormat(check: string): FormatCheck {
  return { type: "string", check };
}

function numberFormat(check: string): FormatCheck {
  return { type: "number", check };
}
