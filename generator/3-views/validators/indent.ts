/** ajv's code, laid out for people. It writes a statement a line, and no string of it holds a line break. */

/** Six lines for every complaint, which one can say. */
const COMPLAINT =
  /^const (err\d+) = (.+);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;$/gm;

/** Parameters that only references of ajv's own hand over. */
const UNASKED = ", parentData, parentDataProperty, rootData=data}={}){";

/** The same code, shorter and indented. */
export function indented(source: string): string {
  const isAsked = source.includes("rootData}");
  let depth = 0;
  const lines = (isAsked ? source : source.replaceAll(UNASKED, "}={}){"))
    .replace(COMPLAINT, (_match, _name, complaint: string) => `(vErrors ??= []).push(${complaint});\nerrors++;`)
    .replaceAll(/^\}\nelse/gm, "} else")
    .split("\n")
    .map((line) => {
      if (line.startsWith("}")) depth--;
      const text = line === "" ? "" : "  ".repeat(depth) + line;
      if (line.endsWith("{")) depth++;
      return text;
    });
  return lines.join("\n");
}
