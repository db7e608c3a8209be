/** Uploads that are handed over as they arrive: in order, within bounds, and larger than memory. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import type { Issue, Validator } from "../../../templates/runtime/validation/validation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import type { Limits } from "../../../templates/server/limits.ts";
import type { UploadedFile } from "../../../templates/server/request/streamed-files.ts";

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

/** Sends a body. Returns what the handler received before it read the file, and the size of the file. */
async function send(body: BodyInit, headers: Record<string, string> = {}) {
  const seen: unknown[] = [];
  const upload = async ({ body: given }: { body: { file?: File } & Record<string, unknown> }) => {
    const file = given instanceof File ? given : given.file;
    seen.push(given instanceof File ? {} : { ...given, file: file && [file.name, file.type, file instanceof Blob] });
    return { status: 200, body: file === undefined ? 0 : (await file.arrayBuffer()).byteLength };
  };
  const server = createServerFrom({ operations: [UPLOAD], validation: {} }, { upload }, { limits });
  const request = new Request("http://host/upload", { method: "POST", body, headers });
  const response = await server.fetch(request);
  const text = await response.text();
  return { status: response.status, response: JSON.parse(text) as unknown, seen };
}

function formOf(...entries: readonly (readonly [string, string | Blob])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

const image = new File([new Uint8Array(50_000)], "a.png", { type: "image/png" });

describe("a form with one file", () => {
  test("passes the fields before the file arrives", async () => {
    expect(await send(formOf(["title", "x"], ["pages", "3"], ["file", image]))).toEqual({
      status: 200,
      response: 50_000,
      seen: [{ title: "x", pages: 3, file: ["a.png", "image/png", true] }],
    });
  });

  test("accepts the form without its file", async () => {
    expect(await send(formOf(["title", "x"]))).toMatchObject({ status: 200, response: 0, seen: [{ title: "x" }] });
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
    const { seen, ...response } = await send(body);
    expect([response.status, seen.length]).toEqual([status, calls]);
  });

  test("rejects a truncated file", async () => {
    const head =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: image/png\r\n\r\nxx';
    const { status, response, seen } = await send(head, { "content-type": "multipart/form-data; boundary=b" });
    expect([status, response, seen.length]).toEqual([
      400,
      expect.objectContaining({ detail: "The body ends before its last part does." }),
      1,
    ]);
  });
});

test("streams a binary body", async () => {
  const { status, response } = await send(new Uint8Array(70_000), {
    "content-type": "application/octet-stream",
  });
  expect([status, response]).toEqual([200, 70_000]);
});

const SEVERAL: OperationSpec = {
  ...UPLOAD,
  body: {
    contents: [
      {
        mediaType: "multipart/form-data",
        codec: "multipart",
        parts: {
          title: {},
          cover: { codec: "binary", mediaTypes: ["image/*"] },
          pages: { codec: "binary", repeated: true },
          scans: { codec: "binary", repeated: true, headers: { "X-Size": { required: true, shape: "integer" } } },
        },
      },
    ],
  },
};

/** A validator that requires a cover and allows at most two pages. */
const validate = (value: unknown) => {
  const { cover, pages = [] } = value as { readonly cover?: unknown; readonly pages?: readonly unknown[] };
  const issues: Issue[] = [];
  const common = { keyword: "", schemaPath: "#" };
  if (cover === undefined) issues.push({ ...common, path: ["cover"], pointer: "/cover", message: "is required" });
  if (pages.length > 2) issues.push({ ...common, path: ["pages"], pointer: "/pages", message: "has too many" });
  return issues;
};

interface Several {
  readonly limits?: Partial<Limits>;
  /** The amount of each file that the handler reads before it requests the next one. */
  readonly reads?: "all" | "some" | "none";
}

/** Sends a form. Returns the fields and files that the handler received. */
async function sendSeveral(body: BodyInit, { limits: own = {}, reads = "all" }: Several = {}, type?: string) {
  const seen: unknown[] = [];
  const upload = async ({ body: given, files }: { body: object; files?: AsyncIterable<UploadedFile> }) => {
    seen.push({ ...given });
    for await (const { name, file, headers } of files ?? []) {
      const reader = file.stream().getReader();
      let bytes = 0;
      const most = { all: Infinity, some: 1, none: 0 }[reads];
      for (let count = 0; count < most; count++) {
        const { done, value } = await reader.read();
        if (done) break;
        bytes += value.byteLength;
      }
      if (reads === "some") await reader.cancel();
      seen.push([name, file.name, reads === "all" ? bytes : bytes > 0, ...(headers ? [headers] : [])]);
    }
    return { status: 200, body: "fine" };
  };
  const validator = { validate } as unknown as Validator<unknown>; // as much of one as the server looks at
  const server = createServerFrom(
    { operations: [SEVERAL], validation: { upload: { body: { "multipart/form-data": validator } } } },
    { upload },
    { limits: { operations: { upload: { streamed: true, bodyBytes: 1_000_000, ...own } } } },
  );
  const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
  const response = await server.fetch(new Request("http://host/upload", { method: "POST", body, headers }));
  return { status: response.status, response: (await response.json()) as unknown, seen };
}

const filePart = (name: string, lines: string, bytes: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${name[0]}"\r\n${lines}\r\n\r\n${bytes}\r\n`;
const png = (name: string, size = 50_000): File => new File([new Uint8Array(size)], name, { type: "image/png" });

describe("a form with several files", () => {
  const all = formOf(["title", "x"], ["pages", png("1")], ["cover", png("c", 70_000)], ["pages", png("2", 0)]);

  test("yields the files in order of arrival, after the fields", async () => {
    expect(await sendSeveral(all)).toEqual({
      status: 200,
      response: "fine",
      seen: [{ title: "x" }, ["pages", "1", 50_000], ["cover", "c", 70_000], ["pages", "2", 0]],
    });
  });

  test.each([
    [
      "they come with them",
      "X-Size: 3",
      200,
      [
        ["cover", "c", 1],
        ["scans", "s", 2, { "X-Size": 3 }],
      ],
    ],
    ["one that is wrong ends the loop", "X-Size: x", 400, [["cover", "c", 1]]],
    ["so does one that is missing", "X: 3", 400, [["cover", "c", 1]]],
  ])("decodes headers of files: %s", async (_, header, status, files) => {
    const body = `${filePart("cover", "Content-Type: image/png", "x")}${filePart("scans", header, "yy")}--b--`;
    const response = await sendSeveral(body, {}, "multipart/form-data; boundary=b");
    expect([response.status, response.seen]).toEqual([status, [{}, ...files]]);
  });

  test.each([
    ["some", [true, true, false]],
    ["none", [false, false, false]],
  ] as const)("what is not read is skipped: %s", async (reads, read) => {
    const { status, seen } = await sendSeveral(all, { reads });
    const names = [
      ["pages", "1"],
      ["cover", "c"],
      ["pages", "2"],
    ].map((each, index) => [...each, read[index]]);
    expect({ status, seen }).toEqual({ status: 200, seen: [{ title: "x" }, ...names] });
  });

  test("validates the form without files", async () => {
    const { status, response, seen } = await sendSeveral(formOf(["title", "x"]));
    expect({ status, response, seen }).toMatchObject({
      status: 400,
      response: { errors: [{ pointer: "/cover", message: "is required" }] },
      seen: [],
    });
  });

  test.each<[string, FormData, Several, number, object, number]>([
    [
      "a field after a file",
      formOf(["pages", png("1")], ["title", "x"]),
      {},
      400,
      { detail: expect.stringContaining("fields come first") },
      2,
    ],
    [
      "a file of another type",
      formOf(["cover", new File([], "a", { type: "text/html" })]),
      {},
      400,
      { errors: [{ pointer: "/cover", message: "must be of type image/*" }] },
      1,
    ],
    [
      "a file given twice",
      formOf(["cover", png("1")], ["cover", png("2")]),
      {},
      400,
      { errors: [{ pointer: "/cover", message: "is given more than once" }] },
      2,
    ],
    [
      "one that never came",
      formOf(["pages", png("1")]),
      {},
      400,
      { errors: [{ pointer: "/cover", message: "is required" }] },
      2,
    ],
    [
      "too many of one name",
      formOf(["cover", png("c")], ["pages", png("1")], ["pages", png("2")], ["pages", png("3")]),
      {},
      400,
      { errors: [{ pointer: "/pages", message: "has too many" }] },
      5,
    ],
    [
      "one that is too large",
      all,
      { limits: { fileBytes: 60_000 } },
      413,
      { detail: "A file must have at most 60000 bytes." },
      2,
    ],
    [
      "one that is too large, although the handler does not read it",
      all,
      { limits: { fileBytes: 60_000 }, reads: "none" },
      413,
      {},
      3,
    ],
    ["more than the whole body may have", all, { limits: { bodyBytes: 100_000 } }, 413, {}, 2],
    [
      "more parts than there may be",
      all,
      { limits: { parts: 2 } },
      400,
      { detail: "The body has more than 2 parts." },
      2,
    ],
  ])("%s: the iteration rejects with a problem", async (_, form, options, status, response, count) => {
    const { seen, ...got } = await sendSeveral(form, options);
    expect({ status: got.status, count: seen.length }).toEqual({ status, count });
    expect(got.response).toMatchObject(response);
  });

  test("rejects a truncated body", async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="pages"; filename="a"\r\n\r\nxx';
    for (const reads of ["all", "none"] as const) {
      const { status, response } = await sendSeveral(head, { reads }, "multipart/form-data; boundary=b");
      expect([status, response]).toEqual([
        400,
        expect.objectContaining({ detail: "The body ends before its last part does." }),
      ]);
    }
  });

  test("reads no more from the client than the handler", async () => {
    let sent = 0;
    const head = new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="pages"; filename="a"\r\n\r\n');
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(sent === 0 ? head : new Uint8Array(1_000));
          sent++;
        },
      },
      { highWaterMark: 0 },
    );
    const upload = async ({ files }: { files?: AsyncIterable<UploadedFile> }) => {
      for await (const { file } of files ?? []) {
        const reader = file.stream().getReader();
        for (let count = 0; count < 5; count++) await reader.read();
        break;
      }
      return { status: 200, body: sent };
    };
    const server = createServerFrom({ operations: [SEVERAL], validation: {} }, { upload }, { limits });
    const type = { "content-type": "multipart/form-data; boundary=b" };
    const init = { method: "POST", body, headers: type, duplex: "half" } as const;
    const response = await server.fetch(new Request("http://host/upload", init));
    expect(await response.json()).toBeLessThan(9);
  });
});

test("limits a file that is held in memory", async () => {
  const held = { operations: { upload: { fileBytes: 10 } } };
  const server = createServerFrom(
    { operations: [SEVERAL], validation: {} },
    { upload: () => ({ status: 200, body: 0 }) },
    { limits: held },
  );
  const init = { method: "POST", body: formOf(["cover", png("c")]) };
  expect((await server.fetch(new Request("http://host/upload", init))).status).toBe(413);
});

const folder = mkdtempSync(join(tmpdir(), "streamed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("transfers 200 MB from client to server without holding them in memory", { timeout: 120_000 }, async () => {
  const runtime = new URL("../../../templates/", import.meta.url).pathname;
  const source = `
    import { createReadStream, truncateSync, writeFileSync } from "node:fs";
    import { Readable } from "node:stream";
    import { StreamedFile } from "./runtime/wire/streamed-file.js";
    import { createSender } from "./runtime/client/client.js";
    import { encodeMultipart } from "./runtime/wire/codecs.js";
    import { createServerFrom } from "./server/create-server.js";
    import { serve } from "./server/node.js";
    const upload = { ...${JSON.stringify(UPLOAD)}, encoders: { multipart: encodeMultipart } };
    const handler = async ({ body }) => {
      let bytes = 0;
      for await (const chunk of body.file.stream()) bytes += chunk.byteLength;
      return { status: 200, body: { title: body.title, bytes } };
    };
    const limits = { operations: { upload: { streamed: true, bodyBytes: 2 ** 30, bodyTime: Infinity } } };
    const server = createServerFrom({ operations: [upload], validation: {} }, { upload: handler }, { limits });
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
