/** Requests that other generators of clients send incorrectly: from a description to the request on the wire. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import type { SenderOptions } from "../../../templates/runtime/client/client.ts";
import type { ServerChoice } from "../../../templates/runtime/client/servers.ts";
import { withFiles } from "../../support/description-folder.ts";

const DESCRIPTION = `
openapi: 3.2.0
info: { title: On the wire, version: "1" }
servers:
  - url: https://{region}.example/{version}
    variables: { region: { default: eu, enum: [eu, us] }, version: { default: v1 } }
security: [{ a: [], b: [] }, { c: [], d: [] }]
paths:
  /name/{p}: { get: { operationId: inPath, parameters: [{ name: p, in: path, required: true, schema: { type: string } }], responses: &none { "204": { description: none } } } }
  /label/{p}: { get: { operationId: label, parameters: [{ name: p, in: path, required: true, style: label, explode: true, schema: &list { type: array, minItems: 1, items: { type: string } } }], responses: *none } }
  /matrix/{p}: { get: { operationId: matrix, parameters: [{ name: p, in: path, required: true, style: matrix, schema: *list }], responses: *none } }
  /exploded-matrix/{p}: { get: { operationId: explodedMatrix, parameters: [{ name: p, in: path, required: true, style: matrix, explode: true, schema: *list }], responses: *none } }
  /form: { get: { operationId: form, parameters: [{ name: p, in: query, explode: false, schema: *list }], responses: *none } }
  /space: { get: { operationId: space, parameters: [{ name: p, in: query, style: spaceDelimited, explode: false, schema: *list }], responses: *none } }
  /pipe: { get: { operationId: pipe, parameters: [{ name: p, in: query, style: pipeDelimited, explode: false, schema: *list }], responses: *none } }
  /deep: { get: { operationId: deep, parameters: [{ name: p, in: query, style: deepObject, explode: true, schema: { type: object, properties: { a: { type: integer }, b: { type: string } } } }], responses: *none } }
  /reserved: { get: { operationId: reserved, parameters: [{ name: p, in: query, allowReserved: true, schema: { type: string } }], responses: *none } }
  /json: { get: { operationId: json, parameters: [{ name: p, in: query, content: { application/json: { schema: { type: object } } } }], responses: *none } }
  /ids: { get: { operationId: ids, parameters: [{ name: "ids[]", in: query, schema: { type: array, items: { type: integer } } }], responses: *none } }
  /header: { get: { operationId: header, parameters: [{ name: X-List, in: header, schema: *list }, { name: X-Count, in: header, schema: { type: integer } }], responses: *none } }
  /cookie: { get: { operationId: cookie, parameters: [{ name: list, in: cookie, explode: true, schema: *list }, { name: name, in: cookie, schema: { type: string } }], responses: *none } }
  /query?beta=true: { get: { operationId: fixedQuery, parameters: [{ name: page, in: query, schema: { type: integer } }], responses: *none } }
  "/#Action=List": { get: { operationId: fragment, parameters: [{ name: Action, in: query, required: true, schema: { const: List } }], responses: *none } }
  /open: { get: { operationId: open, security: [{}], responses: *none } }
  /files:
    post:
      operationId: files
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                "documents[]": { type: array, items: { type: string, format: binary } }
      responses: *none
  /part:
    post:
      operationId: part
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties: { meta: { type: object }, note: { type: string }, page: { type: string } }
            encoding: { meta: { contentType: application/vnd.meta+json }, page: { contentType: text/html } }
      responses: *none
  /report:
    get:
      operationId: report
      responses: { "200": { description: ok, content: { application/pdf: { schema: { type: string, format: binary } } } } }
components:
  securitySchemes:
    a: { type: apiKey, in: header, name: X-A }
    b: { type: apiKey, in: query, name: b }
    c: { type: http, scheme: bearer }
    d: { type: apiKey, in: cookie, name: d }
`;

const { value: running } = await withFiles({ "openapi.yaml": DESCRIPTION }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.yaml") }),
);
if (running === undefined) throw new Error("every case is legal");

interface Options extends Omit<SenderOptions, "server"> {
  readonly server?: ServerChoice;
}
type Method = (input?: object) => Promise<{ readonly data?: unknown }>;
type CreateApi = (options: Options) => Readonly<Record<string, Method>>;
const createApi = running.program.module("client")["createApi"] as CreateApi; // as its template has it

/** Returns the whole request: its line, its headers, and its body with a fixed boundary. */
async function send(id: string, input: object, options: Options = {}) {
  let sent: Request | undefined;
  const fetch = async (request: Request) => {
    sent = request;
    if (id !== "report") return new Response(null, { status: 204 });
    return new Response(new Blob(["%PDF"], { type: "application/pdf" }));
  };
  const result = await createApi({ ...options, fetch })[id]?.(input);
  if (sent === undefined || result === undefined) throw new Error("nothing was sent");
  const body = await sent.text();
  const [, boundary = "none"] = /boundary=(.*)/.exec(sent.headers.get("content-type") ?? "") ?? [];
  const head = [`${sent.method} ${sent.url}`, ...Array.from(sent.headers, ([name, value]) => `${name}: ${value}`)];
  return { text: [...head, "", body].join("\r\n").replaceAll(boundary, "BOUNDARY").trimEnd().split("\r\n"), ...result };
}

const list = ["a", "b"];
const auth = { b: "2", c: "3", d: "4" };
const us = { url: "https://{region}.example/{version}", variables: { region: "us" } };

const REQUESTS: readonly [name: string, id: string, input: object, want: readonly string[], options?: Options][] = [
  ["a slash and a blank in a path", "inPath", { path: { p: "a/b c" } }, ["GET https://eu.example/v1/name/a%2Fb%20c"]],
  ["a label path", "label", { path: { p: list } }, ["GET https://eu.example/v1/label/.a.b"]],
  ["a matrix path", "matrix", { path: { p: list } }, ["GET https://eu.example/v1/matrix/;p=a,b"]],
  [
    "a matrix path, exploded",
    "explodedMatrix",
    { path: { p: list } },
    ["GET https://eu.example/v1/exploded-matrix/;p=a;p=b"],
  ],
  ["form without explode", "form", { query: { p: list } }, ["GET https://eu.example/v1/form?p=a,b"]],
  ["spaceDelimited", "space", { query: { p: list } }, ["GET https://eu.example/v1/space?p=a%20b"]],
  ["pipeDelimited", "pipe", { query: { p: list } }, ["GET https://eu.example/v1/pipe?p=a%7Cb"]],
  [
    "deepObject",
    "deep",
    { query: { p: { a: 1, b: "x y" } } },
    ["GET https://eu.example/v1/deep?p%5Ba%5D=1&p%5Bb%5D=x%20y"],
  ],
  ["allowReserved", "reserved", { query: { p: "a/b:c&d" } }, ["GET https://eu.example/v1/reserved?p=a/b:c%26d"]],
  [
    "JSON in a query",
    "json",
    { query: { p: { a: [1] } } },
    ["GET https://eu.example/v1/json?p=%7B%22a%22%3A%5B1%5D%7D"],
  ],
  ["a query in a path", "fixedQuery", { query: { page: 2 } }, ["GET https://eu.example/v1/query?beta=true&page=2"]],
  ["a fragment in a path", "fragment", {}, ["GET https://eu.example/v1/?Action=List"]],
  ["ids[]", "ids", { query: { "ids[]": [1, 2] } }, ["GET https://eu.example/v1/ids?ids%5B%5D=1&ids%5B%5D=2"]],
  [
    "header parameters",
    "header",
    { headers: { "X-List": list, "X-Count": 3 } },
    ["GET https://eu.example/v1/header", "x-count: 3", "x-list: a,b"],
  ],
  [
    "cookie parameters",
    "cookie",
    { cookies: { list, name: "é" } },
    ["GET https://eu.example/v1/cookie", "cookie: list=a; list=b; name=%C3%A9"],
  ],
  [
    "two files in documents[]",
    "files",
    { body: { "documents[]": [new File(["1"], "a.txt", { type: "text/plain" }), new File(["2"], "b")] } },
    [
      "POST https://eu.example/v1/files",
      "content-type: multipart/form-data; boundary=BOUNDARY",
      "",
      "--BOUNDARY",
      'Content-Disposition: form-data; name="documents[]"; filename="a.txt"',
      "Content-Type: text/plain",
      "",
      "1",
      "--BOUNDARY",
      'Content-Disposition: form-data; name="documents[]"; filename="b"',
      "Content-Type: application/octet-stream",
      "",
      "2",
      "--BOUNDARY--",
    ],
  ],
  [
    "parts of media types of their own",
    "part",
    { body: { meta: { a: 1 }, note: "x", page: "<p>" } },
    [
      "POST https://eu.example/v1/part",
      "content-type: multipart/form-data; boundary=BOUNDARY",
      "",
      "--BOUNDARY",
      'Content-Disposition: form-data; name="meta"',
      "Content-Type: application/vnd.meta+json",
      "",
      '{"a":1}',
      "--BOUNDARY",
      'Content-Disposition: form-data; name="note"',
      "",
      "x",
      "--BOUNDARY",
      'Content-Disposition: form-data; name="page"',
      "Content-Type: text/html",
      "",
      "<p>",
      "--BOUNDARY--",
    ],
  ],
  [
    "one whole alternative of a security requirement",
    "form",
    {},
    ["GET https://eu.example/v1/form", "authorization: Bearer 3", "cookie: d=4"],
    { auth },
  ],
  ["no half of one", "form", {}, ["GET https://eu.example/v1/form"], { auth: { b: "2", d: "4" } }],
  ["no credential where none is asked for", "open", {}, ["GET https://eu.example/v1/open"], { auth }],
  ["a server's variables", "form", {}, ["GET https://us.example/v1/form"], { server: us }],
];

test.each(REQUESTS)("%s", async (_, id, input, want, options) => {
  expect((await send(id, input, options)).text).toEqual(want);
});

test("a PDF is a Blob", async () => {
  const { text, data } = await send("report", {});
  expect(text).toEqual(["GET https://eu.example/v1/report", "accept: application/pdf"]);
  if (!(data instanceof Blob)) throw new Error("no Blob");
  expect([data.type, await data.text()]).toEqual(["application/pdf", "%PDF"]);
});
