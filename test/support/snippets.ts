/** Reads the snippets of a Markdown page: fenced code blocks, with notes for those that cannot be checked. */

export interface Snippet {
  readonly line: number;
  readonly language: string;
  /** The words after the language: a file name, or words such as `continues`. */
  readonly words: readonly string[];
  readonly text: string;
  /** The reason in a comment `<!-- not run: … -->` or `<!-- not checked: … -->` before the fence. */
  readonly note: { readonly kind: "not run" | "not checked"; readonly reason: string } | undefined;
}

/** Returns the snippets of a page. Throws for code without a fence, because nothing would check it. */
export function snippetsOf(page: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  const lines = page.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (/^ {4}\S/.test(line) && lines[index - 1] === "") throw new Error(`line ${index + 1}: put code into a fence`);
    const [, indent, info] = /^( *)```(.*)$/.exec(line) ?? [];
    if (info === undefined || indent === undefined) continue;
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end === -1) throw new Error(`line ${index + 1}: the fence does not end`);
    const [language = "", ...words] = info.trim().split(/\s+/);
    const text = lines
      .slice(index + 1, end)
      .map((each) => `${each.slice(indent.length)}\n`)
      .join("");
    snippets.push({ line: index + 1, language, words, text, note: noteIn(lines.slice(Math.max(0, index - 2), index)) });
    index = end;
  }
  return snippets;
}

function noteIn(before: readonly string[]): Snippet["note"] {
  const [, kind, reason] = /<!-- (not run|not checked): (.+) -->\n*$/.exec(before.join("\n")) ?? [];
  return reason === undefined || (kind !== "not run" && kind !== "not checked") ? undefined : { kind, reason };
}

/** Returns the output that the comments behind `console.log` promise, by line. */
export function promisedOutput(text: string): readonly string[] {
  return Array.from(text.matchAll(/^.*\bconsole\.log\(.*\); \/\/ (.*)$/gm), ([, comment = ""]) => comment);
}
