/** Requests and responses of the clients API, validated by the generated validators. */
import { describe, expect, test } from "vitest";
import { bulkClients, getClients, showClient, uploadClient } from "../../../generated/operations/clients.js";
import { createSender } from "../../../generated/runtime/client/client.js";
import { InvalidMessage, validating, type ValidatingOptions } from "../../../generated/runtime/client/validating.js";
import type { Operation, OperationSpec } from "../../../generated/runtime/operation.js";
import { UnexpectedResponse } from "../../../generated/runtime/result.js";
import { validation } from "../../../generated/validation.js";

/** Answers with `body`; how often it was asked, and a sender. */
function client(body: unknown, options?: ValidatingOptions, init: ResponseInit = {}) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    return Response.json(body, init);
  };
  return {
    asked,
    send: createSender({ baseUrl: "https://api.example", fetch, validation: validating(validation, options) }),
  };
}

const ID = { path: { id: "a" } };
const GOOD = { id: "a", name: "Bob" };
const BAD = { id: "a", name: 7, secret: "s" };

describe("responses", () => {
  test("accepts a valid response; constants count as passed", async () => {
    const { send } = client(GOOD);
    expect(await send(showClient, ID)).toMatchObject({ ok: true, status: 200, data: GOOD });
  });

  test("returns an unexpected response with the place of the error", async () => {
    const { send } = client(BAD);
    const { ok, status, data, error, response } = await send(showClient, ID);
    expect({ ok, status, data, own: response.status }).toEqual({ ok: false, status: 0, data: undefined, own: 200 });
    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error).toMatchObject({ reason: "schema", status: 200, issues: [{ pointer: "/name", keyword: "type" }] });
    expect(error).toMatchObject({ message: "the response of status 200 is not valid: /name must be string" });
  });

  test("throws, reports or ignores an invalid response, as the options say", async () => {
    const thrown = client(BAD, { responses: "throw" }).send(showClient, ID);
    await expect(thrown).rejects.toThrow("the response of showClient is not valid: /name must be string");
    await expect(thrown).rejects.toThrow(InvalidMessage);
    const reports: InvalidMessage[] = [];
    const { send } = client(BAD, { responses: (invalid) => reports.push(invalid) });
    expect(await send(showClient, ID)).toMatchObject({ ok: true, data: BAD });
    expect(reports.map(({ operation, issues, response }) => [operation, issues.length, response?.status])).toEqual([
      ["showClient", 1, 200],
    ]);
    expect(await client(BAD, { responses: "ignore" }).send(showClient, ID)).toMatchObject({ ok: true });
  });

  test("validates failures and headers, too", async () => {
    const failure = client({ message: 7 }, {}, { status: 422 });
    expect(await failure.send(showClient, ID)).toMatchObject({ status: 0, error: { reason: "schema", status: 422 } });
    const header = client(GOOD, {}, { headers: { "X-RateLimit-Limit": "many" } });
    expect(await header.send(showClient, ID)).toMatchObject({
      error: { issues: [{ pointer: "/X-RateLimit-Limit", message: "cannot be decoded as its type" }] },
    });
  });

  test("keeps a response that is unexpected already", async () => {
    const { send } = client("<html>", {}, { headers: { "content-type": "text/html" } });
    expect(await send(showClient, ID)).toMatchObject({ error: { reason: "media type", issues: [] } });
  });
});

const refused = async (sending: Promise<unknown>) => {
  const error: unknown = await sending.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidMessage);
  const { issues, message, response } = error as InvalidMessage; // as the line above has made sure
  return { pointers: issues.map(({ pointer }) => pointer), message, response };
};

/** An untyped input, as JavaScript code passes it. */
const untyped = (operation: OperationSpec): Operation<object, unknown> => operation;

describe("requests", () => {
  test("does not send an invalid request", async () => {
    const { asked, send } = client(GOOD);
    expect(await refused(send(untyped(getClients), { query: { page: "secret" } }))).toEqual({
      pointers: ["/query/page"],
      message: "the request of getClients is not valid: /query/page must be integer",
      response: undefined,
    });
    const numbered = { body: { action: "archive", ids: [7] } };
    expect((await refused(send(untyped(bulkClients), numbered))).pointers).toContain("/ids/0");
    expect((await refused(send(untyped(bulkClients), {}))).message).toMatch(/body is required$/);
    expect(asked).toEqual([]);
  });

  test("sends a valid request, and does not validate a FormData of the caller", async () => {
    const { asked, send } = client(GOOD);
    await send(bulkClients, { body: { action: "archive", ids: ["a"] } });
    await send(uploadClient, { ...ID, body: { _method: "POST", "documents[]": [new Blob(["x"])] } });
    await send(untyped(uploadClient), { ...ID, body: new FormData() });
    expect(asked.length).toBe(3);
  });

  test("does not validate if the options say so", async () => {
    const { asked, send } = client(GOOD, { requests: false });
    await send(untyped(bulkClients), {});
    expect(asked.length).toBe(1);
  });
});
