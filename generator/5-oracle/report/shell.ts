/** Quoting for POSIX shells. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */

/** Returns a string as one shell word, in single quotes if needed. */
export function shellWord(text: string): string {
  return /^[\w%+,./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Parts of a word: strings, and names of environment variables. */
export type ShellParts = readonly (string | { readonly variable: string })[];

/** Returns one shell word. Strings are quoted. Variables are in double quotes, so that the shell expands them. */
export function shellWordWithVariables(parts: ShellParts): string {
  let word = "";
  let text = "";
  for (const part of [...parts, undefined]) {
    if (typeof part === "string") text += part;
    else {
      if (text !== "") word += shellWord(text);
      text = "";
      if (part !== undefined) word += `"$${part.variable}"`;
    }
  }
  return word;
}
