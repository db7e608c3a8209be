/** Deep and long requests get a response of the client's fault, never one of the server. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";

const tree = { $ref: "#/components/schemas/Tree" };
const form = (type: string) => ({ content: { [type]: { schema: tree } } });
const operation = (operationId: string, requestBody: object) => ({
  post: { operationId, requestBody, responses: { "204": { description: "done" } } },
});
const description = {
  openapi: "3.1.0",
  info: { title: "Deep", version: "1" },
  paths: {
    "/json": operation("json", form("application/json")),
    "/form": operation("form", form("application/x-www-form-urlencoded")),
    "/lines": operation("lines", { content: { "application/jsonl": { itemSchema: tree } } }),
    "/pattern": operation("pattern", {
      content: { "application/json": { schema: { $ref: "#/components/schemas/Word" } } },
    }),
    "/any": operation("any", { content: { "application/json": { schema: {} } } }),
  },
  components: {
    schemas: {
      Tree: {
        type: "object",
        properties: { a: tree, items: { type: "array", items: tree }, either: { oneOf: [tree, { type: "string" }] } },
        unevaluatedProperties: false,
      },
      Word: { type: "string", pattern: `${"(".repeat(5_000)}a${")".repeat(5_000)}` },
    },
  },
};

const nested = (open: string, close: string, count: number): string => `${open.repeat(count)}${close.repeat(count)}`;

const BODIES: readonly (readonly [name: string, path: string, type: string, body: string])[] = [5_000, 100_000].flatMap(
  (count) => [
    [`${count} objects`, "/json", "application/json", `${nested('{"a":', "", count)}{}${"}".repeat(count)}`] as const,
    [`${count} arrays`, "/json", "application/json", nested("[", "]", count)] as const,
    [`${count} open arrays`, "/json", "application/json", "[".repeat(count)] as const,
    [
      `${count} items`,
      "/json",
      "application/json",
      `${nested('{"items":[', "", count)}{}${"]}".repeat(count)}`,
    ] as const,
    [
      `${count} choices`,
      "/json",
      "application/json",
      `${nested('{"either":', "", count)}{}${"}".repeat(count)}`,
    ] as const,
    [`${count} arrays of any kind`, "/any", "application/json", nested("[", "]", count)] as const,
    [
      `${count} levels in a line`,
      "/lines",
      "application/jsonl",
      `${nested('{"a":', "", count)}{}${"}".repeat(count)}\n`,
    ] as const,
    [`${count} brackets`, "/form", "application/x-www-form-urlencoded", `a${"[a]".repeat(count)}=1`] as const,
    [`${count} characters of a pattern`, "/pattern", "application/json", JSON.stringify("b".repeat(count))] as const,
  ],
);

describe("the generated server", () => {
  test("rejects deep and long bodies, or accepts them", async () => {
    const errors: unknown[] = [];
    const statuses = await withFiles({ "openapi.json": JSON.stringify(description) }, async (folder) => {
      const { value } = await loadGenerated({
        ...DEFAULT_SOURCE,
        spec: join(folder, "openapi.json"),
        generated: undefined,
      });
      if (value === undefined) throw new Error("not loaded");
      const ids = [...value.program.operations.keys()];
      const handlers = Object.fromEntries(ids.map((id) => [id, () => ({ status: 204 })]));
      const server = value.program.createServer(handlers, { onError: (error: unknown) => void errors.push(error) });
      const found: [name: string, status: number][] = [];
      for (const [name, path, type, body] of BODIES) {
        const request = new Request(`http://127.0.0.1${path}`, {
          method: "POST",
          headers: { "content-type": type },
          body,
        });
        const response = await server.fetch(request);
        await response.text();
        found.push([name, response.status]);
      }
      return found;
    });
    expect(statuses).toHaveLength(BODIES.length);
    expect(statuses.filter(([, status]) => ![204, 400, 413, 422].includes(status))).toEqual([]);
    expect(errors).toEqual([]);
  });
});
