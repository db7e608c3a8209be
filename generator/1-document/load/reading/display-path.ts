/** Formats paths of files for messages. */
import * as path from "node:path";

/**
 * Returns the name of a file for messages. `id` is an absolute path or a URL. Paths become relative to the working
 * directory if that is shorter.
 */
export function displayPath(id: string): string {
  if (/^https?:/.test(id)) return id;
  const relative = path.relative("", id);
  return relative !== "" && relative.length < id.length ? relative.replaceAll("\\", "/") : id;
}
