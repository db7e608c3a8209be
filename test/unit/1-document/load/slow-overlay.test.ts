/** Overlays whose JSONPath needs exponential time end, and tell so. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

test.each([
  ["match", `$['x-list'][?match(@, "(a|a)*b")]`],
  ["search", `$['x-list'][?search(@, "^(a+)+$")]`],
  ["descendants", `$${"..*".repeat(10)}`],
])("stops %s at the deadline", async (_name, target) => {
  const description = {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {},
    "x-list": [`${"a".repeat(60)}!`],
    "x-deep": JSON.parse(`${'{"a":'.repeat(30)}1${"}".repeat(30)}`) as object,
  };
  const actions = [
    { target, remove: true },
    { target: "$.info", update: { title: "changed" } },
  ];
  const files = {
    "root.json": JSON.stringify(description),
    "overlay.json": JSON.stringify({ overlay: "1.0.0", info: { title: "x", version: "1" }, actions }),
  };
  await withFiles(files, async (folder) => {
    const start = performance.now();
    const options = { ...DEFAULT_SOURCE, spec: join(folder, "root.json"), overlays: [join(folder, "overlay.json")] };
    const { value, diagnostics } = await loadDocument(options);
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(diagnostics.map(({ rule, severity, location }) => [rule, severity, location?.pointer])).toEqual([
      ["overlay", "error", "#/actions/0/target"],
    ]);
    expect(diagnostics[0]?.message).toBe("This JSONPath takes too long, so the action is not applied.");
    expect(value?.bundled["info"]).toEqual({ title: "changed", version: "1" });
  });
});
