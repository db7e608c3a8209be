/** Text for a POSIX shell: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */

/** One word, whatever is in it: between single quotes nothing is special, and a single quote ends them for itself. */
export function shellWord(text: string): string {
  return /^[\w%+,./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A word in which `$NAME` variables stand: `parts` that are texts are quoted, those that are names are expanded. */
export function shellText(parts: readonly (string | { readonly variable: string })[]): string {
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
