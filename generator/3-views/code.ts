/**
 * The security boundary between a description's text and generated source. `Code` is text that is
 * safe to print where it is meant to stand; the functions below are its only makers, and views hold
 * nothing else, so a forgotten escape does not compile.
 */
import type { Json } from "../1-document/json.ts";
import { isIdentifier } from "../2-model/identifiers.ts";

declare const brand: unique symbol;

/** Source text that this file has made. */
export type Code = string & { readonly [brand]: "Code" };

/** Fixed text and earlier `Code`, joined: the tag accepts no plain string. */
export function code(parts: TemplateStringsArray, ...holes: readonly Code[]): Code {
  // `String.raw` would do, several times slower: this is called for every piece of text that is written
  let text = parts[0] ?? "";
  for (let index = 0; index < holes.length; index++) text += (holes[index] ?? "") + (parts[index + 1] ?? "");
  return text as Code; // fixed text is ours, holes are Code already
}

/** `parts` with `separator`, itself a constant of the generator, between them. */
export function join(parts: readonly Code[], separator: Code): Code {
  return parts.join(separator) as Code; // both are Code already
}

/** `text` as a block one step further in, its first line left where it is. */
export function indent(text: Code): Code {
  return text.replaceAll("\n", "\n  ") as Code; // a line break of Code is layout: literals have none
}

/** A JSON value as a TypeScript expression: safe in every position of a module, a `<script>` included. */
export function literal(value: Json): Code {
  if (Array.isArray(value)) return code`[${join(value.map(literal), code`, `)}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, entry]) => code`${key(name)}: ${literal(entry)}`);
    return entries.length === 0 ? code`{}` : code`{ ${join(entries, code`, `)} }`;
  }
  return escapeForSource(Object.is(value, -0) ? "-0" : JSON.stringify(value));
}

/** The type of all strings that begin with `prefix`. */
export function startingWith(prefix: string): Code {
  // Backticks and braces would end the template early; a string inside of it cannot.
  return /^[\w./+-]*$/.test(prefix) ? (`\`${prefix}\${string}\`` as Code) : code`\`\${${literal(prefix)}}\${string}\``;
}

/** A property name, in an object literal or a type: bare where it is an identifier, else quoted. */
export function key(name: string): Code {
  // `__proto__: x` sets the prototype, `["__proto__"]: x` makes a property.
  if (name === "__proto__") return code`["__proto__"]`;
  return isIdentifier(name) ? (name as Code) : literal(name);
}

/** A property of an object: `value.id`, `value["x-id"]`. */
export function member(object: Code, name: string): Code {
  return isIdentifier(name) && name !== "__proto__"
    ? code`${object}.${identifier(name)}`
    : code`${object}[${literal(name)}]`;
}

/** A name that `2-model/names.ts` coined. Throws on anything else: that is a bug of ours. */
export function identifier(name: string): Code {
  if (!isIdentifier(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return name as Code;
}

/** The lines of a comment, one `Code` each, without the comment's own marks; no text can end or escape it. */
export function commentLines(text: string): readonly Code[] {
  if (PLAIN.test(text)) return text.split("\n").map(commentLine);
  return (
    text
      .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
      // oxlint-disable-next-line no-control-regex -- they are what is removed
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
      .split("\n")
      .map(commentLine)
  );
}

function commentLine(line: string): Code {
  return defuse(line.trimEnd()) as Code;
}

/** A relative module path of slugs that `2-model/names.ts` coined, as a string literal. */
export function path(specifier: string): Code {
  if (!/^\.{1,2}(\/[a-z0-9][a-z0-9._-]*)+$/i.test(specifier)) throw new Error(`not a module path: ${specifier}`);
  return literal(specifier);
}

/**
 * Declarations that TypeScript's own printer has written from a syntax tree of openapi-typescript's: the one text
 * of a library that enters here. Its strings are quoted as JSON, and its comments were dressed by `commentLines` before.
 */
export function printed(typescript: string): Code {
  return escapeUnits(typescript);
}

/** Where a source map or a name for the source is given. Some look for it in all text, whatever it stands in. */
const SOURCE_MAP = /([#@]\s*)s(ource(?:Mapping)?URL)/g;

/** Printable ASCII. */
const PLAIN = /^[ -~\n]*$/;

/** Of that, what never has to be escaped: all but `<`, `#` and `@`. Most literals are no more. */
const HARMLESS = /^[ !"$-;=>?A-~]*$/;

function escapeForSource(json: string): Code {
  if (HARMLESS.test(json)) return json as Code; // nothing of what the next lines look for
  return escapeUnits(json.replaceAll("<", "\\u003c")); // no `</script`, no `<!--`
}

/** Of text whose strings are quoted, and whose comments `commentLines` has dressed: what is escaped here stands in quotes. */
function escapeUnits(text: string): Code {
  const quoted = text.replaceAll(/<(?=\/script|!--)/gi, "\\u003c").replaceAll(SOURCE_MAP, "$1\\u0073$2");
  if (PLAIN.test(quoted)) return quoted as Code; // nothing else to escape
  return quoted
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
    .replaceAll(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, escapeUnit)
    .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, escapeUnit) as Code;
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Ends no comment, gives no order and is no tag (`@internal` would remove the declaration from users' types):
 * inserted into, never deleted from, so that no new end can form.
 */
function defuse(line: string): string {
  if (!/[@*<#]/.test(line)) return line;
  return line
    .replace(/^(?=\s*@)\s*/, (space) => `${space}\\`)
    .replaceAll("*/", "*\\/")
    .replaceAll(/@(?=ts-|jsx|vitest-|jest-|vite-|flow|license|preserve|cc_on|__)|#(?=__)/gi, "$&\\")
    .replaceAll(SOURCE_MAP, "$1\\s$2")
    .replaceAll(/<(?=\s*(?:reference|amd-|\/?script|!--))/gi, "<\\");
}
