/** Finds and rewrites relative imports in the text of generated and copied files. */

/** A string that may be a specifier at the end of a line. It is rare, so the search is fast. */
const SPECIFIER = / "(\.{1,2}\/[^"\n]+)";$/gm;

// Strings of a description are in literals or after the ` * ` of a comment, so they neither begin a line nor follow `from`.
/** The start of the line before a specifier. Without it, the string is not a specifier. */
const HEAD = /^(?:(?:import|export)\b[^"'`;]*\bfrom|\} from|import)$/;

/** Returns the relative specifiers in the text of a file, such as `./runtime/client/client.js`. */
export function relativeImports(text: string): readonly string[] {
  return [...text.matchAll(SPECIFIER)]
    .filter(({ index }) => isHead(text, index))
    .map(([, specifier = ""]) => specifier);
}

/** Returns the text of a file with each relative specifier replaced. */
export function rewriteImports(text: string, rewrite: (specifier: string) => string): string {
  return text.replace(SPECIFIER, (found, specifier: string, index: number) =>
    isHead(text, index) ? ` "${rewrite(specifier)}";` : found,
  );
}

function isHead(text: string, end: number): boolean {
  return HEAD.test(text.slice(text.lastIndexOf("\n", end) + 1, end));
}
