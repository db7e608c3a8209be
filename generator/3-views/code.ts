/**
 * The security boundary between strings of a description and generated source. `Code` is source text that is safe
 * to print. Only the functions of this file make it, and views hold no other strings, so a forgotten escape is a
 * compile error.
 */
import type { Json } from "../1-document/json.ts";
import { isIdentifier } from "../2-model/identifiers.ts";

declare const brand: unique symbol;

/** Source text that is safe to print at the place that it was made for. */
export type Code = string & { readonly [brand]: "Code" };

/** Returns fixed text with `Code` in its holes. The tag accepts no plain string. */
export function code(parts: TemplateStringsArray, ...holes: readonly Code[]): Code {
  // A loop is several times faster than `String.raw`, and this function runs for every piece of output.
  let text = parts[0] ?? "";
  for (let index = 0; index < holes.length; index++) text += (holes[index] ?? "") + (parts[index + 1] ?? "");
  return text as Code; // The fixed text is a constant of the generator, and the holes are `Code`.
}

/** Joins `parts` with `separator` between them. */
export function join(parts: readonly Code[], separator: Code): Code {
  return parts.join(separator) as Code; // All of it is `Code`.
}

/** Indents all lines but the first one by two columns. */
export function indent(text: Code): Code {
  return text.replaceAll("\n", "\n  ") as Code; // Literals contain no line breaks, so only the layout changes.
}

/** Returns a JSON value as a TypeScript expression, which is also safe inside an HTML `<script>` element. */
export function literal(value: Json): Code {
  if (Array.isArray(value)) return code`[${join(value.map(literal), code`, `)}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, entry]) => code`${key(name)}: ${literal(entry)}`);
    return entries.length === 0 ? code`{}` : code`{ ${join(entries, code`, `)} }`;
  }
  return escapeForSource(Object.is(value, -0) ? "-0" : JSON.stringify(value));
}

/** Returns the type of all strings that begin with `prefix`. */
export function startingWith(prefix: string): Code {
  // A backtick or `${` in the prefix would end the template literal type. A string literal inside it cannot.
  return /^[\w./+-]*$/.test(prefix) ? (`\`${prefix}\${string}\`` as Code) : code`\`\${${literal(prefix)}}\${string}\``;
}

/** Returns the type of all strings that begin with `start` and end with `end`. */
export function startingAndEndingWith(start: string, end: string): Code {
  return code`\`\${${literal(start)}}\${string}\${${literal(end)}}\``;
}

/** Returns a property name for an object literal or a type: bare if it is an identifier, else quoted. */
export function key(name: string): Code {
  // `__proto__: x` sets the prototype. `["__proto__"]: x` defines a property.
  if (name === "__proto__") return code`["__proto__"]`;
  return isIdentifier(name) ? (name as Code) : literal(name);
}

/** Returns the name of a method in a type. `new(): X` would be the signature of a constructor. */
export function methodKey(name: string): Code {
  return name === "new" ? literal(name) : key(name);
}

/** Returns a name of `2-model` as code. Throws if it is not an identifier, which is a bug of the generator. */
export function identifier(name: string): Code {
  if (!isIdentifier(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return name as Code;
}

/** Returns the lines of a comment without comment marks. No line can end the comment or act as a directive. */
export function commentLines(text: string): readonly Code[] {
  if (PLAIN.test(text)) return text.split("\n").map(commentLine);
  return (
    text
      .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
      // oxlint-disable-next-line no-control-regex -- Control characters are removed here.
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
      .split("\n")
      .map(commentLine)
  );
}

function commentLine(line: string): Code {
  return defuse(line.trimEnd()) as Code;
}

/**
 * Returns declarations that the printer of TypeScript wrote for openapi-typescript, the only source text of a
 * library. Its strings are quoted as in JSON, and `commentLines` has made its comments safe.
 */
export function printed(typescript: string): Code {
  return escapeUnits(typescript);
}

/** A directive that names a source map or the source. Some tools find it anywhere in a file, even in strings. */
const SOURCE_MAP = /([#@]\s*)s(ource(?:Mapping)?URL)/g;

/** Printable ASCII. */
const PLAIN = /^[ -~\n]*$/;

/** Printable ASCII without `<`, `#` and `@`, which never needs an escape. Most literals match. */
const HARMLESS = /^[ !"$-;=>?A-~]*$/;

function escapeForSource(json: string): Code {
  if (HARMLESS.test(json)) return json as Code; // needs no escape
  return escapeUnits(json.replaceAll("<", "\\u003c")); // Prevents `</script` and `<!--`.
}

/** Escapes characters in string literals. The comments of the text must be safe already: nothing in them changes. */
function escapeUnits(text: string): Code {
  const quoted = text.replaceAll(/<(?=\/script|!--)/gi, "\\u003c").replaceAll(SOURCE_MAP, "$1\\u0073$2");
  if (PLAIN.test(quoted)) return quoted as Code; // needs no further escape
  return quoted
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
    .replaceAll(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, escapeUnit)
    .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, escapeUnit) as Code;
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Inserts backslashes, so that the line cannot end the comment, act as a directive or start with a JSDoc tag.
 * A tag such as `@internal` would remove the declaration from the types of users. Nothing is deleted, because the
 * characters around a deletion could form a new end of the comment.
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
