/** Parameters and forms as other clients write them, to a generated server: what the handler receives, or the status. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

/** Creates a server of one operation. Returns what the handler received, or the status if it did not run. */
async function serverOf(
  path: string,
  operation: JsonObject,
): Promise<(target: string, init?: RequestInit) => Promise<unknown>> {
  const folder = await mkdtemp(join(tmpdir(), "specwright-"));
  try {
    const method = "requestBody" in operation ? "post" : "get";
    const document = {
      openapi: "3.2.0",
      info: { title: "t", version: "1" },
      paths: {
        [path]: { [method]: { operationId: "run", responses: { "204": { description: "none" } }, ...operation } },
      },
    };
    const { files, diagnostics } = await generateInMemory(document, folder);
    if (!files) throw new Error(JSON.stringify(diagnostics));
    const { createServer } = await programOfFiles(files);
    let received: unknown;
    const handler = (input: object) => {
      received = structuredClone({
        ...Reflect.get(input, "path"),
        ...Reflect.get(input, "query"),
        ...Reflect.get(input, "body"),
      });
      return { status: 204 };
    };
    const server = createServer({ run: async (input: object) => handler(input) }, {});
    return async (target, init) => {
      received = undefined;
      const { status } = await server.fetch(new Request(`http://localhost${target}`, { method, ...init }));
      return received ?? status;
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("an object in a path", () => {
  const object = { type: "object", properties: { R: { type: "integer" } } };
  const closed = { ...object, additionalProperties: false };
  test.each<[name: string, style: string, explode: boolean, schema: JsonObject, target: string, want: unknown]>([
    ["a documented member", "matrix", true, closed, "/a/;R=1", { color: { R: 1 } }],
    ["an undocumented member of a closed object", "matrix", true, closed, "/a/;R=1;G=2", 400],
    ["an undocumented member of an open object", "matrix", true, object, "/a/;R=1;G=2", { color: { R: 1, G: "2" } }],
    ["the same in one piece", "matrix", false, closed, "/a/;color=R,1,G,2", 400],
    ["the style simple, exploded", "simple", true, closed, "/a/R=1,G=2", 400],
    ["the style simple", "simple", false, closed, "/a/R,1,G,2", 400],
    ["the style label, exploded", "label", true, closed, "/a/.R=1.G=2", 400],
  ])("%s", async (_name, style, explode, schema, target, want) => {
    const color = { name: "color", in: "path", required: true, style, explode, schema };
    const ask = await serverOf("/a/{color}", { parameters: [color] });
    expect(await ask(target)).toEqual(want);
  });
});
