import { expect, test } from "vitest";
import { loadDocument } from "../../generator/1-document/load/load.ts";
import { upgradeDocument } from "../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { buildApi } from "../../generator/2-model/build.ts";
import { DEFAULT_SOURCE } from "../../generator/options.ts";
import { renameDiagnostics } from "../../generator/renames.ts";
import { withFiles } from "../support/description-folder.ts";

const OPERATIONS = "paths: {/a: {get: {operationId: Pet, responses: {'200': {description: ok}}}}}";

test.each([
  [
    "a global",
    `openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    Error: {}`,
    ["info 5:5 `Error` is called `ErrorSchema` in generated code: the name has a meaning in generated code."],
  ],
  [
    "a global, in 2.0",
    `swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  Error: {type: object}`,
    ["info 5:3 `Error` is called `ErrorSchema` in generated code: the name has a meaning in generated code."],
  ],
  [
    "a name twice",
    `openapi: 3.1.0\ninfo: {title: T, version: '1'}\n${OPERATIONS}\ncomponents: {schemas: {Pet: {}}}`,
    ["info 3:14 `Pet` is called `PetOperation` in generated code: the name is already used."],
  ],
  ["another spelling", `openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {big-dog: {}}}`, []],
])("%s", async (_name, text, want) => {
  await withFiles({ "openapi.yaml": text }, async (folder) => {
    const { value: loaded } = await loadDocument({ ...DEFAULT_SOURCE, spec: `${folder}/openapi.yaml` });
    if (!loaded) throw new Error("the description is legal");
    const diagnostics = renameDiagnostics(buildApi(upgradeDocument(loaded.bundled)).renames, loaded, DEFAULT_SOURCE);
    expect(
      diagnostics.map(
        ({ severity, location, message }) => `${severity} ${location?.line}:${location?.column} ${message}`,
      ),
    ).toEqual(want);
  });
});

test("a project may want to hear of it otherwise, or not at all", () => {
  const renames = [
    { pointer: "#/components/schemas/Error", from: "Error", to: "ErrorSchema", reason: "reserved" },
  ] as const;
  const loaded = {
    locate: () => {
      throw new Error("nobody asks");
    },
    version: "3.1",
  } as const;
  const told = (severity: "error" | "off") =>
    renameDiagnostics(renames, loaded, { rules: { "name-changed": severity } }).map((one) => one.severity);
  expect([told("error"), told("off")]).toEqual([["error"], []]);
});
