/** Encoding and decoding of bodies, through the platform's Request and Response. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContentSpec, HeaderSpec } from "../../../templates/runtime/operation.ts";
import { encodeBody } from "../../../templates/runtime/wire/bodies.ts";
import { decodeForm, decodeMultipart, ENCODERS } from "../../../templates/runtime/wire/codecs.ts";
import { StreamedFile } from "../../../templates/runtime/wire/streamed-file.ts";
import { type InputError, WireError } from "../../../templates/runtime/wire/wire-error.ts";
import { DECODERS } from "./parameter-round-trip.ts";

/** Returns the decoded body and its errors. */
async function back(codec: keyof typeof DECODERS & ContentSpec["codec"], content: ContentSpec, value: unknown) {
  const { body, contentType } = encodeBody({ contents: [content] }, value, { encoders: ENCODERS });
  const errors: InputError[] = [];
  const response = new Response(body ?? null, {
    headers: contentType === undefined ? {} : { "content-type": contentType },
  });
  return { value: await DECODERS[codec](content, response, errors, DECODERS), errors };
}

const FORM: ContentSpec = {
  mediaType: "application/x-www-form-urlencoded",
  codec: "form",
  parts: {
    name: {},
    age: { shape: "integer" },
    tags: { shape: { items: "string" } },
    ids: { shape: { items: "integer" }, explode: false },
    at: { style: "deepObject", shape: { properties: { x: "number", y: "number" } } },
    meta: { codec: "json" },
  },
  rest: "boolean",
};

const MULTIPART: ContentSpec = {
  mediaType: "multipart/form-data",
  codec: "multipart",
  parts: {
    name: {},
    age: { shape: "integer" },
    "tags[]": { repeated: true, shape: { items: "string" } },
    meta: { codec: "json" },
    metas: { codec: "json", repeated: true },
    at: { style: "deepObject", shape: { properties: { x: "number", y: "number" } } },
    ids: { style: "form", explode: false, shape: { items: "integer" } },
    note: { mediaTypes: ["text/markdown"] },
  },
};

const PAGE: ContentSpec = {
  mediaType: "multipart/form-data",
  codec: "multipart",
  parts: { title: {}, meta: { codec: "json" } },
};

const HEADED: ContentSpec = {
  ...MULTIPART,
  parts: { name: { headers: { "X-Size": { required: true, shape: "integer" }, "X-Name": {} } } },
};

const texts = fc.string({ unit: "binary" });
const point = fc.record({ x: fc.double({ noNaN: true, noDefaultInfinity: true }), y: fc.integer() });

describe("decodes what it encodes", () => {
  test("form", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            name: texts,
            age: fc.maxSafeInteger(),
            tags: fc.array(texts, { minLength: 1 }),
            ids: fc.array(fc.integer(), { minLength: 1 }),
            at: point,
            meta: fc.jsonValue(),
            other: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
        async (value) => {
          expect(await back("form", FORM, value)).toEqual({ value: asJson(value), errors: [] });
        },
      ),
    ));

  // the platform's parser of multipart bodies makes CRLF of every line break, as HTML demands
  const lines = texts.map((text) => text.replaceAll(/[\r\n\0]/g, " "));
  test.each(["multipart/form-data", "multipart/mixed", "Multipart/Related; type=text/plain"])("%s", (mediaType) =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            name: lines,
            age: fc.maxSafeInteger(),
            "tags[]": fc.array(lines, { minLength: 1 }),
            meta: fc.jsonValue(),
            metas: fc.array(fc.jsonValue(), { minLength: 1 }),
            at: point,
            ids: fc.array(fc.integer(), { minLength: 1 }),
            note: lines,
            other: lines,
          },
          { requiredKeys: ["name"] }, // the platform cannot parse a multipart body without a part
        ),
        async (value) => {
          const content = { ...MULTIPART, mediaType };
          expect(await back("multipart", content, value)).toEqual({ value: asJson(value), errors: [] });
        },
      ),
      { numRuns: 50 },
    ),
  );

  const size: HeaderSpec = { required: true, shape: "integer" };
  const tags: HeaderSpec = { shape: { items: "string" } };
  const headers = fc.record({
    "X-Size": fc.maxSafeInteger(),
    "X-Tags": fc.array(fc.stringMatching(/^\w+$/), { minLength: 1 }),
  });
  const headed = (value: fc.Arbitrary<unknown>) => fc.record({ value, headers });
  const page = fc.record({ title: fc.string({ unit: "grapheme" }), meta: fc.jsonValue() }, { requiredKeys: ["title"] });

  test("parts with headers, without names, and within each other", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(page, { minLength: 1 }),
        headed(fc.string({ unit: "binary" })),
        fc.array(headed(fc.maxSafeInteger()), { minLength: 1 }),
        async (pages, note, counts) => {
          const spec = { headers: { "X-Size": size, "X-Tags": tags } };
          const list: ContentSpec = {
            mediaType: "multipart/mixed",
            codec: "parts",
            prefix: [spec],
            item: { ...spec, shape: "integer" },
          };
          const form: ContentSpec = {
            mediaType: "multipart/form-data",
            codec: "multipart",
            parts: {
              pages: { codec: "multipart", repeated: true, mediaTypes: [MULTIPART.mediaType], within: PAGE },
              note: spec,
              counts: { ...spec, shape: { items: "integer" }, repeated: true },
              all: { codec: "multipart", mediaTypes: [list.mediaType], within: list },
            },
          };
          const value = { pages: asJson(pages), note, counts, all: [note, ...counts] };
          expect(await back("multipart", form, value)).toEqual({ value, errors: [] });
          expect(await back("parts", list, value.all)).toEqual({ value: value.all, errors: [] });
          const stream = await back("part-stream", { ...list, codec: "part-stream" }, value.all);
          const seen: unknown[] = [];
          for await (const item of stream.value as AsyncIterable<unknown>) seen.push(item); // as its codec gives
          expect(seen).toEqual(value.all);
        },
      ),
      { numRuns: 50 },
    ));

  test("lines", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.constantFrom("application/jsonl", "application/x-ndjson", "application/json-seq"),
        async (items, mediaType) => {
          const { value } = await back("json-lines", { mediaType, codec: "json-lines" }, items);
          const seen: unknown[] = [];
          for await (const item of value as AsyncIterable<unknown>) seen.push(item); // as its codec gives
          expect(seen).toEqual(asJson(items));
        },
      ),
    ));
});

/** Replaces minus zero by zero: JSON does not distinguish them. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, name === "at" ? entry : asJson(entry)]),
  );
}

test("keeps bytes, names and types of files", async () => {
  const content: ContentSpec = {
    mediaType: "multipart/form-data",
    codec: "multipart",
    parts: { "documents[]": { codec: "binary", repeated: true }, cover: { codec: "binary", mediaTypes: ["image/*"] } },
  };
  const bytes = new Uint8Array(256).map((_, index) => index);
  const value = {
    "documents[]": [new File([bytes], 'a "b".bin', { type: "application/pdf" }), bytes, bytes.buffer],
    cover: new Blob([bytes], { type: "image/png" }),
  };
  const { value: got, errors } = await back("multipart", content, value);
  const { "documents[]": documents, cover } = got as { "documents[]": File[]; cover: File }; // as the parts say
  const seen = [...documents, cover].map(async (file) => [
    file.name,
    file.type,
    new Uint8Array(await file.arrayBuffer()),
  ]);
  expect(errors).toEqual([]);
  expect(await Promise.all(seen)).toEqual([
    ['a "b".bin', "application/pdf", bytes],
    ["blob", "application/octet-stream", bytes],
    ["blob", "application/octet-stream", bytes],
    ["blob", "image/png", bytes],
  ]);
});

test("keeps types of bytes and names of files, and sends a streamed file as it is read", async () => {
  const content: ContentSpec = { mediaType: "multipart/mixed", codec: "parts", item: { codec: "binary" } };
  const stream = new Blob(["stream"]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const value = [
    new Blob(["a"], { type: "text/css" }),
    new File(["b"], 'b"\n.txt', { type: "text/plain" }),
    new StreamedFile(stream, "c.mp4", "video/mp4"),
  ];
  const { value: got, errors } = await back("parts", content, value);
  const files = got as (Blob | File)[]; // as the parts say
  const seen = files.map(async (file) => [file instanceof File && file.name, file.type, await file.text()]);
  expect([errors, await Promise.all(seen)]).toEqual([
    [],
    [
      [false, "text/css", "a"],
      ['b"\n.txt', "text/plain", "b"],
      ["c.mp4", "video/mp4", "stream"],
    ],
  ]);
});

test("sends a streamed file as it is read, after the fields", async () => {
  const content: ContentSpec = {
    mediaType: "multipart/form-data",
    codec: "multipart",
    parts: { file: { codec: "binary" } },
  };
  const stream = new Blob(["bytes"]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const file = new StreamedFile(stream, 'a"b\n.txt', "text/plain");
  const { body, contentType } = encodeBody({ contents: [content] }, { file, title: "é" }, { encoders: ENCODERS });
  expect(body).toBeInstanceOf(ReadableStream);
  const form = await new Response(body, { headers: { "content-type": contentType ?? "" } }).formData();
  const sent = form.get("file");
  if (!(sent instanceof File)) throw new Error("no file");
  expect([[...form.keys()], form.get("title"), sent.name, sent.type, await sent.text()]).toEqual([
    ["title", "file"],
    "é",
    'a"b\n.txt',
    "text/plain",
    "bytes",
  ]);
  expect(() => file.size).toThrow("has no size");
  expect(() => file.slice()).toThrow("no slices");
});

describe("malformed", () => {
  const decodeText = async (text: string) => {
    const errors: InputError[] = [];
    return { value: await decodeForm(FORM, new Response(text), errors), errors };
  };

  test.each([
    ["a wrong field", "age=x&name=a", { name: "a" }, [{ in: "body", name: "age", message: "must be integer" }]],
    ["a field twice", "name=a&name=b", {}, [{ in: "body", name: "name", message: "is given more than once" }]],
    ["broken percent-encoding", "name=%", {}, [{ in: "body", name: "", message: "is not valid percent-encoding" }]],
    ["broken JSON", "meta=%7B", {}, [{ in: "body", name: "meta", message: "is not valid JSON" }]],
  ])("a form: %s", async (_, text, value, errors) => {
    expect(await decodeText(text)).toEqual({ value, errors });
  });

  const decodeParts = async (
    parts: readonly (readonly [string, string | Blob])[],
    content: ContentSpec = MULTIPART,
  ) => {
    const sent = new FormData();
    for (const [name, part] of parts) sent.append(name, part);
    const errors: InputError[] = [];
    return { value: await decodeMultipart(content, new Response(sent), errors), errors };
  };
  const image: ContentSpec = { ...MULTIPART, parts: { image: { codec: "binary", mediaTypes: ["image/*"] } } };

  test.each([
    ["a wrong part", [["age", "x"]], MULTIPART, "age", "must be integer"],
    [
      "a part twice",
      [
        ["name", "a"],
        ["name", "b"],
      ],
      MULTIPART,
      "name",
      "is given more than once",
    ],
    ["broken JSON", [["meta", "{"]], MULTIPART, "meta", "is not valid JSON"],
    ["a part without a header", [["name", "x"]], HEADED, "name", 'needs the header "X-Size"'],
    ["text for a file", [["image", "x"]], image, "image", "must be a file: a part with a file name"],
    [
      "a file of another type",
      [["image", new Blob([""], { type: "text/html" })]],
      image,
      "image",
      "must be of type image/*",
    ],
  ] as const)("multipart: %s", async (_, parts, content, name, message) => {
    expect(await decodeParts(parts, content)).toEqual({ value: {}, errors: [{ in: "body", name, message }] });
  });

  test("rejects a body that is not multipart", async () => {
    const response = new Response("x", { headers: { "content-type": "multipart/form-data; boundary=x" } });
    await expect(decodeMultipart(MULTIPART, response, [])).rejects.toThrow("ends before its last part does");
  });

  test.each([
    ["a form of a string", FORM, "a"],
    ["a multipart body of a list", MULTIPART, ["a"]],
    ["a stream in a part", { ...MULTIPART, parts: { a: { codec: "binary" } } }, { a: new ReadableStream() }],
    ["a part without its headers", HEADED, { name: "a" }],
    [
      "a header that breaks its line",
      HEADED,
      { name: { value: "a", headers: { "X-Size": 1, "X-Name": "a\r\nX: y" } } },
    ],
    ["parts of an object", { mediaType: "multipart/mixed", codec: "parts" }, {}],
    ["a stream of parts of a number", { mediaType: "multipart/mixed", codec: "part-stream" }, 1],
    ["lines of a number", { mediaType: "application/jsonl", codec: "json-lines" }, 1],
  ] as const)("cannot be sent: %s", (_, content, value) => {
    expect(() => encodeBody({ contents: [content] }, value, { encoders: ENCODERS })).toThrow(WireError);
  });

  test("permits names of the prototype as names", async () => {
    const { value } = await back("multipart", MULTIPART, { constructor: "a", ["__proto__"]: "b" });
    expect(Object.entries(value as object)).toEqual([
      ["constructor", "a"],
      ["__proto__", "b"],
    ]); // an object, of a form
  });
});
