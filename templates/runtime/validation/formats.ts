/**
 * The formats of JSON Schema 2020-12 §7.3 and of OpenAPI's registry. Every function takes time in proportion to
 * the text: no expression below can match the same text in two ways.
 */

/** RFC 3339 §5.6, full-date. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

/** RFC 3339 §5.6, full-time; a second 60 only where a leap second can be, at 23:59 UTC. */
export function isTime(text: string): boolean {
  const [match, hour, minute, second, sign, offsetHour = "0", offsetMinute = "0"] =
    /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text) ?? [];
  if (match === undefined || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  if (Number(second) < 60) return true;
  const offset = (sign === "-" ? 1 : -1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const minutes = Number(hour) * 60 + Number(minute) + offset;
  return (minutes + 1440) % 1440 === 1439;
}

/** RFC 3339 §5.6, date-time. */
export function isDateTime(text: string): boolean {
  return /^[Tt]$/.test(text.charAt(10)) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** RFC 3339, appendix A: `P1Y2M3DT4H`, `P2W`; no unit may be left out between two others. */
export function isDuration(text: string): boolean {
  return (
    /^P(?:\d+W|\d+Y(?:\d+M(?:\d+D)?)?(?:T.+)?|\d+M(?:\d+D)?(?:T.+)?|\d+D(?:T.+)?|T.+)$/.test(text) &&
    (!text.includes("T") || /T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)$/.test(text))
  );
}

/** RFC 5321 §4.1.2, Mailbox. */
export function isEmail(text: string): boolean {
  return isMailbox(text, /^[\w!#$%&'*+/=?^`{|}~-]+$/, /^[ !#-[\]-~]$/, isHostname);
}

/** RFC 6531 §3.3. */
export function isIdnEmail(text: string): boolean {
  return isMailbox(text, /^(?:[\w!#$%&'*+/=?^`{|}~-]|[^\0-\x7f])+$/u, /^(?:[ !#-[\]-~]|[^\0-\x7f])$/u, isIdnHostname);
}

/** RFC 1123 §2.1. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && text.split(".").every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label));
}

/** RFC 5890 §2.3.2.3, as far as the shape of labels goes: letters, marks and digits of any script, inner hyphens. */
export function isIdnHostname(text: string): boolean {
  return (
    text.length <= 253 &&
    text.split(/[.\u3002\uff0e\uff61]/).every((label) => {
      const [first = "", ...others] = label;
      return (
        label.length <= 63 &&
        /^[\p{L}\p{N}]$/u.test(first) &&
        /^(?:[\p{L}\p{M}\p{N}]|-(?!$)|[·͵׳״・]|\p{Join_Control})*$/u.test(others.join(""))
      );
    })
  );
}

/** RFC 2673 §3.2, dotted-quad: without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split(".", 5);
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291 §2.2, without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const [head = "", tail, ...more] = text.split("::");
  const before = groupsIn(head, tail === undefined);
  const after = groupsIn(tail ?? "", true);
  if (more.length > 0 || Number.isNaN(before + after)) return false;
  return tail === undefined ? before === 8 : before + after <= 7;
}

/** RFC 3986 §3: with a scheme. */
export function isUri(text: string): boolean {
  return isAscii(text) && isIri(text);
}

/** RFC 3986 §4.1. */
export function isUriReference(text: string): boolean {
  return isAscii(text) && isIriReference(text);
}

/** RFC 3987 §2.2: with a scheme. */
export function isIri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(text) && isIriReference(text);
}

/** RFC 3987 §2.2. */
export function isIriReference(text: string): boolean {
  const [match, scheme, authority, path = "", query = "", fragment = ""] =
    /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^#]*))?$/i.exec(text) ?? [];
  if (match === undefined || (authority !== undefined && !isAuthority(authority))) return false;
  const isRelative = scheme === undefined && authority === undefined;
  return !(isRelative && /^[^/]*:/.test(path)) && [path, query, fragment].every(isSpelled);
}

/** RFC 6570 §2. */
export function isUriTemplate(text: string): boolean {
  const literals = text.replaceAll(/\{([^{}]*)\}/g, (expression, inner: string) => {
    const variables = inner.replace(/^[+#./;?&=,!@|]/, "").split(",");
    return variables.every((variable) => isVariable(variable)) ? "" : expression;
  });
  return !/[\0- "<>\\^`{|}\x7f]|%(?![\da-f]{2})/i.test(literals);
}

/** RFC 4122 §3. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text);
}

/** RFC 6901 §5. */
export function isJsonPointer(text: string): boolean {
  return (text === "" || text.startsWith("/")) && !/~(?![01])/.test(text);
}

/** The draft of relative JSON Pointers, §3. */
export function isRelativeJsonPointer(text: string): boolean {
  const [prefix] = /^(?:0|[1-9]\d*)(?:[+-](?:0|[1-9]\d*))?/.exec(text) ?? [];
  if (prefix === undefined) return false;
  const rest = text.slice(prefix.length);
  return rest === "#" || isJsonPointer(rest);
}

/** ECMA-262, with Unicode. */
export function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** RFC 4648 §4, with padding. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
}

/** RFC 4648 §5, with padding or without. */
export function isBase64Url(text: string): boolean {
  return /^[\w-]*={0,2}$/.test(text) && text.replace(/=+$/, "").length % 4 !== 1;
}

export const isInt8: (value: number) => boolean = integer(-(2 ** 7), 2 ** 7 - 1);
export const isUint8: (value: number) => boolean = integer(0, 2 ** 8 - 1);
export const isInt16: (value: number) => boolean = integer(-(2 ** 15), 2 ** 15 - 1);
export const isUint16: (value: number) => boolean = integer(0, 2 ** 16 - 1);
export const isInt32: (value: number) => boolean = integer(-(2 ** 31), 2 ** 31 - 1);
export const isUint32: (value: number) => boolean = integer(0, 2 ** 32 - 1);
/** A JSON number beyond 2^53 arrives rounded; that it was an integer can still be seen. */
export const isInt64: (value: number) => boolean = integer(-(2 ** 63), 2 ** 63);
export const isUint64: (value: number) => boolean = integer(0, 2 ** 64);

function integer(least: number, most: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= least && value <= most;
}

function isMailbox(text: string, atom: RegExp, quoted: RegExp, isDomain: (domain: string) => boolean): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const isLocal = /^".*"$/s.test(local)
    ? [...local.slice(1, -1).replaceAll(/\\[ -~]/g, "")].every((character) => quoted.test(character))
    : local.split(".").every((part) => atom.test(part));
  const [, literal] = /^\[(.*)\]$/s.exec(domain) ?? [];
  if (literal === undefined) return isLocal && isDomain(domain);
  return isLocal && (isIpv4(literal) || (/^ipv6:/i.test(literal) && isIpv6(literal.slice(5))));
}

/** The groups of 16 bits in a part of an IPv6 address; NaN where there is something else. */
function groupsIn(part: string, isLast: boolean): number {
  if (part === "") return 0;
  const groups = part.split(":");
  const last = groups.at(-1) ?? "";
  const hexadecimal = isLast && isIpv4(last) ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[\da-f]{1,4}$/i.test(group))) return NaN;
  return hexadecimal.length + (hexadecimal.length < groups.length ? 2 : 0);
}

/** `varspec` of RFC 6570 §2.3: names with single dots between them, and a modifier. */
function isVariable(text: string): boolean {
  const name = text.replace(/(?:\*|:[1-9]\d{0,3})$/, "");
  return name.split(".").every((part) => /^(?:\w|%[\da-f]{2})+$/i.test(part));
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** `user@host:port`, RFC 3986 §3.2. */
function isAuthority(text: string): boolean {
  const [, user = "", host = ""] = /^(?:([^@]*)@)?(\[[^[\]]*\]|[^@:[\]]*)(?::\d*)?$/.exec(text) ?? [undefined, "[", ""];
  return isSpelled(user) && (host.startsWith("[") ? isAddress(host.slice(1, -1)) : isSpelled(host));
}

/** What may stand in brackets, RFC 3986 §3.2.2. */
function isAddress(text: string): boolean {
  return isIpv6(text) || /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(text);
}

/** Without characters that must be percent-encoded, and with percent signs only where something is. */
function isSpelled(text: string): boolean {
  return !/[\0- "<>[\\\]^`{|}\x7f-\x9f]|%(?![\da-f]{2})/i.test(text);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
