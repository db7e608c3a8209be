/** Syntax of TypeScript types: operators, parentheses and layout. Independent of schemas. */
import { code, type Code, indent, join, key, literal } from "../code.ts";
import { type DocsView, NO_DOCS } from "../docs.ts";

/** A type as code. `binds` decides whether it needs parentheses in another type. */
export interface Type {
  readonly text: Code;
  readonly binds: "atom" | "intersection" | "union";
  /** Members of a union or an intersection, so that nested unions become one union. */
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
export interface TupleElement {
  readonly optional: boolean;
  readonly type: Type;
}

export const UNKNOWN: Type = atomicType(code`unknown`);
export const NEVER: Type = atomicType(code`never`);
export const NULL: Type = atomicType(code`null`);
export const BOOLEAN: Type = atomicType(code`boolean`);
export const NUMBER: Type = atomicType(code`number`);
export const BIGINT: Type = atomicType(code`bigint`);
export const STRING: Type = atomicType(code`string`);

/** Maximum length of a union, intersection or object type on one line. */
const WIDTH = 90;

/** Returns a type that never needs parentheses. */
export function atomicType(text: Code): Type {
  return { text, binds: "atom" };
}

/** Returns the union of types, without duplicates and `never`. A member `unknown` replaces the union. */
export function union(types: readonly Type[]): Type {
  if (types.length === 1 && types[0] !== undefined) return types[0];
  const members = withoutDuplicates(flattenMembers(types, "union").filter((type) => type !== NEVER));
  const [first] = members;
  if (first === undefined) return NEVER;
  if (members.length === 1) return first;
  if (members.some((member) => member === UNKNOWN)) return UNKNOWN;
  const texts = members.map((member) => (member.binds === "intersection" ? parenthesize(member) : member.text));
  return { text: joinOrWrap(texts, code`|`), binds: "union", members };
}

/** Returns the intersection of types, without duplicates and `unknown`. A member `never` replaces the intersection. */
export function intersection(types: readonly Type[]): Type {
  const members = withoutDuplicates(flattenMembers(types, "intersection").filter((type) => type.text !== UNKNOWN.text));
  const [first] = members;
  if (first === undefined) return UNKNOWN;
  if (members.length === 1) return first;
  if (members.some((member) => member === NEVER)) return NEVER;
  const texts = members.map((member) => (member.binds === "union" ? parenthesize(member) : member.text));
  // an object type at the end begins on the same line
  const headed = texts.at(-1)?.startsWith("{") && texts.slice(0, -1).every(fits);
  return { text: headed ? join(texts, code` & `) : joinOrWrap(texts, code`&`), binds: "intersection", members };
}

/** Replaces each type of the given kind by its members. */
function flattenMembers(types: readonly Type[], binds: Type["binds"]): readonly Type[] {
  return types.flatMap((type) => (type.binds === binds && type.members ? type.members : [type]));
}

export function arrayOf(items: Type): Type {
  return atomicType(code`${items.binds === "atom" ? items.text : parenthesize(items)}[]`);
}

/** Returns a tuple type. `rest` is the type of further elements, or undefined if there are none. */
export function tupleOf(elements: readonly TupleElement[], rest: Type | undefined): Type {
  const texts = elements.map(({ optional, type }) => {
    if (!optional) return type.text;
    return code`${type.binds === "atom" ? type.text : parenthesize(type)}?`;
  });
  return atomicType(code`[${join(rest ? [...texts, code`...${arrayOf(rest).text}`] : texts, code`, `)}]`);
}

/** Returns a property without a doc comment. */
export function undocumentedMember(name: string, type: Type, optional: boolean): TypeMember {
  return { name, optional, type, docs: NO_DOCS };
}

/** Returns an object type, on one line if it is short and has no comments. */
export function objectOf(members: readonly TypeMember[], index: readonly IndexSignature[] = []): Type {
  if (members.some(({ docs }) => docs.lines.length > 0)) return atomicType(objectBody(members, index));
  const properties = [...members.map(propertySignature), ...index.map(indexSignature)];
  const line = properties.length === 0 ? code`{}` : code`{ ${join(properties, code`; `)} }`;
  return atomicType(fits(line) ? line : objectBody(members, index));
}

/** Returns the body of an interface: an object type on several lines. */
export function objectBody(members: readonly TypeMember[], index: readonly IndexSignature[]): Code {
  const lines: Code[] = [];
  for (const member of members) lines.push(...member.docs.lines, code`${propertySignature(member)};`);
  for (const signature of index) lines.push(code`${indexSignature(signature)};`);
  return lines.length === 0 ? code`{}` : code`{\n${join(lines.map(indentMember), code`\n`)}\n}`;
}

/** Appends a type to code, with a space unless the type begins on a new line. */
export function appendType(heading: Code, { text }: Type): Code {
  return text.startsWith("\n") ? code`${heading}${text}` : code`${heading} ${text}`;
}

/** Names that every object inherits. An optional property with one of them can hold the inherited value. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns the type in the signature of a property. */
export function propertyType({ name, optional, type }: TypeMember): Type {
  const inherited = optional && INHERITED.has(name) && !name.startsWith("__"); // TypeScript does not declare names with underscores
  return inherited ? union([type, atomicType(code`{}[${literal(name)}]`)]) : type;
}

function propertySignature(member: TypeMember): Code {
  return appendType(code`${key(member.name)}${member.optional ? code`?` : code``}:`, propertyType(member));
}

function indexSignature({ names, type }: IndexSignature): Code {
  return appendType(code`[key: ${names.text}]:`, type);
}

function indentMember(line: Code): Code {
  return code`  ${line.includes("\n") ? indent(line) : line}`;
}

function joinOrWrap(texts: readonly Code[], operator: Code): Code {
  const line = join(texts, code` ${operator} `);
  if (fits(line)) return line;
  return indent(join([code``, ...texts.map((text) => code`${operator} ${indent(text)}`)], code`\n`));
}

function parenthesize({ text }: Type): Code {
  return text.startsWith("\n") ? code`(${text}\n)` : code`(${text})`;
}

function fits(text: Code): boolean {
  return text.length <= WIDTH && !text.includes("\n");
}

function withoutDuplicates(types: readonly Type[]): readonly Type[] {
  return [...new Map(types.map((type) => [type.text, type])).values()];
}
