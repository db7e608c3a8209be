/** The relative imports of a file of ours: statements that begin a line, as templates and copied files write them. */

// Text of a description stands in literals and behind the ` * ` of a comment: it begins no line and follows no `from`.
const STATEMENT = /^((?:(?:import|export)\b[^"'`;]*\bfrom |\} from |import )")(\.{1,2}\/[^"]+)(";)$/gm;

/** The specifiers of `text`, such as `./runtime/client.js`. */
export function relativeImports(text: string): readonly string[] {
  return Array.from(text.matchAll(STATEMENT), ([, , specifier = ""]) => specifier);
}

/** The text with each relative specifier replaced. */
export function rewriteImports(text: string, rewrite: (specifier: string) => string): string {
  return text.replace(
    STATEMENT,
    (_statement, head: string, specifier: string, tail: string) => `${head}${rewrite(specifier)}${tail}`,
  );
}
