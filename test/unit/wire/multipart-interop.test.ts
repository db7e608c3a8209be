/** Multipart bodies between generated code and software that others wrote: multer, the platform's FormData, and bytes. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import multer from "multer";
import { afterAll, expect, test } from "vitest";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

const CITY = { type: "object", required: ["city"], properties: { city: { type: "string" } } };
const STRINGS = { type: "array", items: { type: "string" } };
const schema = {
  type: "object",
  required: ["address", "id"],
  properties: {
    id: { type: "string" },
    address: CITY,
    many: { type: "array", items: CITY },
    note: { type: "string" },
    ids: { ...STRINGS, type: ["array", "null"] },
    "tags[]": STRINGS,
    wordOrList: {
      oneOf: [
        { type: "string", pattern: "^[a-z]+$" },
        { ...STRINGS, minItems: 2 },
      ],
    },
    count: { type: ["integer", "null"] },
    file: { contentMediaType: "image/png" },
    "documents[]": { type: "array", items: { type: "string", contentMediaType: "application/octet-stream" } },
  },
};
const encoding = { address: { contentType: "application/json" }, note: { contentType: "text/markdown" } };
const operation = {
  operationId: "send",
  requestBody: { required: true, content: { "multipart/form-data": { schema, encoding } } },
  responses: { "204": { description: "none" } },
};
const document = { openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { "/f": { post: operation } } };

const folder = await mkdtemp(join(tmpdir(), "specwright-"));
const { files } = await generateInMemory(document, folder);
await rm(folder, { recursive: true });
const { createSender, createServer, operations } = await programOfFiles(files ?? new Map());

let seen: unknown;
const app = express();
app.post("/f", multer().any(), (request, response) => {
  const uploads = Array.isArray(request.files) ? request.files : [];
  seen = {
    fields: { ...request.body },
    files: uploads.map(({ fieldname, originalname, mimetype, buffer }) => {
      return [fieldname, originalname, mimetype, buffer.toString()];
    }),
  };
  response.status(204).end();
});
const http = createHttpServer(app);
await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // of a server that listens on a port
afterAll(() => void http.close());

test("multer reads what the generated client sends: fields are fields and files are files", async () => {
  const send = createSender({ baseUrl: url });
  const png = new File(["png"], "a.png", { type: "image/png" });
  const operationToSend = operations.get("send");
  if (!operationToSend) throw new Error("the operation is missing");
  await send(operationToSend, {
    body: {
      id: "7",
      address: { city: "Bern" },
      many: [{ city: "Rom" }, { city: "Wien" }],
      note: "*hello*",
      ids: ["x", "y"],
      "tags[]": ["a", "b"],
      wordOrList: ["p", "q"],
      count: null,
      file: png,
      "documents[]": [new Blob(["one"]), new File(["two"], "two.txt", { type: "text/plain" })],
    },
  });
  expect(seen).toEqual({
    fields: {
      id: "7",
      address: '{"city":"Bern"}',
      many: ['{"city":"Rom"}', '{"city":"Wien"}'],
      note: "*hello*",
      ids: ["x", "y"],
      tags: ["a", "b"],
      wordOrList: ["p", "q"],
    },
    files: [
      ["file", "a.png", "image/png", "png"],
      ["documents[]", "blob", "application/octet-stream", "one"],
      ["documents[]", "two.txt", "text/plain", "two"],
    ],
  });
});

/** Sends a body to the generated server. Returns what the handler received, files as their text, or the status. */
async function receive(body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  let received: unknown;
  const handler = async (input: object) => {
    const parts = Object.entries(Reflect.get(input, "body") as object).map(async ([name, value]) => {
      const texts = [value].flat().map((one: unknown) => (one instanceof Blob ? one.text() : one));
      return [name, Array.isArray(value) ? await Promise.all(texts) : await texts[0]] as const;
    });
    received = Object.fromEntries(await Promise.all(parts));
    return { status: 204 };
  };
  const request = new Request("http://localhost/f", { method: "POST", body, headers });
  const { status } = await createServer({ send: handler }, {}).fetch(request);
  return received ?? status;
}

test("the generated server reads a browser's FormData", async () => {
  const form = new FormData();
  form.append("id", "7");
  form.append("address", new Blob(['{"city":"Bern"}'], { type: "application/json" }));
  form.append("many", '{"city":"Rom"}');
  form.append("ids", "x");
  form.append("tags[]", "a");
  form.append("tags[]", "b");
  form.append("wordOrList", "word");
  form.append("count", "5");
  form.append("file", new File(["png"], "a.png", { type: "image/png" }));
  form.append("documents[]", new File(["one"], "1.bin"));
  expect(await receive(form)).toEqual({
    id: "7",
    address: { city: "Bern" },
    many: [{ city: "Rom" }],
    ids: ["x"],
    "tags[]": ["a", "b"],
    wordOrList: "word",
    count: 5,
    file: "png",
    "documents[]": ["one"],
  });
});

test("the generated server reads parts with a media type and without a file name", async () => {
  const parts = [
    'name="id"\r\n\r\n7',
    'name="address"\r\nContent-Type: application/json\r\n\r\n\ufeff{"city":"Bern"}',
    'name="wordOrList"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\np',
    'name="wordOrList"\r\n\r\nq',
  ];
  const body = `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join("")}--b--\r\n`;
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  expect(await receive(body, headers)).toEqual({ id: "7", address: { city: "Bern" }, wordOrList: ["p", "q"] });
  expect(await receive(body.replace("q\r\n", "1\r\n").replace("p\r\n", "1\r\n"), headers)).toEqual({
    id: "7",
    address: { city: "Bern" },
    wordOrList: ["1", "1"],
  });
  expect(await receive(body.replace(/--b\r\n[^]*?q\r\n/, "").replace("Bern", ""), headers)).toBe(400);
});
