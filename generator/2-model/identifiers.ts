/** Text of a description → the words in it → the spelling of an identifier or a file name. Any script. */

/**
 * Letters beyond the first plane, or younger than Unicode 15.1, the one of TypeScript's tables: whether they are
 * letters depends on the compiler, and on the version of Node that asks.
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

/** What has a name of its own in a word: symbols that are no punctuation, and letters that not everybody knows. */
const ENCODED_SYMBOL = new RegExp(
  `(?![\\0-\\x7f])(?:[\\p{S}\\p{Extended_Pictographic}]|(?=\\p{ID_Continue})${RECENT_LETTERS})`,
  "gu",
);

/** Whether `name` can stand in source as it is; normalised, so that no two of them only look the same. */
export function isIdentifier(name: string): boolean {
  return ASCII_IDENTIFIER.test(name) || (IDENTIFIER.test(name) && name === name.normalize("NFC"));
}

/**
 * `GET /v1.2/pets` → `GET`, `v1`, `2`, `pets`. Symbols that are no punctuation (emoji, currencies) and rare
 * letters are spelled by their code point, so that names made of them differ; punctuation only separates.
 */
export function splitWords(text: string): readonly string[] {
  return text
    .normalize("NFC")
    .replaceAll(/\u200c|\u200d|[\u{fe00}-\u{fe0f}]/gu, "") // nobody sees them: how letters and emoji are drawn
    .replaceAll(ENCODED_SYMBOL, encodeCodePoint)
    .split(/[^\p{ID_Continue}]+|_+/u)
    .filter((word) => word !== "");
}

/** `["get", "PETS", "by", "id"]` → `GetPetsById`: legal, but perhaps empty. */
export function pascalCase(words: readonly string[]): string {
  let name = "";
  for (const word of words) {
    const next = capitalize(words.length > 1 && isAllCapitals(word) ? word.toLowerCase() : word);
    name += /\d$/.test(name) && /^\d/.test(next) ? `_${next}` : next; // 1.2 is not 12
  }
  return toValidIdentifier(name);
}

/** `["X", "API", "TOKEN"]` → `xApiToken`: legal, but perhaps empty. */
export function camelCase(words: readonly string[]): string {
  const name = pascalCase(words);
  const capitals = /^\p{Lu}+(?=\p{Lu}\p{Ll}|[^\p{Ll}]|$)|^\p{Lu}/u.exec(name)?.[0] ?? "";
  return toValidIdentifier(capitals.toLowerCase() + name.slice(capitals.length));
}

/** `Crème BrûléeOrders` → `creme-brulee-orders`: a file name without extension, of `a-z`, `0-9` and `-`; perhaps empty. */
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

/** A short text that tells `text` from others: FNV-1a, in letters and digits. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function toValidIdentifier(joined: string): string {
  const name = joined.normalize("NFC"); // words and cases that compose anew
  return name === "" || isIdentifier(name) ? name : `_${name}`;
}

/** Some old letters have a young capital. */
function isRecentLetter(letter: string): boolean {
  return RECENT_LETTER.test(letter);
}

function capitalize(word: string): string {
  const [first = ""] = word;
  const upper = first.toUpperCase();
  return (isRecentLetter(upper) ? first : upper) + word.slice(first.length);
}

/** `TOKEN` in `X-API-TOKEN`; a single letter is as it is. */
function isAllCapitals(word: string): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(word);
}

function encodeCodePoint(symbol: string): string {
  return ` u${(symbol.codePointAt(0) ?? 0).toString(16)} `;
}
