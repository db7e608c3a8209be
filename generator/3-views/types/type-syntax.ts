/** TypeScript's type syntax: how types combine, and how they are laid out. Knows nothing of schemas. */
import { code, type Code, indent, join, key, literal } from "../code.ts";
import type { DocsView } from "../docs.ts";

/** A type as text, and how tightly it binds: what decides whether parentheses are needed around it. */
export interface Type {
  readonly text: Code;
  readonly binds: "closed" | "intersection" | "union";
  /** Of a union or an intersection, its members: a union of unions is one union. */
  readonly members?: readonly Type[];
}

/** A property of an object type. */
export interface TypeMember {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Type;
  readonly docs: DocsView;
}

/** An index signature. */
export interface IndexSignature {
  readonly names: Type;
  readonly type: Type;
}

/** An element of a tuple. */
export interface Element {
  readonly optional: boolean;
  readonly type: Type;
}

export const UNKNOWN: Type = closed(code`unknown`);
export const NEVER: Type = closed(code`never`);
export const NULL: Type = closed(code`null`);
export const BOOLEAN: Type = closed(code`boolean`);
export const NUMBER: Type = closed(code`number`);
export const BIGINT: Type = closed(code`bigint`);
export const DATE: Type = closed(code`Date`);
/** Bytes in memory, or on their way. */
export const BLOB: Type = closed(code`Blob`);
export const STRING: Type = closed(code`string`);

/** Longer unions, intersections and object types get a line per member. */
const WIDTH = 90;

/** A type that needs no parentheses anywhere. */
export function closed(text: Code): Type {
  return { text, binds: "closed" };
}

/** Any of `types`; one that admits everything swallows the others, `never` vanishes, nothing is said twice. */
export function union(types: readonly Type[]): Type {
  if (types.length === 1 && types[0] !== undefined) return types[0];
  const members = unique(flat(types, "union").filter((type) => type !== NEVER));
  const [first] = members;
  if (first === undefined) return NEVER;
  if (members.length === 1) return first;
  if (members.some((member) => member === UNKNOWN)) return UNKNOWN;
  const texts = members.map((member) => (member.binds === "intersection" ? parenthesized(member) : member.text));
  return { text: combine(texts, code`|`), binds: "union", members };
}

/** All of `types` at once. */
export function intersection(types: readonly Type[]): Type {
  const members = unique(flat(types, "intersection").filter((type) => type.text !== UNKNOWN.text));
  const [first] = members;
  if (first === undefined) return UNKNOWN;
  if (members.length === 1) return first;
  if (members.some((member) => member === NEVER)) return NEVER;
  const texts = members.map((member) => (member.binds === "union" ? parenthesized(member) : member.text));
  // An object type opens on the line of what stands before it.
  const headed = texts.at(-1)?.startsWith("{") && texts.slice(0, -1).every(fits);
  return { text: headed ? join(texts, code` & `) : combine(texts, code`&`), binds: "intersection", members };
}

/** The types, with the members of each that binds so in its place. */
function flat(types: readonly Type[], binds: Type["binds"]): readonly Type[] {
  return types.flatMap((type) => (type.binds === binds && type.members ? type.members : [type]));
}

export function arrayOf(items: Type): Type {
  return closed(code`${items.binds === "closed" ? items.text : parenthesized(items)}[]`);
}

/** `rest` is the type of the elements that may follow; undefined where none may. */
export function tupleOf(elements: readonly Element[], rest: Type | undefined): Type {
  const texts = elements.map(({ optional, type }) => {
    if (!optional) return type.text;
    return code`${type.binds === "closed" ? type.text : parenthesized(type)}?`;
  });
  return closed(code`[${join(rest ? [...texts, code`...${arrayOf(rest).text}`] : texts, code`, `)}]`);
}

/** An object type. */
export function objectOf(members: readonly TypeMember[], index: readonly IndexSignature[] = []): Type {
  if (members.some(({ docs }) => docs.lines.length > 0)) return closed(objectBody(members, index));
  const properties = [...members.map(property), ...index.map(indexSignature)];
  const line = properties.length === 0 ? code`{}` : code`{ ${join(properties, code`; `)} }`;
  return closed(fits(line) ? line : objectBody(members, index));
}

/** The same, always on several lines: the body of an interface. */
export function objectBody(members: readonly TypeMember[], index: readonly IndexSignature[]): Code {
  const lines: Code[] = [];
  for (const member of members) lines.push(...member.docs.lines, code`${property(member)};`);
  for (const signature of index) lines.push(code`${indexSignature(signature)};`);
  return lines.length === 0 ? code`{}` : code`{\n${join(lines.map(inset), code`\n`)}\n}`;
}

/** `heading` and the type after it, on the same line if the type begins there. */
export function assigned(heading: Code, { text }: Type): Code {
  return text.startsWith("\n") ? code`${heading}${text}` : code`${heading} ${text}`;
}

/** What every object has from `Object`: where such a property is left out, its place is not empty. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function property({ name, optional, type }: TypeMember): Code {
  if (!optional) return assigned(code`${key(name)}:`, type);
  const inherited = INHERITED.has(name) && !name.startsWith("__"); // those TypeScript knows nothing of
  return assigned(code`${key(name)}?:`, inherited ? union([type, closed(code`Object[${literal(name)}]`)]) : type);
}

function indexSignature({ names, type }: IndexSignature): Code {
  return assigned(code`[key: ${names.text}]:`, type);
}

function inset(line: Code): Code {
  return code`  ${line.includes("\n") ? indent(line) : line}`;
}

function combine(texts: readonly Code[], operator: Code): Code {
  const line = join(texts, code` ${operator} `);
  if (fits(line)) return line;
  return indent(join([code``, ...texts.map((text) => code`${operator} ${indent(text)}`)], code`\n`));
}

function parenthesized({ text }: Type): Code {
  return text.startsWith("\n") ? code`(${text}\n)` : code`(${text})`;
}

function fits(text: Code): boolean {
  return text.length <= WIDTH && !text.includes("\n");
}

function unique(types: readonly Type[]): readonly Type[] {
  return [...new Map(types.map((type) => [type.text, type])).values()];
}
