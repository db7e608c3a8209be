/** The client of openapi-fetch with our credentials, constants, middleware and redirects. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CredentialContext } from "../../../templates/runtime/client/auth.ts";
import type { SenderOptions } from "../../../templates/runtime/client/client.ts";
import { createFacade } from "../../../templates/runtime/client/facade.ts";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";

interface Paths {
  "/things/{id}": {
    get: {
      parameters: { path: { id: string }; query?: { page?: number } };
      responses: { 200: { content: { "application/json": number } } };
    };
  };
}

interface Elsewhere {
  "//evil.example/x": { get: { responses: { 200: { content: { "application/json": unknown } } } } };
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

  test("sends constants and credentials, and follows redirects within the origin", async () => {
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

  describe("keeps requests at the origin of a relative base URL in a browser", () => {
    afterEach(() => void vi.unstubAllGlobals());

    test.each([
      ["that of the client", { baseUrl: "/" }, {}, "https://app.example//evil.example/x"],
      ["that of a call", {}, { baseUrl: "/" }, 'path must not lead to another origin: set "baseUrl" instead'],
      ["that of a call, with a path", {}, { baseUrl: "/api/" }, "https://app.example/api//evil.example/x"],
    ])("%s", async (_, options, call, want) => {
      const { href } = new URL("https://app.example/pages/1");
      vi.stubGlobal("location", { href });
      class BrowserRequest extends Request {
        constructor(input: RequestInfo | URL, init?: RequestInit) {
          super(typeof input === "string" ? new URL(input, href) : input, init);
        }
      }
      vi.stubGlobal("Request", BrowserRequest);
      const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => Response.json({}));
      const client = createFacade<Elsewhere>({ baseUrl: "https://api.example", ...options, fetch }, []);
      const outcome = await client.GET("//evil.example/x", call).catch(({ message }: Error) => message);
      expect(fetch.mock.calls[0]?.[0].url ?? outcome).toBe(want);
    });
  });

  test("renews rejected credentials once", async () => {
    const requests: Request[] = [];
    const refused: unknown[] = [];
    const client = createFacade<Paths>(
      {
        baseUrl: "https://api.example",
        auth: {
          header: async (context: CredentialContext) => {
            refused.push(context.refused);
            return context.refused === "old" ? "new" : "old";
          },
          query: ({ refused: key }: CredentialContext) => (key === undefined ? "q1" : "q2"),
          cookie: ({ refused: key }: CredentialContext) => (key === undefined ? "c1" : "c2"),
        },
        middleware: [
          {
            onRequest: ({ request }) => {
              request.headers.append("cookie", "mine=1");
            },
          },
        ],
        fetch: async (request) => {
          requests.push(request);
          return request.headers.get("x-key") === "new" ? Response.json(2) : new Response(null, { status: 401 });
        },
      },
      OPERATIONS,
    );
    const { data } = await client.GET("/things/{id}", { params: { path: { id: "a" }, query: { page: 1 } } });
    expect(data).toBe(2);
    expect(refused).toEqual([undefined, "old"]);
    const seen = requests.map(({ url, headers }) => [url, headers.get("x-key"), headers.get("cookie")]);
    expect(seen).toEqual([
      ["https://api.example/things/a?page=1&key=q1", "old", "sid=c1; mine=1"],
      ["https://api.example/things/a?page=1&key=q2", "new", "mine=1; sid=c2"],
    ]);
  });

  test.each([
    ["credentials that stay the same", { header: () => "h", query: "q", cookie: "c" }],
    ["credentials that nothing provides", { header: "h", query: "q", cookie: "c" }],
  ])("%s: 401 is the answer", async (_, given) => {
    let count = 0;
    const fetch = async () => {
      count++;
      return new Response(null, { status: 401 });
    };
    const client = createFacade<Paths>({ baseUrl: "https://api.example", auth: given, fetch }, OPERATIONS);
    const { response } = await client.GET("/things/{id}", { params: { path: { id: "a" } } });
    expect([response.status, count]).toEqual([401, 1]);
  });

  test("runs middleware after credentials are added", async () => {
    const seen: unknown[] = [];
    await get({
      auth,
      middleware: [{ onRequest: ({ request, operation }) => void seen.push(request.headers.get("x-key"), operation) }],
    });
    expect(seen).toEqual(["h", "getThing"]);
  });
});
