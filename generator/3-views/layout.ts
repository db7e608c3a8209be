/** Data as source that people read: on one line where it fits, else a line per member. */
import { code, type Code, indent, join, key } from "./code.ts";

/** An expression, or lists and records of such; members that are undefined are left out. */
export type Data = Code | readonly Data[] | { readonly [name: string]: Data | undefined };

const WIDTH = 120;
const LINE_BREAK = code`
`;

export interface LayoutPosition {
  /** The indentation of the line on which the text begins: 0, 2, 4 … */
  readonly margin: number;
  /** The columns that other text takes on that line. */
  readonly taken: number;
}

/** `data` as the text that begins at `place`, the lines after the first one indented. */
export function layOut(data: Data, { margin, taken }: LayoutPosition): Code {
  const inline = onOneLine(data);
  if (typeof data === "string" || margin + taken + inline.length <= WIDTH) return inline;
  const members = membersOf(data);
  if (members.length === 0) return inline;
  const inner = margin + 2;
  const lines = members.map(({ label, value, assertion }) => {
    const text = layOut(value, { margin: inner, taken: label.length + assertion.length + 1 }); // 1 for the comma
    return code`${lineBreak(inner)}${label}${text}${assertion},`;
  });
  return enclose(data, code`${join(lines, code``)}${lineBreak(margin)}`);
}

function lineBreak(margin: number): Code {
  return margin === 0 ? LINE_BREAK : indent(lineBreak(margin - 2));
}

/** The same, however long. */
export function onOneLine(data: Data): Code {
  if (typeof data === "string") return data;
  const members = membersOf(data).map(({ label, value, assertion }) => code`${label}${onOneLine(value)}${assertion}`);
  const inner = join(members, code`, `);
  return enclose(data, isList(data) || members.length === 0 ? inner : code` ${inner} `);
}

interface LayoutMember {
  readonly label: Code;
  readonly value: Data;
  readonly assertion: Code;
}

function membersOf(data: Exclude<Data, Code>): readonly LayoutMember[] {
  if (isList(data)) return data.map((value) => ({ label: code``, value, assertion: code`` }));
  return Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : { label: code`${key(name)}: `, value, assertion: assertionFor(name) },
  );
}

/** What every object has by this name, TypeScript expects there in spite of an index signature, and reads `"a"` as `string`. */
function assertionFor(name: string): Code {
  return name in Object.prototype && !name.startsWith("__") ? code` as const` : code``;
}

function enclose(data: Exclude<Data, Code>, inner: Code): Code {
  return isList(data) ? code`[${inner}]` : code`{${inner}}`;
}

function isList(data: Exclude<Data, Code>): data is readonly Data[] {
  return Array.isArray(data);
}
