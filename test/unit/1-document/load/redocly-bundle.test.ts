/**
 * The bundler is our own because Redocly's looks into what is data (examples, extensions), reads whatever path a
 * reference names, and does not say where a node came from. On a description without such traps the two must agree.
 */
import { fileURLToPath } from "node:url";
import { bundle, createConfig } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const spec = fileURLToPath(new URL("../../../../spec/openapi.yaml", import.meta.url));
const overlay = fileURLToPath(new URL("../../../../spec/overlays/corrections.yaml", import.meta.url));

test.each([
  ["without an overlay", []],
  ["with an overlay", [overlay]],
])("spec/, %s, is bundled as Redocly bundles it", async (_name, overlays) => {
  const ours = await loadDocument({ ...DEFAULT_SOURCE, spec, overlays });
  const theirs = await bundle({ ref: spec, config: await createConfig({}), overlays });
  expect(ours.diagnostics).toEqual([]);
  expect(theirs.problems).toEqual([]);
  expect(ours.value?.bundled).toEqual(theirs.bundle.parsed);
});
