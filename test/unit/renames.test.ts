import { expect, test } from "vitest";
import { loadDocument } from "../../generator/1-document/load/load.ts";
import { upgradeDocument } from "../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { buildApi } from "../../generator/2-model/build.ts";
import { hiddenNames } from "../../generator/3-views/entry.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { DEFAULT_SOURCE } from "../../generator/options.ts";
import { hiddenNameDiagnostics, renameDiagnostics } from "../../generator/renames.ts";
import { withFiles } from "../support/description-folder.ts";

const START = `openapi: 3.1.0\ninfo: {title: T, version: '1'}`;
const OPERATIONS = "paths: {/a: {get: {operationId: Pet, responses: {'200': {description: ok}}}}}";

test.each([
  ["a global", `${START}\ncomponents:\n  schemas:\n    Error: {}`, []],
  ["a global, in 2.0", `swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  Error: {}`, []],
  [
    "a name twice",
    `${START}\ncomponents:\n  schemas:\n    pet: {}\n    Pet: {}`,
    ["info 5:5 `pet` is called `PetSchema` in generated code: the name is already used."],
  ],
  ["an operation and a schema", `${START}\n${OPERATIONS}\ncomponents: {schemas: {Pet: {}}}`, []],
  ["another spelling", `${START}\ncomponents: {schemas: {big-dog: {}}}`, []],
  [
    "a schema with the name of an export of the client",
    `${START}\ncomponents:\n  schemas:\n    ApiError: {}\n    Operation: {}\n    Operation_: {}`,
    [
      "info 6:5 `Operation` of the description keeps its name in `index.ts`. Import the `Operation` of the client as `Operation__`.",
      "info 5:5 `ApiError` of the description keeps its name in `index.ts`. Import the `ApiError` of the client as `ApiError_`.",
    ],
  ],
  [
    "an operation with the name of an export of the client, in 2.0",
    `swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {operationId: servers, responses: {'200': {description: ok}}}`,
    [
      "info 5:5 `servers` of the description keeps its name in `index.ts`. Import the `servers` of the client as `servers_`.",
    ],
  ],
])("%s", async (_name, text, want) => {
  await withFiles({ "openapi.yaml": text }, async (folder) => {
    const { value: loaded } = await loadDocument({ ...DEFAULT_SOURCE, spec: `${folder}/openapi.yaml` });
    if (!loaded) throw new Error("the description is legal");
    const api = buildApi(upgradeDocument(loaded.bundled));
    expect([
      ...renameDiagnostics(api.renames, loaded, DEFAULT_SOURCE).map((one) => `${place(one)} ${one.message}`),
      ...hiddenNameDiagnostics(hiddenNames(api), loaded, DEFAULT_SOURCE).map(
        (one) => `${place(one)} ${one.message} ${one.remedy}`,
      ),
    ]).toEqual(want);
  });
});

function place({ severity, location }: Diagnostic): string {
  return `${severity} ${location?.line}:${location?.column}`;
}

test("reports changed names with the severity of the project, or not at all", () => {
  const renames = [{ pointer: "#/components/schemas/pet", from: "pet", to: "PetSchema", reason: "taken" }] as const;
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
