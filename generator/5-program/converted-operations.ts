/** A folder of generated code → which values of its operations are `Date` and `bigint`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConvertedValues } from "../../templates/runtime/operation.ts";
import { link } from "./link.ts";
import { isOperation } from "./program.ts";
import { scriptOf } from "./script.ts";

export type { Conversion, ConvertedValues as Values } from "../../templates/runtime/operation.ts";

/** By the id of the operation; only operations that have any. Empty where no code is there yet. */
export async function conversionsIn(folder: string): Promise<ReadonlyMap<string, ConvertedValues>> {
  const read = (path: string): string | undefined => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const names = existsSync(join(folder, "operations")) ? readdirSync(join(folder, "operations")) : [];
  const converting = names
    .map((name) => `operations/${name}`)
    .filter((path) => path.endsWith(".ts") && read(path)?.includes("conversionCodec"));
  const found = new Map<string, ConvertedValues>();
  if (converting.length === 0) return found;
  const { source } = await scriptOf(converting, read);
  const { module } = link(source, { filename: "operations.js", compiled: undefined, packagesOf: resolve(folder) });
  for (const operation of converting.flatMap((path) => Object.values(module(path))).filter(isOperation)) {
    if (operation.conversions) found.set(operation.id, operation.conversions);
  }
  return found;
}
