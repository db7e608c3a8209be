/** The URL of the server under test: the one that the user passed, with the base path of the description. */
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";

export interface ServerUrl {
  /** Without a slash at the end. */
  readonly url: string;
  /** Says that a base path was added. */
  readonly notes: readonly string[];
}

/**
 * Adds the path of `servers` to a URL without a path, if all servers have the same one. A URL with a path stays as it
 * is, also if the path is only `/`.
 */
export function serverUrlOf(url: string, operations: readonly DescribedOperation[]): ServerUrl {
  const basePaths = new Set(operations.flatMap(({ servers }) => servers.map(pathOf)));
  const [basePath = ""] = basePaths;
  if (basePaths.size !== 1 || basePath === "" || !/^[a-z]+:\/\/[^/?#]+$/i.test(url)) {
    return { url: url.replace(/\/+$/, ""), notes: [] };
  }
  const note = `The base path ${basePath} of the description was added to --url. To call the root, pass ${url}/ instead.`;
  return { url: url + basePath, notes: [note] };
}

function pathOf(server: string): string {
  try {
    return new URL(server, "http://relative.invalid").pathname.replace(/\/+$/, "");
  } catch {
    return "";
  }
}
