/** openapi-fetch's own client, with the credentials, constants, middleware and redirects of ours. */
import { describe, expect, test } from "vitest";
import type { SenderOptions } from "../../../templates/runtime/client.ts";
import { createFacade } from "../../../templates/runtime/facade.ts";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";

interface Paths {
  "/things/{id}": {
    get: {
      parameters: { path: { id: string }; query?: { page?: number } };
      responses: { 200: { content: { "application/json": number } } };
    };
  };
}

const OPERATIONS: readonly OperationSpec[] = [
  {
    id: "getThing",
    method: "GET",
    path: "/things/{id}",
    parameters: [
      { name: "id", in: "path", required: true },
      { name: "X-Requested-With", in: "header", required: true, constant: "XMLHttpRequest" },
    ],
    responses: {},
    security: [
      [
        { scheme: { key: "header", type: "apiKey", in: "header", name: "X-Key" } },
        { scheme: { key: "query", type: "apiKey", in: "query", name: "key" } },
        { scheme: { key: "cookie", type: "apiKey", in: "cookie", name: "sid" } },
      ],
    ],
  },
];

async function get(options: SenderOptions, call: { baseUrl?: string } = {}) {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    return new URL(request.url).pathname.endsWith("/there")
      ? Response.json(2)
      : new Response(null, { status: 302, headers: { location: "/there" } });
  };
  const client = createFacade<Paths>({ baseUrl: "https://api.example/v1/", fetch, ...options }, OPERATIONS);
  const { data } = await client.GET("/things/{id}", { params: { path: { id: "a" }, query: { page: 1 } }, ...call });
  return { data, seen: requests.map(({ url, headers }) => [url, Object.fromEntries(headers)]) };
}

describe("the facade", () => {
  const auth = { header: "h", query: "q&", cookie: () => "c" };

  test("sends constants and credentials, and follows within the origin", async () => {
    const { data, seen } = await get({ auth, headers: { "X-All": "1" } });
    const headers = { "x-all": "1", "x-requested-with": "XMLHttpRequest", "x-key": "h", cookie: "sid=c" };
    expect(data).toBe(2);
    expect(seen).toEqual([
      ["https://api.example/v1/things/a?page=1&key=q%26", headers],
      ["https://api.example/there", headers],
    ]);
  });

  test("keeps credentials at their origin", async () => {
    const { seen } = await get({ auth }, { baseUrl: "https://other.example" });
    expect(seen[0]).toEqual(["https://other.example/things/a?page=1", { "x-requested-with": "XMLHttpRequest" }]);
  });

  test("has the middleware, behind the credentials", async () => {
    const seen: unknown[] = [];
    await get({
      auth,
      middleware: [{ onRequest: ({ request, operation }) => void seen.push(request.headers.get("x-key"), operation) }],
    });
    expect(seen).toEqual(["h", "getThing"]);
  });
});
