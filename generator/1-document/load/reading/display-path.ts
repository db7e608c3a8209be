/** How a file is called where people read. */
import * as path from "node:path";

/** `id`: absolute path or URL. Relative to the working directory where that is shorter. */
export function displayPath(id: string): string {
  if (/^https?:/.test(id)) return id;
  const relative = path.relative("", id);
  return relative !== "" && relative.length < id.length ? relative.replaceAll("\\", "/") : id;
}
