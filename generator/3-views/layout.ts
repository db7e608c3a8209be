/** Data as readable source: on one line if it fits, else with one property or item per line. */
import { code, type Code, indent, join, key } from "./code.ts";

/** An expression, an array or an object. Properties that are undefined are not printed. */
export type Data = Code | readonly Data[] | { readonly [name: string]: Data | undefined };

/** The maximum number of columns of a line of generated code. */
export const LINE_WIDTH = 120;
const LINE_BREAK = code`
`;

export interface LayoutPosition {
  /** The indentation of the line on which the text begins: 0, 2, 4 … */
  readonly margin: number;
  /** The number of columns that other code needs on the same line. */
  readonly taken: number;
}

/** Returns `data` as code that begins at a position in a line. Further lines are indented to fit. */
export function layOut(data: Data, { margin, taken }: LayoutPosition): Code {
  const inline = onOneLine(data);
  if (typeof data === "string" || margin + taken + inline.length <= LINE_WIDTH) return inline;
  const members = membersOf(data);
  if (members.length === 0) return inline;
  const inner = margin + 2;
  const lines = members.map(({ label, value, assertion }) => {
    const text = layOut(value, { margin: inner, taken: label.length + assertion.length + 1 }); // 1 is for the comma.
    return code`${lineBreak(inner)}${label}${text}${assertion},`;
  });
  return enclose(data, code`${join(lines, code``)}${lineBreak(margin)}`);
}

function lineBreak(margin: number): Code {
  return margin === 0 ? LINE_BREAK : indent(lineBreak(margin - 2));
}

/** Returns `data` as code on one line of any length. */
export function onOneLine(data: Data): Code {
  if (typeof data === "string") return data;
  const members = membersOf(data).map(({ label, value, assertion }) => code`${label}${onOneLine(value)}${assertion}`);
  const inner = join(members, code`, `);
  return enclose(data, isArray(data) || members.length === 0 ? inner : code` ${inner} `);
}

interface LayoutMember {
  readonly label: Code;
  readonly value: Data;
  readonly assertion: Code;
}

function membersOf(data: Exclude<Data, Code>): readonly LayoutMember[] {
  if (isArray(data)) return data.map((value) => ({ label: code``, value, assertion: code`` }));
  return Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : { label: code`${key(name)}: `, value, assertion: assertionFor(name) },
  );
}

/**
 * Returns the assertion that a property needs if all objects inherit a property of that name, such as `constructor`.
 * Without it, TypeScript widens the type of a literal to `string` there, and reports an error.
 */
function assertionFor(name: string): Code {
  return name in Object.prototype && !name.startsWith("__") ? code` as const` : code``;
}

function enclose(data: Exclude<Data, Code>, inner: Code): Code {
  return isArray(data) ? code`[${inner}]` : code`{${inner}}`;
}

function isArray(data: Exclude<Data, Code>): data is readonly Data[] {
  return Array.isArray(data);
}
