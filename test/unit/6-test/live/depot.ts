/** A handwritten server with a bearer token, forms and compressed responses. It is correct, unless it is started with a fault. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Site } from "./site.ts";

export const DEPOT = `
openapi: 3.0.3
info: { title: Depot, version: "2" }
servers: [{ url: /api/v2 }]
security: [{ Token: [] }]
paths:
  /crates:
    get:
      operationId: listCrates
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 50 } }
        - { name: q, in: query, schema: { type: string, maxLength: 80 } }
      responses:
        "200":
          description: Crates
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } }
        "400": { description: No }
        "401": { description: Who are you? }
    head:
      operationId: countCrates
      responses:
        "200": { description: How many, headers: { X-Count: { required: true, schema: { type: integer } } } }
        "401": { description: Who are you? }
    post:
      operationId: addCrate
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [label]
              properties:
                label: { type: string, minLength: 1, maxLength: 120 }
                weight: { type: integer, minimum: 0, maximum: 900 }
      responses:
        "201":
          description: Added
          headers: { Location: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } }
        "400": { description: No }
        "401": { description: Who are you? }
  /crates/{crate_id}:
    parameters: [{ name: crate_id, in: path, required: true, schema: { type: integer, minimum: 1 } }]
    get:
      operationId: showCrate
      responses:
        "200": { description: A crate, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }
        "401": { description: Who are you? }
        "404": { description: None }
    delete:
      operationId: dropCrate
      responses:
        "204": { description: Gone }
        "401": { description: Who are you? }
        "404": { description: None }
components:
  securitySchemes: { Token: { type: http, scheme: bearer } }
  schemas:
    Crate:
      type: object
      required: [id, label, packed]
      properties:
        id: { type: integer }
        label: { type: string }
        weight: { type: integer, nullable: true }
        packed: { type: string, format: date }
`;

export const TOKEN = "t0ken/of+somebody=";

/** Each fault, with the kind of its finding. */
export const DEPOT_FAULTS = {
  "a crash at long texts in other scripts": "server-error",
  "another character set": "wrong-content-type",
  "bytes that are no UTF-8": "malformed-body",
  "gzip that is none": "no-response",
  "no Location": "missing-header",
  "a HEAD without its header": "missing-header",
  "null where it is not nullable": "invalid-body",
  "a date as people write it": "invalid-body",
  "the token in what is wrong": "invalid-body",
  "a redirect that nobody has described": "undocumented-status",
  "a way to the login page": "undocumented-status",
  "404 for missing credentials": "wrong-refusal",
  "a response that takes too long": "no-response",
  "a connection that is reset at unicode": "no-response",
  "a form without what it must have": "accepted-invalid",
  "a weight that is no number": "accepted-invalid",
  "a last page that is rejected": "refused-valid",
} as const;
export type DepotFault = keyof typeof DEPOT_FAULTS;

const CRATE = { id: 1, label: "Plums", weight: null, packed: "2024-02-29" };

export async function openDepot(fault?: DepotFault): Promise<Site> {
  const requests: string[] = [];
  const crates = new Map<string, object>([["1", CRATE]]);
  let last = 1;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => respond(request, response, body));
  });

  function respond(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, id] = /^\/api\/v2\/crates(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      if (fault === "404 for missing credentials") return end(response, 404);
      if (fault !== "a way to the login page") return end(response, 401);
      return void response.writeHead(302, { location: "/login" }).end();
    }
    if (id !== undefined) return one(request.method ?? "", id, response);
    if (request.method === "POST") return add(request.headers["content-type"] ?? "", body, response);
    if (request.method === "HEAD") {
      return void response.writeHead(200, fault === "a HEAD without its header" ? {} : { "x-count": "1" }).end();
    }
    list(url.searchParams, request, response);
  }

  function list(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const page = query.get("page") ?? "1";
    const most = fault === "a last page that is rejected" ? 49 : 50;
    if (!/^\d+$/.test(page) || Number(page) < 1 || Number(page) > most) return end(response, 400);
    const q = query.get("q") ?? "";
    if ([...q].length > 80) return end(response, 400);
    if (fault === "a connection that is reset at unicode" && /[^ -~]/.test(q)) return void request.socket.destroy();
    if (fault === "a response that takes too long" && q !== "") return; // never
    const items = [...crates.values()].map((crate) => wronged(crate));
    if (fault === "another character set") return json(response, 200, items, "application/json; charset=iso-8859-1");
    if (fault === "bytes that are no UTF-8") {
      return void response
        .writeHead(200, { "content-type": "application/json" })
        .end(Buffer.from('["\xe4"]', "latin1"));
    }
    const text = JSON.stringify(items);
    const bytes = fault === "gzip that is none" ? Buffer.from(text) : gzipSync(text);
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(bytes);
  }

  function add(type: string, body: string, response: ServerResponse): void {
    if (!type.startsWith("application/x-www-form-urlencoded")) return end(response, 415);
    const form = new URLSearchParams(body);
    const label = form.get("label") ?? (fault === "a form without what it must have" ? "none" : "");
    const weight = form.get("weight");
    const isNumber = weight === null || (/^\d+$/.test(weight) && Number(weight) <= 900);
    if (label === "" || [...label].length > 120) return end(response, 400);
    if (!isNumber && fault !== "a weight that is no number") return end(response, 400);
    if (fault === "a crash at long texts in other scripts" && Buffer.byteLength(label) > 255) return end(response, 500);
    last += 1;
    const crate = { ...CRATE, id: last, label, weight: weight === null || !isNumber ? null : Number(weight) };
    crates.set(String(last), crate);
    if (fault !== "no Location") response.setHeader("location", `/api/v2/crates/${last}`);
    json(response, 201, crate);
  }

  function one(method: string, id: string, response: ServerResponse): void {
    const crate = crates.get(id);
    if (crate === undefined) return end(response, /^[1-9]\d*$/.test(id) ? 404 : 400);
    if (method === "DELETE") return void (crates.delete(id) && response.writeHead(204).end());
    if (fault === "a redirect that nobody has described") {
      return void response.writeHead(307, { location: "/elsewhere" }).end();
    }
    json(response, 200, crate);
  }

  function wronged(crate: object): object {
    if (fault === "null where it is not nullable") return { ...crate, label: null };
    if (fault === "a date as people write it") return { ...crate, packed: "29.2.2024" };
    return fault === "the token in what is wrong" ? { ...crate, weight: `seen by ${TOKEN}` } : crate;
  }

  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `http://127.0.0.1:${port}/api/v2`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function json(response: ServerResponse, status: number, body: unknown, type: string = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}
