/** Each operation of the description has exactly one constant, method, handler and stub. There are no others. */
import { describe, expect, test } from "vitest";
import * as client from "../../generated/index.ts";
import * as operations from "../../generated/operations/clients.ts";
import { createServer, stubs } from "../../generated/server/index.ts";
import { validation } from "../../generated/validation.ts";
import * as validators from "../../generated/validators.js";
import { description } from "./operation-inputs.ts";
import { entries } from "./description.ts";

const described = description.operations.map(({ id }) => id).toSorted();

describe("inventory", () => {
  test("has 14 operations on 11 paths", () => {
    expect(described).toHaveLength(14);
    expect(new Set(description.operations.map(({ path }) => path)).size).toBe(11);
  });

  test("has one constant per operation, with its method and path", () => {
    const generated = Object.values(operations).map(({ id, method, path }) => `${id} ${method} ${path}`);
    const wanted = description.operations.map(({ id, method, path }) => `${id} ${method} ${path}`);
    expect(generated.toSorted()).toEqual(wanted.toSorted());
  });

  test("has one client method per operation, besides the facade for openapi-fetch", () => {
    const api = client.createApi({ baseUrl: "http://localhost" });
    expect(Object.keys(api).toSorted()).toEqual(["client", ...described].toSorted());
  });

  test("has one stub per operation", () => {
    expect(Object.keys(stubs).toSorted()).toEqual(described);
  });

  test.each(described)("throws at start without a handler for %s", (id) => {
    const { [id]: _left, ...others } = { ...stubs } as Record<string, unknown>; // as an untyped caller would
    const start = () =>
      createServer(others as unknown as typeof stubs, { security: { ApiKeyAuth: () => "any client" } });
    expect(start).toThrow(id);
  });

  test("throws at start without a security handler", () => {
    expect(() => createServer(stubs, { security: {} } as never)).toThrow("ApiKeyAuth");
  });

  test("has one entry of validators per operation", () => {
    expect(Object.keys(validation).toSorted()).toEqual(described);
  });

  test("has one validator per schema of the description", () => {
    const names = new Set(Object.keys(validators));
    const schemas = entries(entries(description.document["components"]).find(([kind]) => kind === "schemas")?.[1]);
    const missing = schemas.map(([name]) => name).filter((name) => !names.has(name) && !names.has(`${name}Schema`));
    expect(missing).toEqual([]);
  });
});

describe("routes", () => {
  const server = createServer(stubs, { security: { ApiKeyAuth: () => "any client" } });
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    server.fetch(new Request(`http://localhost${path}`, { method, headers: { "X-API-TOKEN": "x", ...headers } }));

  test.each(description.operations)("$method $path is routed to $id", async ({ id, method, path }) => {
    // the security handler runs for every request of an operation, valid or not
    const entered: string[] = [];
    const watched = createServer(stubs, {
      security: { ApiKeyAuth: (_token, requestContext) => (entered.push(requestContext.operation.id), "any client") },
    });
    await watched.fetch(
      new Request(`http://localhost${path.replaceAll(/\{\w+\}/g, "x")}`, { method, headers: { "X-API-TOKEN": "x" } }),
    );
    expect(entered).toEqual([id]);
  });

  test("responds with 404 to an unknown path, and with 405 and Allow to an unsupported method", async () => {
    expect((await send("GET", "/api/v1/nothing")).status).toBe(404);
    const response = await send("PATCH", "/api/v1/clients/x");
    expect(response.status).toBe(405);
    const allowed = response.headers.get("allow")?.split(", ") ?? [];
    expect(allowed).toEqual(expect.arrayContaining(["GET", "PUT", "DELETE"]));
    expect(allowed).not.toContain("PATCH");
  });

  test("responds with 501 from stubs", async () => {
    const response = await send("GET", "/api/v1/clients", { "X-Requested-With": "XMLHttpRequest" });
    expect(response.status).toBe(501);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});
