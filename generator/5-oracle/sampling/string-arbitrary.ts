/** Arbitraries of strings by format, pattern and length. They include characters that need escaping. */
import fc, { type Arbitrary } from "fast-check";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { boundedPattern } from "../../1-document/patterns/bounded-pattern.ts";

/** Part of a request or response that contains a value. Only a body can contain all characters. */
export type ValueLocation = "body" | "path" | "query" | "header" | "cookie";

/** Returns an arbitrary of strings that satisfy most keywords of `schemas`. The judge checks them. */
export function stringArbitrary(schemas: readonly SchemaObject[], place: ValueLocation): Arbitrary<string> {
  const patterns = schemas.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  const formats = schemas.flatMap(({ format, contentEncoding }) => [format ?? "", contentEncoding ?? ""]);
  const minLength = Math.max(place === "path" ? 1 : 0, ...schemas.map((schema) => schema.minLength ?? 0));
  const maxLength = Math.min(...schemas.map((schema) => schema.maxLength ?? Number.POSITIVE_INFINITY));

  const format = formats.find((name) => Object.hasOwn(FORMATS, name));
  if (format !== undefined && patterns.length === 0) {
    const texts = FORMATS[format]?.() ?? fc.constant("");
    const isFree = minLength <= 1 && maxLength === Number.POSITIVE_INFINITY;
    return isFree ? texts : filterIfCommon(texts, (text) => text.length >= minLength && text.length <= maxLength);
  }
  const [pattern] = patterns;
  if (pattern !== undefined) return cachedPatternArbitrary(pattern, minLength, maxLength);
  return plainString(minLength, maxLength, place);
}

/** Returns an arbitrary of the shortest and longest strings, in ASCII and in several scripts. */
export function stringEdges(schemas: readonly SchemaObject[], place: ValueLocation): Arbitrary<string> {
  if (schemas.some(({ format, pattern }) => pattern !== undefined || Object.hasOwn(FORMATS, format ?? ""))) {
    return stringArbitrary(schemas, place);
  }
  const least = Math.max(place === "path" ? 1 : 0, ...schemas.map(({ minLength = 0 }) => minLength));
  const bound = Math.min(...schemas.map(({ maxLength = Number.POSITIVE_INFINITY }) => maxLength));
  // outside of a body, servers limit the total length of URLs and headers
  const [usual, most] = place === "body" ? [1_000, 5_000] : [60, 500];
  const longest = Math.max(least, bound === Number.POSITIVE_INFINITY ? usual : Math.min(bound, most));
  const scripts = place === "header" || place === "cookie" ? IN_HEADERS : SCRIPTS;
  return fc.oneof(
    stringOfLength(SAFE, least),
    stringOfLength(SAFE, longest),
    stringOfLength(scripts, longest),
    stringOfLength(scripts, Math.max(1, least)),
  );
}

function stringOfLength(units: readonly string[], length: number): Arbitrary<string> {
  return stringFrom(units, { minLength: length, maxLength: length });
}

/** Returns a filtered arbitrary if enough values pass. Otherwise, the judge rejects the others. */
function filterIfCommon(texts: Arbitrary<string>, fits: (text: string) => boolean): Arbitrary<string> {
  const found = fc.sample(texts, { seed: 1, numRuns: 20 }).filter(fits).length;
  return found >= 2 ? texts.filter(fits) : texts;
}

const patternArbitraries = new Map<string, Arbitrary<string>>();

/** Returns an arbitrary of strings that match. Cached, because parsing a pattern is slow and descriptions repeat them. */
function cachedPatternArbitrary(pattern: string, minLength: number, maxLength: number): Arbitrary<string> {
  const key = `${minLength} ${maxLength} ${pattern}`;
  const made = patternArbitraries.get(key) ?? patternArbitrary(pattern, minLength, maxLength);
  patternArbitraries.set(key, made);
  return made;
}

function patternArbitrary(pattern: string, minLength: number, maxLength: number): Arbitrary<string> {
  // short strings are faster to generate, if the pattern matches some
  const short = regExpArbitrary(pattern, Math.min(maxLength, Math.max(40, minLength)));
  const isMatch = (text: string): boolean => boundedPattern(pattern).matches(text) === true;
  const isShort = fc.sample(short, { seed: 1, numRuns: 5 }).some(isMatch);
  const texts = isShort ? short : regExpArbitrary(pattern, Math.min(maxLength, 1_000));
  return filterIfCommon(texts, (text) => codePointCount(text) >= minLength && codePointCount(text) <= maxLength);
}

function regExpArbitrary(pattern: string, maxLength: number): Arbitrary<string> {
  for (const flags of ["u", ""]) {
    try {
      const texts = fc.stringMatching(new RegExp(pattern, flags), { maxLength });
      fc.sample(texts, { seed: 1, numRuns: 1 });
      return texts;
    } catch {
      // a construct that fast-check does not support, such as a look-ahead
    }
  }
  return fc.string({ unit: "grapheme-ascii", maxLength });
}

/** Characters that need no escaping in any place. */
const SAFE = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
/** Delimiters of URLs, forms, JSON, shells and SQL. Characters with several bytes or UTF-16 code units. */
const TRICKY = [..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äßé日本\u{1f600}\u0301\u202e"];
/** Characters of two, three and four bytes, right-to-left characters, and a combining character. */
const SCRIPTS = [..."äßéñЖя日本語한עא\u{1f600}\u{1f469}\u0301"];
const IN_HEADERS = [..."!#$%&'*+-.^_`|~:/?@()[]{}<>"];
const IN_BODIES = ["\n", "\t", "\r\n", "\u2028", "\u0000"];

function plainString(minLength: number, longest: number, place: ValueLocation): Arbitrary<string> {
  const maxLength = Math.max(minLength, Math.min(longest, minLength + 24));
  const sizes = { minLength, maxLength };
  const tricky = place === "header" || place === "cookie" ? IN_HEADERS : TRICKY;
  const edges = [stringFrom(SAFE, { minLength, maxLength: minLength })];
  if (longest <= 5_000) edges.push(stringFrom(SAFE, { minLength: longest, maxLength: longest }));
  return fc.oneof(
    { weight: 5, arbitrary: stringFrom(SAFE, sizes) },
    {
      weight: 3,
      arbitrary: stringFrom([...SAFE.slice(0, 10), ...tricky], sizes).filter((text) => survivesUrl(text, place)),
    },
    { weight: 1, arbitrary: fc.oneof(...edges) },
    ...(place === "body"
      ? [
          {
            weight: 1,
            arbitrary: stringFrom([...SAFE.slice(0, 5), ...IN_BODIES.filter((unit) => unit.length === 1)], sizes),
          },
        ]
      : []),
  );
}

function stringFrom(
  characters: readonly string[],
  lengths: { readonly minLength: number; readonly maxLength: number },
): Arbitrary<string> {
  return fc.array(fc.constantFrom(...characters), lengths).map((units) => units.join(""));
}

/** Returns the length in Unicode code points, as JSON Schema 2020-12 Validation §6.3.1 counts. */
function codePointCount(text: string): number {
  return [...text].length;
}

/** Returns false for a dot segment, which URL parsers remove. RFC 3986 §5.2.4 */
function survivesUrl(text: string, place: ValueLocation): boolean {
  return place !== "path" || !/^\.{0,2}$/.test(text);
}

const twoDigits = (from: number, to: number): Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, "0"));
const date = (): Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 1970, max: 2099 }), twoDigits(1, 12), twoDigits(1, 28)).map((parts) => parts.join("-"));
const clock = (): Arbitrary<string> =>
  fc
    .tuple(twoDigits(0, 23), twoDigits(0, 59), twoDigits(0, 59), fc.constantFrom("", ".5", ".123"))
    .map(([hour, minute, second, rest]) => {
      return `${hour}:${minute}:${second}${rest}`;
    });
const zone = (): Arbitrary<string> => fc.constantFrom("Z", "Z", "+02:00", "-11:30");
const label = (): Arbitrary<string> => stringFrom(SAFE.slice(0, 26), { minLength: 1, maxLength: 10 });
const base64 = (): Arbitrary<string> => fc.base64String({ maxLength: 32 });

const FORMATS: Readonly<Record<string, () => Arbitrary<string>>> = {
  date,
  time: () => fc.tuple(clock(), zone()).map((parts) => parts.join("")),
  "date-time": () => fc.tuple(date(), clock(), zone()).map(([day, time, offset]) => `${day}T${time}${offset}`),
  duration: () => fc.constantFrom("P1D", "PT1H30M", "P2W", "P1Y2M3DT4H5M6S", "PT0S"),
  email: () => fc.tuple(label(), label()).map(([user, host]) => `${user}@${host}.example`),
  "idn-email": () => fc.tuple(label(), label()).map(([user, host]) => `${user}@${host}.example`),
  hostname: () => fc.tuple(label(), label()).map(([one, other]) => `${one}.${other}`),
  "idn-hostname": () => fc.tuple(label(), label()).map(([one, other]) => `${one}.${other}`),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6().filter((address) => /^[\da-f:]+$/.test(address)),
  uri: () => fc.tuple(label(), label()).map(([host, path]) => `https://${host}.example/${path}?q=%C3%A9`),
  url: () => fc.tuple(label(), label()).map(([host, path]) => `https://${host}.example/${path}`),
  iri: () => fc.tuple(label(), label()).map(([host, path]) => `https://${host}.example/${path}`),
  "uri-reference": () => label().map((path) => `/${path}#part`),
  "iri-reference": () => label().map((path) => `/${path}#part`),
  "uri-template": () => label().map((path) => `/${path}/{id}`),
  uuid: () => fc.uuid(),
  "json-pointer": () => label().map((name) => `/${name}/0`),
  "relative-json-pointer": () => label().map((name) => `1/${name}`),
  regex: () => label().map((text) => `^${text}$`),
  byte: base64,
  base64,
  base64url: () => base64().map((text) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")),
};
