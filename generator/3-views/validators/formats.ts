/** Which formats are checked, on which type, and by which function of `templates/runtime/validation/formats.ts`. */

export interface Format {
  readonly type: "string" | "number";
  /** Name of the function. */
  readonly check: string;
}

/**
 * JSON Schema 2020-12 Validation §7.3 and OpenAPI's format registry. Other formats are annotations, and so are
 * `binary` and `password`; `float` and `double` say how a number is kept, and not which numbers there are.
 */
export const FORMATS: ReadonlyMap<string, Format> = new Map([
  ["date", text("isDate")],
  ["time", text("isTime")],
  ["date-time", text("isDateTime")],
  ["duration", text("isDuration")],
  ["email", text("isEmail")],
  ["idn-email", text("isIdnEmail")],
  ["hostname", text("isHostname")],
  ["idn-hostname", text("isIdnHostname")],
  ["ipv4", text("isIpv4")],
  ["ipv6", text("isIpv6")],
  ["uri", text("isUri")],
  ["uri-reference", text("isUriReference")],
  ["iri", text("isIri")],
  ["iri-reference", text("isIriReference")],
  ["uri-template", text("isUriTemplate")],
  ["uuid", text("isUuid")],
  ["json-pointer", text("isJsonPointer")],
  ["relative-json-pointer", text("isRelativeJsonPointer")],
  ["regex", text("isRegex")],
  ["byte", text("isBase64")],
  ["base64url", text("isBase64Url")],
  ["int8", number("isInt8")],
  ["uint8", number("isUint8")],
  ["int16", number("isInt16")],
  ["uint16", number("isUint16")],
  ["int32", number("isInt32")],
  ["uint32", number("isUint32")],
  ["int64", number("isInt64")],
  ["uint64", number("isUint64")],
]);

function text(check: string): Format {
  return { type: "string", check };
}

function number(check: string): Format {
  return { type: "number", check };
}
