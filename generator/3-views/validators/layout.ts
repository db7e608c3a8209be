/** ajv's code, laid out for people. It writes a statement a line, and no string of it holds a line break. */

/** Six lines for every complaint, which one can say. */
const COMPLAINT =
  /^const (err\d+) = (.+);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;$/gm;

/** The same code, shorter and indented. */
export function laidOut(source: string): string {
  let depth = 0;
  const lines = source
    .replace(COMPLAINT, (_match, _name, complaint: string) => `(vErrors ??= []).push(${complaint});\nerrors++;`)
    .replaceAll(/^\}\nelse/gm, "} else")
    .split("\n")
    .map((line) => {
      if (line.startsWith("}")) depth--;
      const indented = line === "" ? "" : "  ".repeat(depth) + line;
      if (line.endsWith("{")) depth++;
      return indented;
    });
  return lines.join("\n");
}
