/** What no generator of clients sends right, case by case: a description's operation in, the request as it travels out. */
import { describe, expect, test } from "vitest";
import { type CallOptions, createSender, type SenderOptions } from "../../../templates/runtime/client.ts";
import { type ServerChoice, withServers } from "../../../templates/runtime/servers.ts";
import { ENCODERS } from "../../../templates/runtime/codecs.ts";
import type { OperationSpec, ParameterSpec, SecurityScheme } from "../../../templates/runtime/operation.ts";

async function send(spec: Partial<OperationSpec>, input: object, options: SenderOptions = {}) {
  let sent: Request | undefined;
  const fetch = async (request: Request) => {
    sent = request;
    return new Response(new Blob(["%PDF"], { type: "application/pdf" }));
  };
  const operation = { id: "test", method: "POST", path: "/x", responses: {}, encoders: ENCODERS, ...spec };
  const result: unknown = await createSender({ baseUrl: "https://api.example", ...options, fetch })(operation, input);
  if (!sent) throw new Error("nothing was sent");
  return { request: sent, url: sent.url.replace("https://api.example", ""), result };
}

const LIST = { items: "string" } as const;
const list = ["a", "b"];

const URLS: readonly [name: string, spec: Omit<ParameterSpec, "name">, value: unknown, url: string][] = [
  ["a slash and a blank in a path", { in: "path" }, "a/b c", "/x/a%2Fb%20c"],
  ["a label path", { in: "path", style: "label", explode: true, shape: LIST }, list, "/x/.a.b"],
  ["a matrix path", { in: "path", style: "matrix", shape: LIST }, list, "/x/;p=a,b"],
  ["form without explode", { in: "query", explode: false, shape: LIST }, list, "/x?p=a,b"],
  ["spaceDelimited", { in: "query", style: "spaceDelimited", shape: LIST }, list, "/x?p=a%20b"],
  ["pipeDelimited", { in: "query", style: "pipeDelimited", shape: LIST }, list, "/x?p=a%7Cb"],
  ["deepObject", { in: "query", style: "deepObject", shape: { properties: {} } }, { a: 1 }, "/x?p%5Ba%5D=1"],
  ["allowReserved", { in: "query", allowReserved: true }, "a/b:c", "/x?p=a/b:c"],
  ["JSON in a query", { in: "query", content: "json" }, { a: [1] }, "/x?p=%7B%22a%22%3A%5B1%5D%7D"],
];

describe("URLs", () => {
  test.each(URLS)("%s", async (_, spec, value, url) => {
    const group = spec.in === "path" ? "path" : "query";
    const path = spec.in === "path" ? "/x/{p}" : "/x";
    const sent = await send({ path, parameters: [{ ...spec, name: "p" }] }, { [group]: { p: value } });
    expect(sent.url).toBe(url);
  });

  test("ids[] is repeated, brackets and all", async () => {
    const ids: ParameterSpec = { in: "query", name: "ids[]", shape: { items: "integer" } };
    expect((await send({ parameters: [ids] }, { query: { "ids[]": [1, 2] } })).url).toBe("/x?ids%5B%5D=1&ids%5B%5D=2");
  });

  test("a server's variables", async () => {
    const server = {
      url: "https://{region}.example/{v}",
      default: "https://eu.example/v1",
      variables: { region: { default: "eu" }, v: { default: "v1" } },
    };
    const sender = withServers<CallOptions & { server?: ServerChoice }>(
      createSender({ server, fetch: async ({ url }) => Response.json(url) }),
      [server],
    );
    const spec = { id: "test", method: "GET", path: "/x", responses: { 200: { contents: [JSON_CONTENT] } } } as const;
    const us = { server: { url: server.url, variables: { region: "us" } } };
    expect(await sender(spec)).toMatchObject({ data: "https://eu.example/v1/x" });
    expect(await sender(spec, {}, us)).toMatchObject({ data: "https://us.example/v1/x" });
  });
});

const JSON_CONTENT = { mediaType: "application/json", codec: "json" } as const;

test("headers and cookies", async () => {
  const parameters: readonly ParameterSpec[] = [
    { in: "header", name: "X-List", shape: LIST },
    { in: "cookie", name: "c", shape: LIST },
  ];
  const { request } = await send({ parameters }, { headers: { "X-List": list }, cookies: { c: list } });
  expect([request.headers.get("x-list"), request.headers.get("cookie")]).toEqual(["a,b", "c=a; c=b"]);
});

test("two files in documents[], and a part of a media type of its own", async () => {
  const parts = {
    "documents[]": { codec: "binary", repeated: true },
    meta: { codec: "json", mediaTypes: ["application/vnd.meta+json"] },
  } as const;
  const body = { contents: [{ mediaType: "multipart/form-data", codec: "multipart", parts }] } as const;
  const files = [new File(["1"], "a.txt"), new File(["2"], "b.txt")];
  const { request } = await send({ body }, { body: { "documents[]": files, meta: { a: 1 } } });
  const form = await request.formData();
  const sent = [...form].map(([name, value]) => [name, value instanceof File && value.name]);
  expect(sent).toEqual([
    ["meta", "blob"],
    ["documents[]", "a.txt"],
    ["documents[]", "b.txt"],
  ]);
  expect((form.get("meta") as File).type).toBe("application/vnd.meta+json"); // of all parts, that one is JSON
});

function key(name: string): SecurityScheme {
  return { key: name, type: "apiKey", in: "header", name };
}

describe("security", () => {
  const auth = { b: "2", c: "3" };
  const [a, b, c] = [{ scheme: key("a") }, { scheme: key("b") }, { scheme: key("c") }];

  test.each([
    [
      "one whole alternative",
      [
        [a, b],
        [b, c],
      ],
      [null, "2", "3"],
    ],
    ["no half of one", [[a, b]], [null, null, null]],
    ["no credential where none is asked for", [[]], [null, null, null]],
  ])("%s", async (_, security, want) => {
    const { request } = await send({ security }, {}, { auth });
    expect(["a", "b", "c"].map((name) => request.headers.get(name))).toEqual(want);
  });
});

test("a PDF is a Blob", async () => {
  const responses = { 200: { contents: [{ mediaType: "application/pdf", codec: "binary" }] } } as const;
  const { result } = await send({ responses }, {});
  const { data } = result as { data: unknown };
  if (!(data instanceof Blob)) throw new Error("no Blob");
  expect([data.type, await data.text()]).toEqual(["application/pdf", "%PDF"]);
});
