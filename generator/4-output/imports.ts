/** The relative imports of a file of ours: statements that begin a line, as templates and copied files write them. */

/** What may be a specifier, and ends its line: rare, so that most text is passed over at once. */
const SPECIFIER = / "(\.{1,2}\/[^"\n]+)";$/gm;

// Text of a description stands in literals and behind the ` * ` of a comment: it begins no line and follows no `from`.
/** What stands before a specifier on its line, if it is one. */
const HEAD = /^(?:(?:import|export)\b[^"'`;]*\bfrom|\} from|import)$/;

/** The specifiers of `text`, such as `./runtime/client/client.js`. */
export function relativeImports(text: string): readonly string[] {
  return [...text.matchAll(SPECIFIER)]
    .filter(({ index }) => isHead(text, index))
    .map(([, specifier = ""]) => specifier);
}

/** The text with each relative specifier replaced. */
export function rewriteImports(text: string, rewrite: (specifier: string) => string): string {
  return text.replace(SPECIFIER, (found, specifier: string, index: number) =>
    isHead(text, index) ? ` "${rewrite(specifier)}";` : found,
  );
}

function isHead(text: string, end: number): boolean {
  return HEAD.test(text.slice(text.lastIndexOf("\n", end) + 1, end));
}
