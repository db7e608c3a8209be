/** Null in parameters and forms, as generated clients send it: the query and the body of the request. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

const LIST = { type: "array", items: { type: "string" } };
const NULLABLE_LIST = { anyOf: [LIST, { type: "null" }] };
const PROPERTIES = {
  ids: NULLABLE_LIST,
  rows: { type: ["array", "null"], items: { type: "object", properties: { a: { type: "integer" } } } },
  n: { type: ["integer", "null"] },
};
const FORM = "application/x-www-form-urlencoded";
const bodyOf = (mediaType: string): JsonObject => ({
  requestBody: { required: true, content: { [mediaType]: { schema: { type: "object", properties: PROPERTIES } } } },
});
const queryOf = (parameter: JsonObject): JsonObject => ({ parameters: [{ name: "p", in: "query", ...parameter }] });
const OBJECT = { type: "object", properties: { a: { type: ["integer", "null"] } } };

const ROWS: readonly [name: string, operation: JsonObject, input: JsonObject, want: string][] = [
  ["a list", queryOf({ schema: NULLABLE_LIST }), { query: { p: null } }, ""],
  ["a number", queryOf({ schema: { type: ["integer", "null"] } }), { query: { p: null } }, ""],
  ["a property", queryOf({ schema: OBJECT }), { query: { p: { a: null } } }, ""],
  ["a property of a deep object", queryOf({ style: "deepObject", schema: OBJECT }), { query: { p: { a: null } } }, ""],
  [
    "a parameter with a media type",
    queryOf({ content: { "application/json": { schema: { type: ["integer", "null"] } } } }),
    { query: { p: null } },
    "?p=null",
  ],
  ["the properties of a form", bodyOf(FORM), { body: { ids: null, rows: null, n: null } }, ""],
  [
    "the items of a form",
    bodyOf(FORM),
    { body: { ids: ["x", "y"], rows: [{ a: 1 }, { a: 2 }], n: 5 } },
    "ids=x&ids=y&rows=%7B%22a%22%3A1%7D&rows=%7B%22a%22%3A2%7D&n=5",
  ],
  ["the parts of a multipart body", bodyOf("multipart/form-data"), { body: { ids: null, rows: null, n: null } }, "[]"],
  [
    "the items of a multipart body",
    bodyOf("multipart/form-data"),
    { body: { ids: ["x", "y"], rows: [{ a: 1 }, { a: 2 }], n: 5 } },
    '["ids=x","ids=y","rows={\\"a\\":1}","rows={\\"a\\":2}","n=5"]',
  ],
];

const folder = await mkdtemp(join(tmpdir(), "specwright-"));
const paths = ROWS.map(([, operation], index) => {
  const method = "requestBody" in operation ? "post" : "get";
  const responses = { "204": { description: "none" } };
  return [`/${index}`, { [method]: { operationId: `run${index}`, responses, ...operation } }] as const;
});
const document = { openapi: "3.1.0", info: { title: "t", version: "1" }, paths: Object.fromEntries(paths) };
const { files } = await generateInMemory(document, folder);
await rm(folder, { recursive: true });
const { createSender, operations } = await programOfFiles(files ?? new Map());

/** Returns the query, the fields of a form, or the parts of a multipart body as JSON. */
async function contentOf(request: Request | undefined): Promise<string> {
  if (request === undefined || request.method === "GET") return new URL(request?.url ?? "").search;
  if (!request.headers.get("content-type")?.startsWith("multipart/")) return request.text();
  const parts = Array.from(await request.formData(), async ([name, content]) => {
    return `${name}=${typeof content === "string" ? content : await content.text()}`;
  });
  return JSON.stringify(await Promise.all(parts));
}

test.each(ROWS.map(([name, , input, want], index) => [name, index, input, want] as const))(
  "%s",
  async (_name, index, input, want) => {
    let sent: Request | undefined;
    const send = createSender({
      baseUrl: "http://localhost",
      async fetch(request) {
        sent = request;
        return new Response(null, { status: 204 });
      },
    });
    const operation = operations.get(`run${index}`);
    if (operation === undefined) throw new Error("the operation is missing");
    await send(operation, input);
    expect(await contentOf(sent)).toBe(want);
  },
);
