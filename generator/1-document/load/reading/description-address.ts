/** Recognizes where a description comes from: a URL, the standard input, or else a file. */

/** The `spec` that stands for the standard input. */
export const STDIN = "-";

/** Returns true for a URL that can be fetched. */
export function isUrl(id: string): boolean {
  return /^https?:\/\//i.test(id);
}
