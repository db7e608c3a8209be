/** Data as source that people read: on one line where it fits, else a line per member. */
import { code, type Code, indent, join, key } from "./code.ts";

/** An expression, or lists and records of such; members that are undefined are left out. */
export type Data = Code | readonly Data[] | { readonly [name: string]: Data | undefined };

const WIDTH = 120;
const LINE_BREAK = code`
`;

/**
 * Where the text goes: the indentation of the line, and the columns that other text takes on the first line. The
 * result is itself not indented; `indent` of `code.ts` or the template's own margin does that.
 */
export interface Place {
  readonly margin: number;
  readonly taken: number;
}

export function layOut(data: Data, { margin, taken }: Place): Code {
  const inline = onOneLine(data);
  if (typeof data === "string" || margin + taken + inline.length <= WIDTH) return inline;
  const lines = membersOf(data).map(({ label, value }) => {
    // the comma is taken as well
    const text = layOut(value, { margin: margin + 2, taken: label.length + 1 });
    return code`${label}${text},`;
  });
  const block = indent(code`${LINE_BREAK}${join(lines, LINE_BREAK)}`);
  return enclose(data, code`${block}${LINE_BREAK}`);
}

/** The same, however long. */
export function onOneLine(data: Data): Code {
  if (typeof data === "string") return data;
  const members = membersOf(data).map(({ label, value }) => code`${label}${onOneLine(value)}`);
  const inner = join(members, code`, `);
  return enclose(data, isList(data) || members.length === 0 ? inner : code` ${inner} `);
}

function membersOf(data: Exclude<Data, Code>): readonly { readonly label: Code; readonly value: Data }[] {
  if (isList(data)) return data.map((value) => ({ label: code``, value }));
  return Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : { label: code`${key(name)}: `, value },
  );
}

function enclose(data: Exclude<Data, Code>, inner: Code): Code {
  return isList(data) ? code`[${inner}]` : code`{${inner}}`;
}

function isList(data: Exclude<Data, Code>): data is readonly Data[] {
  return Array.isArray(data);
}
