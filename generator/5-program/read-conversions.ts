/** Finds the values of operations that generated code converts to `Date` or `bigint`. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConvertedValues } from "../../templates/runtime/operation.ts";
import { linkModules } from "./link-modules.ts";
import { isOperation } from "./program.ts";
import { bundleScript } from "./bundle-script.ts";
import { folderReader } from "./read-folder.ts";

export type { Conversion, ConvertedValues } from "../../templates/runtime/operation.ts";

/** Returns converted values by operation id, without operations that have none. Empty if the folder has no code. */
export async function readConversions(folder: string): Promise<ReadonlyMap<string, ConvertedValues>> {
  const reader = folderReader(folder);
  const names = existsSync(join(folder, "operations")) ? readdirSync(join(folder, "operations")) : [];
  const converting = names
    .map((name) => `operations/${name}`)
    .filter((path) => path.endsWith(".ts") && reader.read(path)?.includes("conversionCodec"));
  const found = new Map<string, ConvertedValues>();
  if (converting.length === 0) return found;
  const { source } = await bundleScript(converting, reader.read, reader);
  const { module } = linkModules(source, {
    filename: "operations.js",
    compiled: undefined,
    packagesOf: resolve(folder),
  });
  for (const operation of converting.flatMap((path) => Object.values(module(path))).filter(isOperation)) {
    if (operation.conversions) found.set(operation.id, operation.conversions);
  }
  return found;
}
