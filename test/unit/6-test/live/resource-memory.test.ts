/** Values of responses are used again: by links, by property names, by the position in the path. */
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/1-document/json.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { ResourceMemory } from "../../../../generator/6-test/live/resource-memory.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { documentOf } from "../document.ts";

const path = (name: string, type = "string"): JsonObject => ({ name, in: "path", required: true, schema: { type } });

/** Returns the known values for the parameter of `GET` at `target`, after a response of `POST` or `GET` at `/pets`. */
function recalled(
  method: "get" | "post",
  body: Json,
  target: string,
  { type = "string", links = {} }: { type?: string; links?: JsonObject } = {},
) {
  const [, name = ""] = /\{(\w+)\}/.exec(target) ?? [];
  const source = { operationId: "source", responses: { "200": { description: "", links } } };
  const document = documentOf({
    paths: {
      "/pets": { [method]: source },
      [target]: { get: { operationId: "target", parameters: [path(name, type)], responses: {} } },
    },
  });
  const [from, to] = readOperations(document);
  const [parameter] = to?.parameters ?? [];
  if (from === undefined || to === undefined || parameter === undefined) throw new Error("all of them are described");
  const memory = new ResourceMemory(createJudge(document));
  const response = {
    status: 200,
    headers: new Headers({ "x-id": "from a header" }),
    bytes: new TextEncoder().encode(JSON.stringify(body)),
  };
  memory.learn(from, { parameters: new Map(), body: undefined }, response);
  return memory.recall(to, parameter).map(({ value, isCreated }) => [value, isCreated]);
}

describe("recalls", () => {
  test.each<[name: string, body: Json, target: string, want: readonly Json[]]>([
    ["a field of the same name", { petId: "a" }, "/pets/{petId}", ["a"]],
    ["in another spelling", { pet_id: "a" }, "/pets/{petId}", ["a"]],
    ["the id of what is below the path", { id: "a" }, "/pets/{petId}", ["a"]],
    ["of every item", [{ id: "a" }, { id: "b" }], "/pets/{id}", ["a", "b"]],
    ["of items one level down", { data: [{ id: "a" }], total: 1 }, "/pets/{id}", ["a"]],
    ["nothing of another collection", { id: "a" }, "/owners/{id}", []],
  ])("%s", (_name, body, target, want) => {
    expect(recalled("get", body, target).map(([value]) => value)).toEqual(want);
  });

  test("only values that the schema of the parameter accepts", () => {
    expect(recalled("get", [{ id: "a" }, { id: 7 }], "/pets/{id}", { type: "integer" })).toEqual([[7, false]]);
  });

  test("whether a request of the run created it", () => {
    expect(recalled("post", { id: "a" }, "/pets/{id}")).toEqual([["a", true]]);
    expect(recalled("post", { data: { id: "a" } }, "/pets/{id}")).toEqual([["a", true]]);
    expect(recalled("post", { id: "a", owner: { id: "b" } }, "/pets/{id}")).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });

  test.each([
    ["$response.body#/deep/0", "from a body"],
    ["$response.header.X-Id", "from a header"],
    ["constant", "constant"],
  ])("what a link says: %s", (expression, want) => {
    const links = { next: { operationId: "target", parameters: { owner: expression } } };
    expect(recalled("get", { deep: ["from a body"] }, "/owners/{owner}", { links })).toEqual([[want, false]]);
  });
});
