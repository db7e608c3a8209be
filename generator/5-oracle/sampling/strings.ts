/** Texts: by format, by pattern, by length; with what breaks naive readers of the place among them. */
import fc, { type Arbitrary } from "fast-check";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { expressionOf } from "../description/described-schemas.ts";

/** Where a text travels: elsewhere than in a body, not every character can. */
export type StringPlace = "body" | "path" | "query" | "header" | "cookie";

/** A text that all of `schemas` accept, or nearly: the judge has the last word. */
export function textArbitrary(schemas: readonly SchemaObject[], place: StringPlace): Arbitrary<string> {
  const patterns = schemas.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  const formats = schemas.flatMap(({ format, contentEncoding }) => [format ?? "", contentEncoding ?? ""]);
  const minLength = Math.max(place === "path" ? 1 : 0, ...schemas.map((schema) => schema.minLength ?? 0));
  const maxLength = Math.min(...schemas.map((schema) => schema.maxLength ?? Number.POSITIVE_INFINITY));

  const format = formats.find((name) => Object.hasOwn(FORMATS, name));
  if (format !== undefined && patterns.length === 0) {
    const texts = FORMATS[format]?.() ?? fc.constant("");
    const isFree = minLength <= 1 && maxLength === Number.POSITIVE_INFINITY;
    return isFree ? texts : closest(texts, (text) => text.length >= minLength && text.length <= maxLength);
  }
  const [pattern] = patterns;
  if (pattern !== undefined) return matching(pattern, minLength, maxLength);
  return plain(minLength, maxLength, place);
}

/** As short and as long as may be, in letters and in many scripts, where neither a format nor a pattern says more. */
export function textEdges(schemas: readonly SchemaObject[], place: StringPlace): Arbitrary<string> {
  if (schemas.some(({ format, pattern }) => pattern !== undefined || Object.hasOwn(FORMATS, format ?? ""))) {
    return textArbitrary(schemas, place);
  }
  const least = Math.max(place === "path" ? 1 : 0, ...schemas.map(({ minLength = 0 }) => minLength));
  const bound = Math.min(...schemas.map(({ maxLength = Number.POSITIVE_INFINITY }) => maxLength));
  // a URL that is too long tells nothing of its parts
  const [usual, most] = place === "body" ? [1_000, 5_000] : [60, 500];
  const longest = Math.max(least, bound === Number.POSITIVE_INFINITY ? usual : Math.min(bound, most));
  const scripts = place === "header" || place === "cookie" ? IN_HEADERS : SCRIPTS;
  return fc.oneof(
    sized(SAFE, least),
    sized(SAFE, longest),
    sized(scripts, longest),
    sized(scripts, Math.max(1, least)),
  );
}

function sized(units: readonly string[], length: number): Arbitrary<string> {
  return of(units, { minLength: length, maxLength: length });
}

/** Filters where that soon succeeds; what does not is left to the judge, who tells so. */
function closest(texts: Arbitrary<string>, fits: (text: string) => boolean): Arbitrary<string> {
  const found = fc.sample(texts, { seed: 1, numRuns: 20 }).filter(fits).length;
  return found >= 2 ? texts.filter(fits) : texts;
}

const known = new Map<string, Arbitrary<string>>();

/** Reading a pattern costs more than making texts of it, and descriptions repeat theirs. */
function matching(pattern: string, minLength: number, maxLength: number): Arbitrary<string> {
  const key = `${minLength} ${maxLength} ${pattern}`;
  const made = known.get(key) ?? textsOf(pattern, minLength, maxLength);
  known.set(key, made);
  return made;
}

function textsOf(pattern: string, minLength: number, maxLength: number): Arbitrary<string> {
  // short ones are cheaper, where the pattern has any
  const short = unbounded(pattern, Math.min(maxLength, Math.max(40, minLength)));
  const isMatch = (text: string): boolean => expressionOf(pattern).test(text);
  const isShort = fc.sample(short, { seed: 1, numRuns: 5 }).some(isMatch);
  const texts = isShort ? short : unbounded(pattern, Math.min(maxLength, 1_000));
  return closest(texts, (text) => lengthOf(text) >= minLength && lengthOf(text) <= maxLength);
}

function unbounded(pattern: string, maxLength: number): Arbitrary<string> {
  for (const flags of ["u", ""]) {
    try {
      const texts = fc.stringMatching(new RegExp(pattern, flags), { maxLength });
      fc.sample(texts, { seed: 1, numRuns: 1 });
      return texts;
    } catch {
      // a construct that fast-check does not know, such as a look-ahead
    }
  }
  return fc.string({ unit: "grapheme-ascii", maxLength });
}

/** What travels untouched everywhere; a header begins and ends with it. */
const SAFE = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
/** Delimiters of URLs, forms, JSON, shells and SQL, and characters of several bytes and of several units. */
const TRICKY = [..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äßé日本\u{1f600}\u0301\u202e"];
/** Characters of two, three and four bytes, from right to left, and one that joins the one before. */
const SCRIPTS = [..."äßéñЖя日本語한עא\u{1f600}\u{1f469}\u0301"];
const IN_HEADERS = [..."!#$%&'*+-.^_`|~:/?@()[]{}<>"];
const IN_BODIES = ["\n", "\t", "\r\n", "\u2028", "\u0000"];

function plain(minLength: number, longest: number, place: StringPlace): Arbitrary<string> {
  const maxLength = Math.max(minLength, Math.min(longest, minLength + 24));
  const sizes = { minLength, maxLength };
  const tricky = place === "header" || place === "cookie" ? IN_HEADERS : TRICKY;
  const edges = [of(SAFE, { minLength, maxLength: minLength })];
  if (longest <= 5_000) edges.push(of(SAFE, { minLength: longest, maxLength: longest }));
  return fc.oneof(
    { weight: 5, arbitrary: of(SAFE, sizes) },
    { weight: 3, arbitrary: of([...SAFE.slice(0, 10), ...tricky], sizes).filter((text) => isCarried(text, place)) },
    { weight: 1, arbitrary: fc.oneof(...edges) },
    ...(place === "body"
      ? [{ weight: 1, arbitrary: of([...SAFE.slice(0, 5), ...IN_BODIES.filter((unit) => unit.length === 1)], sizes) }]
      : []),
  );
}

function of(
  characters: readonly string[],
  lengths: { readonly minLength: number; readonly maxLength: number },
): Arbitrary<string> {
  return fc.array(fc.constantFrom(...characters), lengths).map((units) => units.join(""));
}

/** As JSON Schema counts: characters, not units. */
function lengthOf(text: string): number {
  return [...text].length;
}

/** No URL can hold a segment of nothing but dots: RFC 3986 §5.2.4. */
function isCarried(text: string, place: StringPlace): boolean {
  return place !== "path" || !/^\.{0,2}$/.test(text);
}

const two = (from: number, to: number): Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, "0"));
const date = (): Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 1970, max: 2099 }), two(1, 12), two(1, 28)).map((parts) => parts.join("-"));
const clock = (): Arbitrary<string> =>
  fc
    .tuple(two(0, 23), two(0, 59), two(0, 59), fc.constantFrom("", ".5", ".123"))
    .map(([hour, minute, second, rest]) => {
      return `${hour}:${minute}:${second}${rest}`;
    });
const zone = (): Arbitrary<string> => fc.constantFrom("Z", "Z", "+02:00", "-11:30");
const label = (): Arbitrary<string> => of(SAFE.slice(0, 26), { minLength: 1, maxLength: 10 });
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
