/** Generates the files of each target, and those that it needs. */
import { describe, expect, test } from "vitest";
import { upgradeDocument } from "../../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { pagesOf } from "../../../generator/4-output/targets.ts";
import type { Adapter, Target } from "../../../generator/options.ts";

const bundled = {
  openapi: "3.2.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": { get: { tags: ["pets"], operationId: "getPets", responses: { 204: { description: "None" } } } },
    "/": { get: { operationId: "getHome", responses: { 204: { description: "None" } } } },
  },
};
const api = buildApi(upgradeDocument(bundled));

const TYPES = ["openapi.json", "types.ts"];
const OPERATIONS = [...TYPES, "operations/default.ts", "operations/pets.ts", "security.ts"];
const VALIDATORS = ["validation.ts", "validators.ts"];
const SERVER = ["server/handlers.ts", "server/index.ts", "server/stubs.ts"];

describe("the files of", () => {
  test.each<[string, readonly Target[], readonly Adapter[], readonly string[]]>([
    ["types", ["types"], [], TYPES],
    ["paths", ["paths"], [], ["openapi.json", "paths.ts"]],
    ["validators", ["validators"], [], [...TYPES, ...VALIDATORS]],
    ["a client", ["client"], [], [...OPERATIONS, "client.ts", "index.ts"]],
    ["a server", ["server"], [], [...OPERATIONS, ...VALIDATORS, ...SERVER]],
    [
      "a server for two frameworks",
      ["server"],
      ["hono", "node"],
      [...OPERATIONS, ...VALIDATORS, ...SERVER, "server/hono.ts", "server/node.ts"],
    ],
    ["adapters without a server: none", ["types"], ["hono"], TYPES],
    ["two targets, without duplicates", ["types", "client"], [], [...OPERATIONS, "client.ts", "index.ts"]],
  ])("%s", async (_name, targets, adapters, want) => {
    const pages = await pagesOf({ api, bundled, targets, adapters });
    expect(pages.map(({ path }) => path).toSorted()).toEqual(want.toSorted());
  });
});
