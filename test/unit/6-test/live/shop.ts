/** A small handwritten server and its description. It is correct, unless it is started with a fault. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Site } from "./site.ts";

export const SHOP = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
security: [{ Key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: page_size, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        - { name: filter, in: query, schema: { type: string, minLength: 1, maxLength: 40 } }
        - { name: sort, in: query, schema: { type: string, enum: [name, born] } }
      responses:
        "200":
          description: Pets
          headers: { X-Total: { required: true, schema: { type: integer, minimum: 0 } } }
          content:
            application/json:
              schema:
                type: object
                required: [items]
                properties: { items: { type: array, items: { $ref: "#/components/schemas/Pet" } } }
        "400": { $ref: "#/components/responses/Problem" }
        "401": { $ref: "#/components/responses/Problem" }
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewPet" } } } }
      responses:
        "201": { description: Added, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "400": { $ref: "#/components/responses/Problem" }
        "401": { $ref: "#/components/responses/Problem" }
        "415": { $ref: "#/components/responses/Problem" }
  /pets/{petId}:
    get:
      operationId: showPet
      parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: A pet, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "401": { $ref: "#/components/responses/Problem" }
        "404": { $ref: "#/components/responses/Problem" }
  /status:
    get:
      operationId: status
      security: []
      responses:
        "200":
          description: How it is
          content:
            application/json:
              schema: { type: object, required: [state], properties: { state: { enum: [up, down] } } }
components:
  securitySchemes: { Key: { type: apiKey, in: header, name: X-Key } }
  responses:
    Problem:
      description: What is wrong
      content: { application/problem+json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } }
  schemas:
    NewPet:
      type: object
      additionalProperties: false
      required: [name, kind]
      properties: { name: { type: string, minLength: 1, maxLength: 30 }, kind: { enum: [cat, dog] } }
    Pet:
      type: object
      additionalProperties: false
      required: [id, name, kind, born]
      properties:
        id: { type: string }
        name: { type: string }
        kind: { enum: [cat, dog] }
        born: { type: string, format: date-time }
`;

export const KEY = "it's a secret";

/** Each fault, with the kind of its finding. */
export const FAULTS = {
  "a wrong type": "invalid-body",
  "a missing required property": "invalid-body",
  "an extra property in a closed object": "invalid-body",
  "a wrong enum": "invalid-body",
  "an invalid date-time": "invalid-body",
  "truncated JSON": "malformed-body",
  "an empty body where one is promised": "missing-body",
  "a wrong content type": "wrong-content-type",
  "no content type": "wrong-content-type",
  "a missing header": "missing-header",
  "an invalid header": "invalid-header",
  "an undocumented status": "undocumented-status",
  "an undocumented 500": "server-error",
  "a filter that crashes on unicode": "server-error",
  "a crash at truncated JSON": "server-error",
  "an accepted invalid body": "accepted-invalid",
  "an accepted undescribed property": "accepted-invalid",
  "an accepted media type": "accepted-invalid",
  "an off-by-one page size": "accepted-invalid",
  "an enum that is not looked at": "accepted-invalid",
  "200 for missing credentials": "accepted-unauthorized",
  "200 for wrong credentials": "accepted-unauthorized",
  "an id that is not found after creation": "not-found-after-creation",
  "a connection that is cut": "no-response",
} as const;
export type Fault = keyof typeof FAULTS;

export async function openShop(fault?: Fault): Promise<Site> {
  const requests: string[] = [];
  const pets = new Map([["1", { id: "1", name: "Tom", kind: "cat", born: "2020-01-01T00:00:00Z" }]]);
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      try {
        respond(request, response, Buffer.concat(chunks).toString());
      } catch {
        send(response, 500, { title: "It crashed" }, "application/problem+json");
      }
    });
  });

  function respond(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/status") return sendStatus(request, response);
    const key = request.headers["x-key"];
    const isWanted =
      key === KEY ||
      (key === undefined ? fault === "200 for missing credentials" : fault === "200 for wrong credentials");
    if (!isWanted) return problem(response, 401);
    if (url.pathname === "/pets" && request.method === "POST") return add(request, response, body);
    if (url.pathname === "/pets") return list(response, url.searchParams);
    const pet = pets.get(decodeURIComponent(url.pathname.slice("/pets/".length)));
    if (pet === undefined) return problem(response, 404);
    if (fault === "an undocumented status") return send(response, 203, pet);
    return send(response, 200, wronged(pet));
  }

  function sendStatus(request: IncomingMessage, response: ServerResponse): void {
    if (fault === "a connection that is cut") return void request.socket.destroy();
    if (fault === "an empty body where one is promised") return void response.writeHead(200).end();
    if (fault === "truncated JSON") {
      return void response.writeHead(200, { "content-type": "application/json" }).end('{"state":');
    }
    if (fault === "no content type") return void response.writeHead(200).end('{"state":"up"}');
    send(
      response,
      200,
      { state: fault === "a wrong enum" ? "sideways" : "up" },
      fault === "a wrong content type" ? "text/html" : undefined,
    );
  }

  function list(response: ServerResponse, query: URLSearchParams): void {
    const size = query.get("page_size");
    const most = fault === "an off-by-one page size" ? 101 : 100;
    if (size !== null && (!/^\d+$/.test(size) || Number(size) < 1 || Number(size) > most)) {
      return problem(response, 400);
    }
    const filter = query.get("filter");
    if (filter !== null && (filter === "" || [...filter].length > 40)) return problem(response, 400);
    if (fault === "a filter that crashes on unicode" && /[^ -~]/.test(filter ?? "")) throw new Error("no ASCII");
    const sort = query.get("sort");
    if (fault === "an undocumented 500" && sort === "born") throw new Error("no such column");
    const isKnown = sort === null || sort === "name" || sort === "born" || fault === "an enum that is not looked at";
    if (!isKnown) return problem(response, 400);
    const total = fault === "an invalid header" ? "many" : String(pets.size);
    if (fault !== "a missing header") response.setHeader("x-total", total);
    send(response, 200, { items: [...pets.values()].map(wronged) });
  }

  function add(request: IncomingMessage, response: ServerResponse, body: string): void {
    const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
    if (!isJson && fault === "an accepted media type") return send(response, 201, pets.get("1"));
    if (!isJson && request.headers["content-type"] !== undefined) return problem(response, 415);
    let pet: Record<string, unknown>;
    try {
      pet = JSON.parse(body);
    } catch {
      if (fault === "a crash at truncated JSON") throw new Error("no JSON");
      return problem(response, 400);
    }
    const isLenient = fault === "an accepted invalid body" && typeof pet === "object" && pet !== null;
    if (!isLenient && !isValid(pet)) return problem(response, 400);
    const made = {
      id: String(pets.size + 1),
      name: String(pet["name"]),
      kind: pet["kind"] === "dog" ? "dog" : "cat",
      born: "2021-01-01T00:00:00Z",
    };
    if (fault === "an id that is not found after creation") made.id = "lost";
    else pets.set(made.id, made);
    send(response, 201, made);
  }

  function isValid(pet: unknown): boolean {
    if (typeof pet !== "object" || pet === null || Array.isArray(pet)) return false;
    const { name, kind, ...others } = pet as Record<string, unknown>; // an object
    if (typeof name !== "string" || [...name].length < 1 || [...name].length > 30) return false;
    const isClosed = fault === "an accepted undescribed property" || Object.keys(others).length === 0;
    return isClosed && (kind === "cat" || kind === "dog");
  }

  function wronged(pet: object): object {
    if (fault === "a wrong type") return { ...pet, name: 1 };
    if (fault === "an extra property in a closed object") return { ...pet, secret: "x" };
    if (fault === "an invalid date-time") return { ...pet, born: "yesterday" };
    if (fault !== "a missing required property") return pet;
    return Object.fromEntries(Object.entries(pet).filter(([name]) => name !== "kind"));
  }

  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function problem(response: ServerResponse, status: number): void {
  send(response, status, { title: "No" }, "application/problem+json");
}

function send(response: ServerResponse, status: number, body: unknown, type: string = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}
