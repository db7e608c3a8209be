/** Multipart bodies from strangers, whatever their chunks: what is read of them, and what is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMediaType } from "../../../templates/runtime/wire/media-type.ts";
import { parseParts } from "../../../templates/runtime/wire/part-reader.ts";

const LIMITS = { parts: 3, partHeaderBytes: 200 };

async function* cut(bytes: Uint8Array<ArrayBuffer>, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.slice(at, at + size);
}

/** Returns name, file name, media type and text of every part. */
async function read(
  body: string | Uint8Array<ArrayBuffer>,
  size = 1000,
  contentType = "multipart/form-data; boundary=b",
) {
  const type = parseMediaType(contentType);
  if (!type) throw new Error("no media type");
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const seen: unknown[] = [];
  for await (const { name, fileName, type: partType, chunks } of parseParts(cut(bytes, size), type, LIMITS)) {
    const blob: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of chunks) blob.push(chunk);
    seen.push([name, fileName, partType, await new Blob(blob).text()]);
  }
  return seen;
}

const part = (headers: string, text: string) => `--b\r\n${headers}\r\n\r\n${text}\r\n`;
const field = (name: string, text: string) => part(`Content-Disposition: form-data; name="${name}"`, text);

describe.each([1, 2, 7, 1000])("in chunks of %d bytes", (size) => {
  test.each([
    ["no part", "--b--", []],
    ["a field", `${field("a", "x")}--b--`, [["a", undefined, "", "x"]]],
    ["an empty field", `${field("a", "")}--b--\r\n`, [["a", undefined, "", ""]]],
    ["text before and after", `hello\r\n${field("a", "x")}--b--\r\nbye`, [["a", undefined, "", "x"]]],
    [
      "half a delimiter within",
      `${field("a", "\r\n--\r\n--\r\r\n-b")}--b--`,
      [["a", undefined, "", "\r\n--\r\n--\r\r\n-b"]],
    ],
    ["blanks after a delimiter", `${field("a", "x").replace("--b", "--b \t")}--b--`, [["a", undefined, "", "x"]]],
    ["what other texts take for the end of a line", `${field("\u2028", "x")}--b--`, [["\u2028", undefined, "", "x"]]],
    ["characters of several bytes", `${field("é", "€")}--b--`, [["é", undefined, "", "€"]]],
    [
      "a file, its headers in any case and order",
      `${part('content-type: image/png\r\nCONTENT-DISPOSITION: form-data; filename="a;b%22c.png"; name=a', "x")}--b--`,
      [["a", 'a;b"c.png', "image/png", "x"]],
    ],
    [
      "an escaped quote",
      `${part('Content-Disposition: form-data; name="a\\"b"', "x")}--b--`,
      [['a"b', undefined, "", "x"]],
    ],
    [
      "a file's name that says another name",
      `${part('Content-Disposition: form-data; filename="x; name=y"; name="a"', "x")}--b--`,
      [["a", "x; name=y", "", "x"]],
    ],
    ["names of every object", `${field("__proto__", "x")}--b--`, [["__proto__", undefined, "", "x"]]],
  ])("%s", async (_, body, want) => {
    expect(await read(body, size)).toEqual(want);
  });

  test.each([
    ["nothing", "", "ends before its last part does"],
    ["no last delimiter", field("a", "x"), "ends before its last part does"],
    ["a part cut short", field("a", "x").slice(0, -4), "ends before its last part does"],
    ["a part without a name", `${part("Content-Disposition: form-data", "x")}--b--`, "has a part without a name"],
    [
      "a line that begins like a delimiter",
      `${field("a", `x\r\n--bX\r\nContent-Disposition: form-data; name="b"\r\n\r\ny`)}--b--`,
      "has a line that begins like a delimiter",
    ],
    ["one of blanks and text", `${field("a", "x\r\n--b \tX\r\n\r\ny")}--b--`, "begins like a delimiter"],
    ["one that looks half like the last", `${field("a", "x\r\n--b-X\r\n\r\ny")}--b--`, "begins like a delimiter"],
    ["four parts", `${field("a", "x").repeat(4)}--b--`, "has more than 3 parts"],
    ["long headers", `${part(`X: ${"x".repeat(300)}`, "x")}--b--`, "has a part with more than 200 bytes of headers"],
    ["headers without end", `--b\r\n${"x".repeat(3000)}`, "has a part with more than 200 bytes of headers"],
  ])("rejects %s", async (_, body, message) => {
    await expect(read(body, size)).rejects.toThrow(message);
  });
});

test.each([
  ["none", "multipart/form-data"],
  ["an empty one", 'multipart/form-data; boundary=""'],
  ["a long one", `multipart/form-data; boundary=${"b".repeat(71)}`],
])("rejects a boundary: %s", async (_, contentType) => {
  await expect(read("--b--", 10, contentType)).rejects.toThrow("needs a boundary of 1 to 70 characters");
});

test("reads multipart bodies of the platform, split at any byte", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.string({ unit: "grapheme" }).map((name) => name.replaceAll(/[\r\n\\]/g, "")),
          fc.string({ unit: "binary" }),
        ),
        { maxLength: 3 },
      ),
      fc.integer({ min: 1, max: 100 }),
      async (files, size) => {
        const form = new FormData();
        for (const [name, text] of files) form.append(name, new File([text], `f${name}`, { type: "text/x" }));
        const response = new Response(form);
        const contentType = response.headers.get("content-type") ?? "";
        const body = new Uint8Array(await response.arrayBuffer());
        const want = files.map(([name, text]) => [name, `f${name}`, "text/x", text]);
        expect(await read(body, size, contentType)).toEqual(want);
      },
    ),
    { numRuns: 60 },
  ));
