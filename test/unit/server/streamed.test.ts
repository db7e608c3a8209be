/** Uploads that are handed over as they arrive: in order, within bounds, and larger than memory. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { serverOf } from "../../../templates/server/fetch.ts";

const UPLOAD: OperationSpec = {
  id: "upload",
  method: "POST",
  path: "/upload",
  body: {
    required: true,
    contents: [
      {
        mediaType: "multipart/form-data",
        codec: "multipart",
        parts: { title: {}, pages: { shape: "integer" }, file: { codec: "binary", mediaTypes: ["image/*"] } },
      },
      { mediaType: "application/octet-stream", codec: "binary" },
    ],
  },
  responses: { 200: { contents: [{ mediaType: "application/json", codec: "json" }] } },
};

const limits = { operations: { upload: { streamed: true, bodyBytes: 100_000 } } };

/** What the handler saw of a body before it read the file, and of the file. */
async function send(body: BodyInit, headers: Record<string, string> = {}) {
  const seen: unknown[] = [];
  const upload = async ({ body: given }: { body: { file?: File } & Record<string, unknown> }) => {
    const file = given instanceof File ? given : given.file;
    seen.push(given instanceof File ? {} : { ...given, file: file && [file.name, file.type, file instanceof Blob] });
    return { status: 200, body: file === undefined ? 0 : (await file.arrayBuffer()).byteLength };
  };
  const server = serverOf({ operations: [UPLOAD], validation: {} }, { upload }, { limits });
  const request = new Request("http://host/upload", { method: "POST", body, headers });
  const response = await server.fetch(request);
  const text = await response.text();
  return { status: response.status, answer: JSON.parse(text) as unknown, seen };
}

function formOf(...entries: readonly (readonly [string, string | Blob])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

const image = new File([new Uint8Array(50_000)], "a.png", { type: "image/png" });

describe("a form with one file", () => {
  test("its fields are there before the file", async () => {
    expect(await send(formOf(["title", "x"], ["pages", "3"], ["file", image]))).toEqual({
      status: 200,
      answer: 50_000,
      seen: [{ title: "x", pages: 3, file: ["a.png", "image/png", true] }],
    });
  });

  test("without its file it is a form like others", async () => {
    expect(await send(formOf(["title", "x"]))).toMatchObject({ status: 200, answer: 0, seen: [{ title: "x" }] });
  });

  test.each([
    ["a field that is wrong: the handler does not run", formOf(["pages", "x"], ["file", image]), 400, 0],
    ["a file of another type", formOf(["file", new File(["x"], "a.txt", { type: "text/plain" })]), 400, 0],
    ["a field after the file", formOf(["file", image], ["title", "x"]), 400, 1],
    [
      "more bytes than the limit",
      formOf(["file", new File([new Uint8Array(200_000)], "a", { type: "image/png" })]),
      413,
      1,
    ],
  ])("%s", async (_, body, status, calls) => {
    const { seen, ...answer } = await send(body);
    expect([answer.status, seen.length]).toEqual([status, calls]);
  });

  test("a file that is cut short", async () => {
    const head =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: image/png\r\n\r\nxx';
    const { status, answer, seen } = await send(head, { "content-type": "multipart/form-data; boundary=b" });
    expect([status, answer, seen.length]).toEqual([
      400,
      expect.objectContaining({ detail: "The body ends before its last part does." }),
      1,
    ]);
  });
});

test("a body of bytes", async () => {
  const { status, answer } = await send(new Uint8Array(70_000), { "content-type": "application/octet-stream" });
  expect([status, answer]).toEqual([200, 70_000]);
});

test("several files cannot be streamed, which is told at the start", () => {
  const content = { mediaType: "multipart/form-data", codec: "multipart" } as const;
  const several = { ...content, parts: { files: { codec: "binary", repeated: true } } } as const;
  const operation: OperationSpec = { ...UPLOAD, body: { contents: [several] } };
  const start = () => serverOf({ operations: [operation], validation: {} }, { upload() {} }, { limits });
  expect(start).toThrow("limits: upload takes more than one file, which cannot be streamed");
});

const folder = mkdtempSync(join(tmpdir(), "streamed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("200 MB go from client to server in a process that never holds them", { timeout: 120_000 }, async () => {
  const runtime = new URL("../../../templates/", import.meta.url).pathname;
  const source = `
    import { createReadStream, truncateSync, writeFileSync } from "node:fs";
    import { Readable } from "node:stream";
    import { StreamedFile } from "./runtime/streamed-file.js";
    import { createSender } from "./runtime/client.js";
    import { encodeMultipart } from "./runtime/codecs.js";
    import { serverOf } from "./server/fetch.js";
    import { serve } from "./server/node.js";
    const upload = { ...${JSON.stringify(UPLOAD)}, encoders: { multipart: encodeMultipart } };
    const handler = async ({ body }) => {
      let bytes = 0;
      for await (const chunk of body.file.stream()) bytes += chunk.byteLength;
      return { status: 200, body: { title: body.title, bytes } };
    };
    const limits = { operations: { upload: { streamed: true, bodyBytes: 2 ** 30, bodyTime: Infinity } } };
    const server = serverOf({ operations: [upload], validation: {} }, { upload: handler }, { limits });
    const running = await serve(server, { port: 0, requestTime: 0 });
    const path = ${JSON.stringify(join(folder, "large"))};
    writeFileSync(path, "");
    truncateSync(path, 200_000_000); // a hole: it takes no disk
    const file = new StreamedFile(Readable.toWeb(createReadStream(path)), "large.png", "image/png");
    const { data } = await createSender({ baseUrl: running.url, timeout: 100_000 })(upload, { body: { file, title: "x" } });
    console.log(JSON.stringify({ data, peak: process.resourceUsage().maxRSS / 1024 }));
    await running.close();
  `;
  const outfile = join(folder, "upload.mjs");
  await build({
    stdin: { contents: source, resolveDir: runtime, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
  });
  const output = execFileSync(process.execPath, ["--max-old-space-size=64", outfile], { timeout: 100_000 }).toString();
  const { data, peak } = JSON.parse(output) as { data: unknown; peak: number };
  expect(data).toEqual({ title: "x", bytes: 200_000_000 });
  expect(peak).toBeLessThan(150); // megabytes, of which Node itself takes some 80
});
