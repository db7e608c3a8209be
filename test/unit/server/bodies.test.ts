/** Bodies as strangers send them, right, odd and hostile, by the platform's `Request` and over a socket alike. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContentSpec, OperationSpec } from "../../../templates/runtime/operation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import { serve } from "../../../templates/server/node.ts";

const json = { mediaType: "application/json", codec: "json" } as const;
const OPERATIONS: readonly OperationSpec[] = [
  operation("form", {
    mediaType: "multipart/form-data",
    codec: "multipart",
    parts: {
      title: {},
      count: { shape: "integer" },
      image: { codec: "binary", mediaTypes: ["image/*"] },
      files: { codec: "binary", repeated: true },
      meta: { codec: "json" },
      metas: { codec: "json", repeated: true },
      note: { mediaTypes: ["text/markdown"] },
      at: { style: "deepObject", shape: { properties: { x: "integer" } } },
    },
  }),
  operation("mixed", {
    mediaType: "multipart/mixed",
    codec: "multipart",
    parts: { title: {}, image: { codec: "binary" } },
  }),
  operation("headed", {
    mediaType: "multipart/form-data",
    codec: "multipart",
    parts: { image: { codec: "binary", headers: { "X-Size": { required: true, shape: "integer" }, "X-Note": {} } } },
  }),
  operation("list", {
    mediaType: "multipart/related",
    codec: "parts",
    prefix: [{ codec: "json" }],
    item: {
      codec: "multipart",
      mediaTypes: ["multipart/mixed"],
      within: {
        mediaType: "multipart/mixed",
        codec: "parts",
        prefix: [{ shape: "integer" }],
        item: { codec: "binary", mediaTypes: ["image/*"] },
      },
    },
  }),
  operation("fields", {
    mediaType: "application/x-www-form-urlencoded",
    codec: "form",
    parts: {
      deep: { style: "deepObject", shape: { properties: { a: "integer" } } },
      pipes: { style: "pipeDelimited", explode: false, shape: { items: "string" } },
      spaces: { style: "spaceDelimited", explode: false, shape: { items: "integer" } },
      meta: { codec: "json" },
      count: { shape: "integer" },
    },
  }),
  operation("image", { mediaType: "image/*", codec: "binary" }),
  operation("any", { mediaType: "*/*", codec: "binary" }),
  operation(
    "several",
    json,
    { mediaType: "application/merge-patch+json", codec: "json" },
    { mediaType: "text/plain", codec: "text" },
    { mediaType: "application/*+json", codec: "json" },
  ),
];

function operation(id: string, ...contents: readonly ContentSpec[]): OperationSpec {
  return { id, method: "POST", path: `/${id}`, body: { contents }, responses: { 200: { contents: [json] } } };
}

/** Returns the value with files and blobs replaced by a description of them. */
function shown(value: unknown): unknown {
  if (value instanceof File) return `file ${value.name} ${value.type} ${value.size}`;
  if (value instanceof Blob) return `bytes ${value.type} ${value.size}`;
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shown(entry)]));
}

const handler = ({ body, contentType }: { readonly body: unknown; readonly contentType?: string }) => {
  return { status: 200, body: [shown(body), contentType].filter((each) => each !== undefined) };
};
const server = createServerFrom(
  { operations: OPERATIONS, validation: {} },
  Object.fromEntries(OPERATIONS.map(({ id }) => [id, handler])),
  {},
);
let running: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  running = await serve(server, { port: 0 });
});
afterAll(() => running.close());

type Sent = string | Uint8Array<ArrayBuffer> | undefined;

/** Returns the input of the handler, or the status and the issues of the response. */
async function ask(id: string, type: string | undefined, body: Sent): Promise<unknown> {
  const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
  const request = (url: string) => new Request(`${url}/${id}`, { method: "POST", headers, body: body ?? null });
  const responses = await Promise.all(
    [await server.fetch(request("http://host")), await fetch(request(running.url))].map(async (response) => {
      const answer: unknown = await response.json();
      if (response.status === 200) return answer;
      const { errors = [] } = answer as { readonly errors?: readonly { pointer?: string; message: string }[] };
      return [response.status, ...errors.map(({ pointer = "", message }) => `${pointer} ${message}`.trim())];
    }),
  );
  expect(responses[1]).toEqual(responses[0]);
  return responses[0];
}

const part = (name: string, content: string, type?: string): string =>
  `--b\r\nContent-Disposition: form-data; ${name}${type === undefined ? "" : `\r\nContent-Type: ${type}`}\r\n\r\n${content}\r\n`;
const piece = (type: string, content: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("multipart", () => {
  const END = "--b--";
  type Case = [name: string, body: string | Uint8Array<ArrayBuffer>, want: unknown, type?: string];
  const cases: Case[] = [
    ["a quoted boundary", part('name="title"', "x") + END, { title: "x" }, 'multipart/form-data; boundary="b"'],
    [
      "another boundary",
      part('name="title"', "x") + END,
      [400, "ends before its last part does"],
      "multipart/form-data; boundary=c",
    ],
    [
      "no boundary",
      part('name="title"', "x") + END,
      [400, "needs a boundary of 1 to 70 characters"],
      "multipart/form-data",
    ],
    ["another type", part('name="title"', "x") + END, [415], "multipart/mixed; boundary=b"],
    ["another charset", part('name="title"', "x") + END, [415], "multipart/form-data; boundary=b; charset=utf-16"],
    [
      "lines that end with LF",
      part('name="title"', "x").replaceAll("\r", "") + END,
      [400, "has a line that begins like a delimiter"],
    ],
    ["what looks like a delimiter", part('name="title"', "--bx\r\n-b") + END, { title: "--bx\r\n-b" }],
    ["text before and after", `hi\r\n${part('name="title"', "x")}${END}\r\nbye`, { title: "x" }],
    [
      "a field given twice",
      part('name="title"', "x") + part('name="title"', "y") + END,
      [400, "/title is given more than once"],
    ],
    ["a name given twice", part('name="title"; name="count"', "x") + END, { title: "x" }],
    [
      "a second disposition",
      part('name="title"\r\nContent-Disposition: form-data; name="count"', "x") + END,
      { title: "x" },
    ],
    [
      "quotes in a file name",
      part('name="image"; filename="a\\"b%22.png"', "x", "image/png") + END,
      { image: 'file a"b".png image/png 1' },
    ],
    [
      "any character in a file name",
      part('name="image"; filename="é☃.png"', "x", "image/png") + END,
      { image: "file é☃.png image/png 1" },
    ],
    [
      "a path in a file name is data",
      part('name="image"; filename="../../a"', "x", "image/png") + END,
      { image: "file ../../a image/png 1" },
    ],
    [
      "filename* is no file name, RFC 7578 §4.2",
      part("name=\"image\"; filename*=UTF-8''a", "x", "image/png") + END,
      [400, "/image must be a file: a part with a file name"],
    ],
    [
      "beside one, it is nothing",
      part('name="image"; filename="a"; filename*=UTF-8\'\'b', "x", "image/png") + END,
      { image: "file a image/png 1" },
    ],
    ["name* is no name", part("name*=UTF-8''title", "x") + END, [400, "has a part without a name"]],
    ["a folded header", part('\r\n name="title"', "x") + END, [400, "has a part without a name"]],
    ["an empty file", part('name="image"; filename="a"', "", "image/png") + END, { image: "file a image/png 0" }],
    [
      "several files",
      part('name="files"; filename="a"', "x") + part('name="files"; filename="b"', "yy") + END,
      { files: ["file a  1", "file b  2"] },
    ],
    [
      "a file of another type",
      part('name="image"; filename="a"', "x", "text/html") + END,
      [400, "/image must be of type image/*"],
    ],
    ["a field as a file", part('name="title"; filename="a"', "x") + END, { title: "x" }],
    ["a field of another type", part('name="title"', "x", "image/png") + END, [400, "/title must be of type text/*"]],
    ["and of the one described", part('name="note"', "x", "text/markdown; charset=UTF-8") + END, { note: "x" }],
    ["or of none", part('name="note"', "x") + END, { note: "x" }],
    [
      "but not of one like it",
      part('name="note"', "x", "text/html") + END,
      [400, "/note must be of type text/markdown"],
    ],
    [
      "a field in another charset",
      part('name="title"', "x", "text/plain; charset=latin1") + END,
      [400, "/title must be in UTF-8"],
    ],
    ["what is not UTF-8", latin1(part('name="title"', "\xff") + END), [400, "is not valid UTF-8"]],
    ["JSON", part('name="meta"', '{"a":1}', "application/json") + END, { meta: { a: 1 } }],
    [
      "JSON of no type, and as text",
      part('name="metas"', "[1]") + part('name="metas"', "2", "text/plain") + END,
      { metas: [[1], 2] },
    ],
    [
      "JSON of another type",
      part('name="meta"', "1", "text/html") + END,
      [400, "/meta must be of type application/json"],
    ],
    ["JSON that is none", part('name="meta"', "{", "application/json") + END, [400, "/meta is not valid JSON"]],
    ["a number that is none", part('name="count"', "0x10") + END, [400, "/count must be integer"]],
    ["a style, whatever the type", part('name="at[x]"', "1", "image/png") + END, { at: { x: 1 } }],
    ["names of every object", part('name="__proto__"', "x") + END, [400, "has a property named __proto__"]],
    [
      "a file of such a name",
      part('name="__proto__"; filename="a"', "x") + END,
      [400, "has a property named __proto__"],
    ],
    ["a name that is data", part('name="constructor"', "x") + END, { constructor: "x" }],
    ["nothing", "", []],
  ];
  test.each<Case>(cases)("%s", async (...[, body, want, type = "multipart/form-data; boundary=b"]: Case) => {
    const isForm = typeof want === "object" && !Array.isArray(want);
    expect(await ask("form", type, body)).toEqual(isForm ? [want, "multipart/form-data"] : want);
  });

  test.each([
    ["as a form has them", part('name="title"', "x") + END, [{ title: "x" }, "multipart/mixed"]],
    [
      "as mails have them",
      part('name="image"; filename="a"', "x").replace("form-data", "attachment") + END,
      [{ image: "file a  1" }, "multipart/mixed"],
    ],
    ["without names", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--", [400, "has a part without a name"]],
  ])("rejects parts with another media type: %s", async (_, body, want) => {
    expect(await ask("mixed", "Multipart/Mixed; boundary=b", body)).toEqual(want);
  });

  test.each([
    [
      "that are there",
      part('name="image"; filename="a"\r\nx-size:  3 ', "x") + END,
      [{ image: { value: "file a  1", headers: { "X-Size": 3 } } }, "multipart/form-data"],
    ],
    ["that are missing", part('name="image"; filename="a"', "x") + END, [400, '/image needs the header "X-Size"']],
    [
      "that are wrong",
      part('name="image"; filename="a"\r\nX-Size: 3.5', "x") + END,
      [400, '/image has a header "X-Size" that must be integer'],
    ],
    [
      "the first of each name",
      part('name="image"; filename="a"\r\nX-Size: 1\r\nX-SIZE: 2\r\nX-Note: é, "ü"', "x") + END,
      [{ image: { value: "file a  1", headers: { "X-Size": 1, "X-Note": 'é, "ü"' } } }, "multipart/form-data"],
    ],
  ])("decodes headers of a part: %s", async (_, body, want) => {
    expect(await ask("headed", "multipart/form-data; boundary=b", body)).toEqual(want);
  });

  const first = piece("application/json", '{"a":1}');
  const inner = (content: string): string => piece("multipart/mixed; boundary=c", content);

  test.each([
    ["none", END, [[], "multipart/related"]],
    ["of no header at all", `--b\r\n\r\n1\r\n${END}`, [[1], "multipart/related"]],
    [
      "and one within another",
      `${first}${inner("--c\r\n\r\n1\r\n--c\r\nContent-Type: image/png\r\n\r\nxx\r\n--c--")}${END}`,
      [[{ a: 1 }, [1, "bytes image/png 2"]], "multipart/related"],
    ],
    ["of another type", `${piece("text/html", "x")}${END}`, [400, "/0 must be of type application/json"]],
    [
      "of another type than a multipart",
      `${first}${piece("image/png", "x")}${END}`,
      [400, "/1 must be of type multipart/mixed"],
    ],
    [
      "one within another that is cut off",
      `${first}${inner("--c\r\n\r\n1")}${END}`,
      [400, "/1 ends before its last part does"],
    ],
    [
      "one within another that is wrong",
      `${first}${inner("--c\r\n\r\nx\r\n--c--")}${END}`,
      [400, '/1 has a part "0" that must be integer'],
    ],
    [
      "whose JSON has a name of every object",
      `${piece("application/json", '{"__proto__":1}')}${END}`,
      [400, "has a property named __proto__"],
    ],
    [
      "too many within another",
      `${first}${inner(`${"--c\r\n\r\n1\r\n".repeat(101)}--c--`)}${END}`,
      [400, "/1 has more than 100 parts"],
    ],
    ["too many", `${first.repeat(101)}${END}`, [400, "has more than 100 parts"]],
  ])("decodes parts without names: %s", async (_, body, want) => {
    expect(await ask("list", "multipart/related; type=application/json; boundary=b", body)).toEqual(want);
  });
});

test("keeps the boundary when a handler returns a multipart body as a Blob", async () => {
  const ordered: OperationSpec = {
    id: "ordered",
    method: "GET",
    path: "/",
    responses: { 200: { contents: [{ mediaType: "multipart/mixed", codec: "binary" }] } },
  };
  const body = new Blob(["--b--"], { type: "multipart/mixed; boundary=b" });
  const { fetch: response } = createServerFrom(
    { operations: [ordered], validation: {} },
    { ordered: () => ({ status: 200, body }) },
    {},
  );
  expect((await response(new Request("http://host/"))).headers.get("content-type")).toBe("multipart/mixed; boundary=b");
});

const FIELDS = "application/x-www-form-urlencoded";
const BAD = new Uint8Array([0x22, 0xff, 0x22]);

test.each<[string, id: string, type: string | undefined, body: Sent, want: unknown]>([
  [
    "styles",
    "fields",
    FIELDS,
    "deep[a]=1&pipes=a%7Cb&spaces=1%202&meta=%7B%7D&count=1",
    [{ deep: { a: 1 }, pipes: ["a", "b"], spaces: [1, 2], meta: {}, count: 1 }, FIELDS],
  ],
  [
    "styles as browsers write them",
    "fields",
    FIELDS,
    "pipes=a|b&spaces=1+2",
    [{ pipes: ["a", "b"], spaces: [1, 2] }, FIELDS],
  ],
  [
    "fields that are wrong",
    "fields",
    FIELDS,
    "deep[a]=z&meta=%7B&count=1&count=2",
    [400, "/deep must be integer", "/meta is not valid JSON", "/count is given more than once"],
  ],
  ["malformed escapes", "fields", FIELDS, "count=%zz", [400, "is not valid percent-encoding"]],
  ["another charset of fields", "fields", `${FIELDS}; charset=latin1`, "count=1", [415]],
  ["fields with names of every object", "fields", FIELDS, "__proto__=1", [400, "has a property named __proto__"]],
  [
    "a type in a range",
    "image",
    "image/svg+xml; charset=latin1",
    "x",
    ["bytes image/svg+xml 1", "image/svg+xml; charset=latin1"],
  ],
  ["a type beyond it", "image", "text/plain", "x", [415]],
  ["the range itself", "image", "image/*", "x", [415]],
  ["any type", "any", "a/b", "x", ["bytes a/b 1", "a/b"]],
  ["what is no type", "any", "a", "x", [415]],
  ["bytes of no type", "any", undefined, new Uint8Array([1]), [415]],
  ["JSON", "several", "application/json", "{}", [{}, "application/json"]],
  ["a type with blanks and a charset", "several", 'APPLICATION/json\t;\tcharset="UTF-8"', "1", [1, "application/json"]],
  [
    "a merge patch",
    "several",
    "application/merge-patch+json",
    '{"a":null}',
    [{ a: null }, "application/merge-patch+json"],
  ],
  ["another JSON", "several", "application/vnd.a+json", "1", [1, "application/vnd.a+json"]],
  ["text", "several", "text/plain", "1", ["1", "text/plain"]],
  ["no text", "several", "text/plain", "", ["", "text/plain"]],
  ["a type that is not described", "several", "text/html", "x", [415]],
  ["two types", "several", "application/json, text/plain", "1", [415]],
  ["a byte order mark", "several", "application/json", "\ufeff1", [1, "application/json"]],
  ["two byte order marks", "several", "application/json", "\ufeff\ufeff1", [400, "is not valid JSON"]],
  ["a byte order mark of text", "several", "text/plain", "\ufeff1", ["\ufeff1", "text/plain"]],
  ["JSON cut short", "several", "application/json", '{"a":', [400, "is not valid JSON"]],
  ["JSON that is not UTF-8", "several", "application/json", BAD, [400, "is not valid UTF-8"]],
  ["JSON in another charset", "several", "application/json; charset=utf-16", "1", [415]],
  [
    "an own __proto__",
    "several",
    "application/json",
    '{"a":[{"__proto__":1}]}',
    [400, "has a property named __proto__"],
  ],
  [
    "the same, escaped",
    "several",
    "application/json",
    '{"\\u005f_proto__":1}',
    [400, "has a property named __proto__"],
  ],
  ["an empty body of JSON is none", "several", "application/json", "", []],
  ["no body", "several", undefined, undefined, []],
])("%s", async (_, id, type, body, want) => {
  expect(await ask(id, type, body)).toEqual(want);
});
