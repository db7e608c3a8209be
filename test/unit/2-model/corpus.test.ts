/** Real descriptions: every description that loads can be built. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../../../generator/1-document/load/load.ts";
import { upgradeDocument } from "../../../generator/1-document/rewrite/upgrade/upgrade.ts";
import type { Api } from "../../../generator/2-model/api.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { isIdentifier } from "../../../generator/2-model/identifiers.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";

const folder = fileURLToPath(new URL("../../../../shared/corpus/dev/", import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(?:json|ya?ml)$/.test(file)) : [];

async function apiOf(file: string): Promise<Api | undefined> {
  const { value: loaded } = await loadDocument({ ...DEFAULT_SOURCE, spec: `${folder}${file}` });
  return loaded && buildApi(upgradeDocument(loaded.bundled));
}

/** Returns the methods of `paths`, read without the model. */
function countOperations({ document }: Api): number {
  const items = Object.entries(document.paths ?? {}).filter(([path]) => path.startsWith("/"));
  const methods = /^(?:get|put|post|delete|options|head|patch|trace|query)$/;
  return items.flatMap(([, item]) => Object.keys(item).filter((key) => methods.test(key))).length;
}

describe.skipIf(files.length === 0)("the corpus (skipped where ../shared/corpus is not there)", () => {
  it.each(files)("%s", async (file) => {
    const api = await apiOf(file);
    if (api === undefined) throw new Error("does not load");
    const { operations, schemas, securitySchemes, groups } = api;
    expect(operations.filter(({ direction }) => direction === "request")).toHaveLength(countOperations(api));
    expect(groups.flatMap((group) => group.operations)).toHaveLength(operations.length);
    expect(schemas.length).toBeGreaterThanOrEqual(Object.keys(api.document.components?.schemas ?? {}).length);
    const names = [
      ...operations.map(({ constant }) => constant),
      ...schemas.flatMap(({ identifier, inputIdentifier }) => [...new Set([identifier, inputIdentifier])]),
      ...securitySchemes.map(({ identifier }) => identifier),
    ];
    expect(names.filter((name) => !isIdentifier(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
  });
});
