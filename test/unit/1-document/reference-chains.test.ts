/** Chains of references are followed once. Steps are counted, not seconds. */
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { checkDocument } from "../../../generator/1-document/check/check.ts";
import { loadDocument } from "../../../generator/1-document/load/load.ts";
import { ReferenceResolver } from "../../../generator/1-document/load/references/resolve.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";

afterEach(() => vi.restoreAllMocks());

type Chain = (index: number) => object;

/** Returns a description with `count` schemas in a chain. `end` is the last one. */
function chainOf(count: number, link: Chain, end: object): string {
  const schemas = Object.fromEntries(Array.from({ length: count }, (_, index) => [`S${index}`, link(index + 1)]));
  const info = { title: "t", version: "1" };
  const all = { ...schemas, [`S${count}`]: end };
  return JSON.stringify({ openapi: "3.1.0", info, paths: {}, components: { schemas: all } });
}

const alias: Chain = (next) => ({ $ref: `#/components/schemas/S${next}` });

/** Returns the number of references that are resolved to load and bundle a description. */
async function resolutionsOf(description: string): Promise<number> {
  const find = vi.spyOn(ReferenceResolver.prototype, "find");
  return withFiles({ "openapi.json": description }, async (folder) => {
    const { value } = await loadDocument({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.json") });
    expect(value).toBeDefined();
    const { length } = find.mock.calls;
    vi.restoreAllMocks();
    return length;
  });
}

test.each([
  ["ends", { type: "string" }],
  ["is broken at its end", { $ref: "#/components/schemas/Missing" }],
])("resolves each reference a few times, if the chain %s", async (_name, end) => {
  const [few, many] = [await resolutionsOf(chainOf(500, alias, end)), await resolutionsOf(chainOf(2_000, alias, end))];
  expect(few).toBeGreaterThan(0);
  expect(many / few).toBeLessThan(4.5);
});

test("locates a cycle of references with other keywords beside them", async () => {
  const description = `openapi: 3.1.0
info: { title: t, version: "1" }
paths: {}
components:
  schemas:
    A: { $ref: "#/components/schemas/B" }
    B: { description: x, $ref: "#/components/schemas/A" }
`;
  await withFiles({ "openapi.yaml": description }, async (folder) => {
    const options = { ...DEFAULT_SOURCE, spec: join(folder, "openapi.yaml") };
    const { value } = await loadDocument(options);
    if (value === undefined) throw new Error("not loaded");
    const { diagnostics } = await checkDocument(value, options);
    const cycle = diagnostics.find(({ rule }) => rule === "no-schema-cycle");
    expect(cycle?.location).toMatchObject({ line: 6, column: 5 });
    expect(diagnostics.filter(({ rule }) => rule === "check")).toEqual([]);
  });
});
