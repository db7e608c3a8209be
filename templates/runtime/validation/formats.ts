/**
 * Checks of the formats of JSON Schema 2020-12 Validation §7.3 and of OpenAPI's registry. Every function needs linear
 * time: no regular expression below can match a string in two ways.
 */

/** Checks full-date, RFC 3339 §5.6. */
export function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

/** Checks full-time, RFC 3339 §5.6. Second 60 is valid only for leap seconds, at 23:59 UTC. */
export function isTime(value: string): boolean {
  const [match, hour, minute, second, sign, offsetHour = "0", offsetMinute = "0"] =
    /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(value) ?? [];
  if (match === undefined || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  if (Number(second) < 60) return true;
  const offset = (sign === "-" ? 1 : -1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const minutes = Number(hour) * 60 + Number(minute) + offset;
  return (minutes + 1440) % 1440 === 1439;
}

/** Checks date-time, RFC 3339 §5.6. */
export function isDateTime(value: string): boolean {
  return /^[Tt]$/.test(value.charAt(10)) && isDate(value.slice(0, 10)) && isTime(value.slice(11));
}

/** Checks durations such as `P1Y2M3DT4H` and `P2W`, RFC 3339 appendix A. No unit can be missing between two others. */
export function isDuration(value: string): boolean {
  return (
    /^P(?:\d+W|\d+Y(?:\d+M(?:\d+D)?)?(?:T.+)?|\d+M(?:\d+D)?(?:T.+)?|\d+D(?:T.+)?|T.+)$/.test(value) &&
    (!value.includes("T") || /T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)$/.test(value))
  );
}

/**
 * Checks durations of ISO 8601 as Temporal and `java.time` write them: `PT1.5S`, `-P1D`, `P1Y2D`, `PT-6H3M`. Any unit
 * can be missing.
 */
export function isWideDuration(value: string): boolean {
  const [match, date = "", time] = /^[+-]?P([^T]*)(?:T(.+))?$/i.exec(value) ?? [];
  if (match === undefined || (date === "" && time === undefined)) return false;
  const isDatePart = /^(?:[+-]?\d+Y)?(?:[+-]?\d+M)?(?:[+-]?\d+W)?(?:[+-]?\d+D)?$/i.test(date);
  return isDatePart && (time === undefined || isDurationTime(time));
}

function isDurationTime(value: string): boolean {
  const parts = value.toUpperCase().split(/(?<=[HMS])/);
  const units = parts.map((part) => (/^[+-]?\d+(?:[.,]\d{1,9})?[HMS]$/.test(part) ? part.slice(-1) : "?"));
  return /^H?M?S?$/.test(units.join(""));
}

/** Checks times as Temporal and `java.time` write them: seconds, fraction and offset can be missing. */
export function isWideTime(value: string): boolean {
  const [match, hour, minute, second = "0", offsetHour = "0", offsetMinute = "0"] =
    /^(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:Z|[+-](\d\d)(?::?(\d\d)(?::?[0-5]\d)?)?)?$/i.exec(value) ?? [];
  if (match === undefined || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  return Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 60;
}

/** Checks Mailbox, RFC 5321 §4.1.2. */
export function isEmail(value: string): boolean {
  return isMailbox(value, /^[\w!#$%&'*+/=?^`{|}~-]+$/, /^[ !#-[\]-~]$/, isHostname);
}

/** Checks internationalized mailboxes, RFC 6531 §3.3. */
export function isIdnEmail(value: string): boolean {
  return isMailbox(value, /^(?:[\w!#$%&'*+/=?^`{|}~-]|[^\0-\x7f])+$/u, /^(?:[ !#-[\]-~]|[^\0-\x7f])$/u, isIdnHostname);
}

/** Checks host names, RFC 1123 §2.1. */
export function isHostname(value: string): boolean {
  return value.length <= 253 && value.split(".").every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label));
}

/** Checks internationalized host names, RFC 5890 §2.3.2.3: only the characters of labels, not the rules of IDNA. */
export function isIdnHostname(value: string): boolean {
  return (
    value.length <= 253 &&
    value.split(/[.\u3002\uff0e\uff61]/).every((label) => {
      const [first = "", ...others] = label;
      return (
        label.length <= 63 &&
        /^[\p{L}\p{N}]$/u.test(first) &&
        /^(?:[\p{L}\p{M}\p{N}]|-(?!$)|[·͵׳״・]|\p{Join_Control})*$/u.test(others.join(""))
      );
    })
  );
}

/** Checks dotted-quad without leading zeros, RFC 2673 §3.2. */
export function isIpv4(value: string): boolean {
  const parts = value.split(".", 5);
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Checks IPv6 addresses without a zone, RFC 4291 §2.2. */
export function isIpv6(value: string): boolean {
  if (value.length > 45) return false;
  const [head = "", tail, ...more] = value.split("::");
  const before = countGroups(head, tail === undefined);
  const after = countGroups(tail ?? "", true);
  if (more.length > 0 || Number.isNaN(before + after)) return false;
  return tail === undefined ? before === 8 : before + after <= 7;
}

/** Checks URIs, which have a scheme, RFC 3986 §3. */
export function isUri(value: string): boolean {
  return isAscii(value) && isIri(value);
}

/** Checks URI references, RFC 3986 §4.1. */
export function isUriReference(value: string): boolean {
  return isAscii(value) && isIriReference(value);
}

/** Checks IRIs, which have a scheme, RFC 3987 §2.2. */
export function isIri(value: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(value) && isIriReference(value);
}

/** Checks IRI references, RFC 3987 §2.2. */
export function isIriReference(value: string): boolean {
  const [match, scheme, authority, path = "", query = "", fragment = ""] =
    /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^#]*))?$/i.exec(value) ?? [];
  if (match === undefined || (authority !== undefined && !isAuthority(authority))) return false;
  const isRelative = scheme === undefined && authority === undefined;
  return !(isRelative && /^[^/]*:/.test(path)) && [path, query, fragment].every(isPercentEncoded);
}

/** Checks URI Templates, RFC 6570 §2. */
export function isUriTemplate(value: string): boolean {
  const literals = value.replaceAll(/\{([^{}]*)\}/g, (expression, inner: string) => {
    const variables = inner.replace(/^[+#./;?&=,!@|]/, "").split(",");
    return variables.every((variable) => isTemplateVariable(variable)) ? "" : expression;
  });
  return !/[\0- "<>\\^`{|}\x7f]|%(?![\da-f]{2})/i.test(literals);
}

/** Checks UUIDs, RFC 4122 §3. */
export function isUuid(value: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value);
}

/** Checks JSON Pointers, RFC 6901 §5. */
export function isJsonPointer(value: string): boolean {
  return (value === "" || value.startsWith("/")) && !/~(?![01])/.test(value);
}

/** Checks relative JSON Pointers, draft-bhutton-relative-json-pointer §3. */
export function isRelativeJsonPointer(value: string): boolean {
  const [prefix] = /^(?:0|[1-9]\d*)(?:[+-](?:0|[1-9]\d*))?/.exec(value) ?? [];
  if (prefix === undefined) return false;
  const rest = value.slice(prefix.length);
  return rest === "#" || isJsonPointer(rest);
}

/** Checks regular expressions of ECMA-262 with the flag `u`. */
export function isRegex(value: string): boolean {
  try {
    return new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Checks base64 with padding, RFC 4648 §4. */
export function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(value);
}

/** Checks base64url with or without padding, RFC 4648 §5. */
export function isBase64Url(value: string): boolean {
  return /^[\w-]*={0,2}$/.test(value) && value.replace(/=+$/, "").length % 4 !== 1;
}

export const isInt8: (value: number) => boolean = integer(-(2 ** 7), 2 ** 7 - 1);
export const isUint8: (value: number) => boolean = integer(0, 2 ** 8 - 1);
export const isInt16: (value: number) => boolean = integer(-(2 ** 15), 2 ** 15 - 1);
export const isUint16: (value: number) => boolean = integer(0, 2 ** 16 - 1);
export const isInt32: (value: number) => boolean = integer(-(2 ** 31), 2 ** 31 - 1);
export const isUint32: (value: number) => boolean = integer(0, 2 ** 32 - 1);
/** Accepts numbers beyond 2^53: `JSON.parse` has rounded them, but they are still integers in range. */
export const isInt64: (value: number) => boolean = integer(-(2 ** 63), 2 ** 63);
export const isUint64: (value: number) => boolean = integer(0, 2 ** 64);

function integer(least: number, most: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= least && value <= most;
}

function isMailbox(value: string, atom: RegExp, quoted: RegExp, isDomain: (domain: string) => boolean): boolean {
  const at = value.lastIndexOf("@");
  if (at < 1) return false;
  const [local, domain] = [value.slice(0, at), value.slice(at + 1)];
  const isLocal = /^"[^]*"$/.test(local)
    ? [...local.slice(1, -1).replaceAll(/\\[ -~]/g, "")].every((character) => quoted.test(character))
    : local.split(".").every((part) => atom.test(part));
  const [, literal] = /^\[([^]*)\]$/.exec(domain) ?? [];
  if (literal === undefined) return isLocal && isDomain(domain);
  return isLocal && (isIpv4(literal) || (/^ipv6:/i.test(literal) && isIpv6(literal.slice(5))));
}

/** Returns the number of 16-bit groups in a part of an IPv6 address, or NaN if the part is invalid. */
function countGroups(part: string, isLast: boolean): number {
  if (part === "") return 0;
  const groups = part.split(":");
  const last = groups.at(-1) ?? "";
  const hexadecimal = isLast && isIpv4(last) ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[\da-f]{1,4}$/i.test(group))) return NaN;
  return hexadecimal.length + (hexadecimal.length < groups.length ? 2 : 0);
}

/** Checks `varspec` of RFC 6570 §2.3: names with single dots between them, and a modifier. */
function isTemplateVariable(value: string): boolean {
  const name = value.replace(/(?:\*|:[1-9]\d{0,3})$/, "");
  return name.split(".").every((part) => /^(?:\w|%[\da-f]{2})+$/i.test(part));
}

function isAscii(value: string): boolean {
  return !/[^\0-\x7f]/.test(value);
}

/** Checks `user@host:port`, RFC 3986 §3.2. */
function isAuthority(value: string): boolean {
  const [, user = "", host = ""] = /^(?:([^@]*)@)?(\[[^[\]]*\]|[^@:[\]]*)(?::\d*)?$/.exec(value) ?? [
    undefined,
    "[",
    "",
  ];
  return isPercentEncoded(user) && (host.startsWith("[") ? isIpLiteral(host.slice(1, -1)) : isPercentEncoded(host));
}

/** Checks the address in brackets, RFC 3986 §3.2.2. */
function isIpLiteral(value: string): boolean {
  return isIpv6(value) || /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(value);
}

/** Returns true if all characters that need percent-encoding are encoded, and every percent sign begins an encoding. */
function isPercentEncoded(value: string): boolean {
  return !/[\0- "<>[\\\]^`{|}\x7f-\x9f]|%(?![\da-f]{2})/i.test(value);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
