/** Splits strings of a description into words, and joins words to identifiers and file names. Works for any script. */

/**
 * Letters beyond the Basic Multilingual Plane, or newer than Unicode 15.1, the version of TypeScript's tables.
 * Compilers and versions of Node disagree about whether they are letters.
 */
const RECENT_LETTERS =
  "[\\u{10000}-\\u{10ffff}\\u0897\\u088f\\u0c5c\\u0cdc\\u1acf-\\u1aff\\u1c89\\u1c8a" +
  "\\ua7cb-\\ua7cf\\ua7d2\\ua7d4\\ua7da-\\ua7f1]";

const RECENT_LETTER = new RegExp(RECENT_LETTERS, "u");
const ASCII_IDENTIFIER = /^[A-Za-z$_][\w$]*$/;
const IDENTIFIER = new RegExp(
  `^(?!.*(?:${RECENT_LETTERS}|[\\u200c\\u200d]))[\\p{ID_Start}$_][\\p{ID_Continue}$]*$`,
  "u",
);

/** Characters that are replaced by their code point: symbols that are not punctuation, and recent letters. */
const ENCODED_SYMBOL = new RegExp(
  `(?![\\0-\\x7f])(?:[\\p{S}\\p{Extended_Pictographic}]|(?=\\p{ID_Continue})${RECENT_LETTERS})`,
  "gu",
);

/**
 * Returns true if `name` is an identifier in normalized form. Other forms are excluded because they only look the
 * same.
 */
export function isIdentifier(name: string): boolean {
  return ASCII_IDENTIFIER.test(name) || (IDENTIFIER.test(name) && name === name.normalize("NFC"));
}

/**
 * Splits a string into words: `GET /v1.2/pets` becomes `GET`, `v1`, `2`, `pets`. Emoji, currency signs and recent
 * letters become their code point, so that names made of them differ. Punctuation only separates words.
 */
export function splitWords(text: string): readonly string[] {
  return text
    .normalize("NFC")
    .replaceAll(/\u200c|\u200d|[\u{fe00}-\u{fe0f}]/gu, "") // invisible characters that select how letters and emoji are drawn
    .replaceAll(ENCODED_SYMBOL, encodeCodePoint)
    .split(/[^\p{ID_Continue}]+|_+/u)
    .filter((word) => word !== "");
}

/**
 * Joins words in PascalCase: `["get", "PETS", "by", "id"]` becomes `GetPetsById`. The result is a valid identifier
 * or empty.
 */
export function pascalCase(words: readonly string[]): string {
  let name = "";
  for (const word of words) {
    const next = capitalize(words.length > 1 && isAllCapitals(word) ? word.toLowerCase() : word);
    name += /\d$/.test(name) && /^\d/.test(next) ? `_${next}` : next; // 1.2 must not become 12
  }
  return toValidIdentifier(name);
}

/** Joins words in camelCase: `["X", "API", "TOKEN"]` becomes `xApiToken`. The result is a valid identifier or empty. */
export function camelCase(words: readonly string[]): string {
  const name = pascalCase(words);
  const capitals = /^\p{Lu}+(?=\p{Lu}\p{Ll}|[^\p{Ll}]|$)|^\p{Lu}/u.exec(name)?.[0] ?? "";
  return toValidIdentifier(capitals.toLowerCase() + name.slice(capitals.length));
}

/**
 * Converts a string to a file name without extension: `Crème BrûléeOrders` becomes `creme-brulee-orders`. The result
 * has only `a-z`, `0-9` and `-`, and may be empty.
 */
export function fileNameSlug(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/\p{Mn}/gu, "");
  return splitWords(plain.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, "-"))
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 80)
    .replace(/-+$/, "");
}

/** Returns a short hash of a string: FNV-1a in letters and digits. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function toValidIdentifier(joined: string): string {
  const name = joined.normalize("NFC"); // joining words and changing case can create decomposed characters
  return name === "" || isIdentifier(name) ? name : `_${name}`;
}

/** Returns true for a recent letter. Some older letters have a recent capital. */
function isRecentLetter(letter: string): boolean {
  return RECENT_LETTER.test(letter);
}

function capitalize(word: string): string {
  const [first = ""] = word;
  const upper = first.toUpperCase();
  return (isRecentLetter(upper) ? first : upper) + word.slice(first.length);
}

/** Returns true for a word in capitals, such as `TOKEN` in `X-API-TOKEN`. A single letter does not count. */
function isAllCapitals(word: string): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(word);
}

function encodeCodePoint(symbol: string): string {
  return ` u${(symbol.codePointAt(0) ?? 0).toString(16)} `;
}
