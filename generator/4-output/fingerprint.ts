/**
 * A hash of source text that formatters do not change. It leaves out what they add or remove: white space outside of
 * strings, quotes, commas, semicolons, parentheses around an expression, and the first `|` or `&` of a type.
 */
import { contentHash } from "../1-document/load/reading/content-hash.ts";

/** Returns the fingerprint of TypeScript or JSON. A text with another comment, name or value has another one. */
export function fingerprintOf(text: string): string {
  return contentHash(compactJson(text) ?? compactSource(text)).slice(0, FINGERPRINT_LENGTH);
}

/** The length of a fingerprint. It tells formatters from people, so a part of the hash is enough. */
const FINGERPRINT_LENGTH = 16;

/** Returns JSON without white space, or undefined if the text is none. */
function compactJson(text: string): string | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Returns what formatters keep of a text. */
function compactSource(text: string): string {
  const known = new Map<string, string>();
  let result = "";
  let end = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const code = text.slice(end, index);
    let compact = known.get(code);
    // code between two tokens is often the same, such as `: `
    if (compact === undefined) known.set(code, (compact = compactCode(code)));
    result += compact + compactToken(token);
    end = index + token.length;
  }
  return result + compactCode(text.slice(end));
}

const COMMENT = /\/\*[^]*?\*\/|\/\/[^\n]*/;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/;
const TEMPLATE = /`(?:[^`\\]|\\[^])*`/;
/** A regular expression literal, after an operator or a word that begins an expression. */
const REGEXP =
  /\/(?<=(?:[=(,:[!&|?{};>]|\breturn)\s*\/)(?:[^\\/[\n*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*\//;

/** Everything whose white space and punctuation can matter. */
const TOKEN = new RegExp([COMMENT, STRING, TEMPLATE, REGEXP].map(({ source }) => source).join("|"), "g");

/** Returns a comment, a string or a regular expression in the form that all formatters have in common. */
function compactToken(token: string): string {
  if (token.startsWith("/")) return token.replaceAll(/\s+/g, " ").trimEnd(); // formatters indent the lines of comments
  if (token.startsWith("`")) return token.replaceAll(/["'()]/g, ""); // expressions in it have strings and parentheses
  const content = token.slice(1, -1);
  if (UNQUOTED_KEY.test(content)) return content;
  return `"${content.includes("\\") ? content.replaceAll(/\\(["'])/g, "$1") : content}"`;
}

/** Content of a string that formatters can write without quotes, if it is the name of a property. */
const UNQUOTED_KEY = /^(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+)$/u;

/** Returns code between two tokens without what formatters add or remove. */
function compactCode(code: string): string {
  return code
    .replaceAll(FIRST_OF_TYPE, "")
    .replaceAll(EXPONENT_SIGN, "")
    .replaceAll(NO_ARGUMENTS, CALL)
    .replaceAll(/[\s,;()]+/g, "");
}

const FIRST_OF_TYPE = /[|&](?<=(?:[=(<,[{:?]|=>|\b(?:extends|as|is|keyof|readonly|satisfies))\s*.)(?![|&])/g;
const EXPONENT_SIGN = /\+(?<=\d[eE]\+)(?=\d)/g;
const NO_ARGUMENTS = /\(\s*\)/g;
/** Stands for `()`, which calls a function. Other parentheses are left out. */
const CALL = "\0";
