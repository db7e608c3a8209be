/** Formats that validators check: the type that each applies to, and its function in `runtime/validation/formats.ts`. */
import type { FormatAssertion } from "../../options.ts";

export interface FormatCheck {
  readonly type: "string" | "number";
  /** Name of the runtime function. */
  readonly check: string;
  /** The format in issues, if it differs from the key. */
  readonly name?: string;
}

/**
 * Formats of JSON Schema 2020-12 Validation §7.3 and of OpenAPI's format registry. All others are annotations,
 * including `binary` and `password`. `float` and `double` describe storage and do not restrict JSON numbers.
 */
export const FORMAT_CHECKS: ReadonlyMap<string, FormatCheck> = new Map<string, FormatCheck>([
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
  ["wide duration", { ...stringFormat("isWideDuration"), name: "duration" }],
  ["wide time", { ...stringFormat("isWideTime"), name: "time" }],
]);

/** Returns the key of the check of a format, or undefined if the format is an annotation. */
export function formatCheckName(format: string, assertion: FormatAssertion): string | undefined {
  if (assertion === false) return undefined;
  const wide = `wide ${format}`;
  if (assertion === "wide" && FORMAT_CHECKS.has(wide)) return wide;
  return FORMAT_CHECKS.has(format) ? format : undefined;
}

function stringFormat(check: string): FormatCheck {
  return { type: "string", check };
}

function numberFormat(check: string): FormatCheck {
  return { type: "number", check };
}
