/** Tokens from a token endpoint that is written by hand, as RFC 6749 has it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createSender } from "../../../templates/runtime/client/client.ts";
import { clientCredentials, refreshTokens } from "../../../templates/runtime/client/oauth.ts";
import type { AnyResult, Operation } from "../../../templates/runtime/operation.ts";

const json = { mediaType: "application/json", codec: "json" } as const;
const read: Operation<object, AnyResult> = {
  id: "read",
  method: "GET",
  path: "/data",
  responses: { 200: { contents: [json] }, 401: {} },
  security: [[{ scheme: { key: "OAuth", type: "oauth2" } }]],
};

interface TokenRequest {
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: Server;
let origin = "";
let requests: TokenRequest[] = [];
let answer: (count: number) => readonly [status: number, body: string];
let accepted: (token: string) => boolean = () => true;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/data") {
      const token = (request.headers.authorization ?? "").replace("Bearer ", "");
      response.writeHead(accepted(token) ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify(token));
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      requests.push({ authorization: request.headers.authorization, body });
      const [status, text] = answer(requests.length);
      response.writeHead(status, { "content-type": "application/json", ...(status === 302 && { location: "/else" }) });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
afterEach(() => {
  requests = [];
  accepted = () => true;
});

const issue = (token: string, more: object = {}) =>
  [200, JSON.stringify({ access_token: token, token_type: "Bearer", ...more })] as const;

function reading(provider: ReturnType<typeof clientCredentials>) {
  const send = createSender<object>({ baseUrl: origin, auth: { OAuth: provider } });
  return async () => (await send(read, {})).data;
}

test("fetches one token for concurrent calls, with id and secret form-encoded in the header", async () => {
  answer = (count) => issue(`t${count}`, { expires_in: 3600 });
  const call = reading(
    clientCredentials({
      tokenUrl: `${origin}/token`,
      clientId: "a:b",
      clientSecret: "s +é",
      scopes: ["x", "y"],
      parameters: { audience: "api" },
    }),
  );
  expect(await Promise.all([call(), call(), call()])).toEqual(["t1", "t1", "t1"]);
  expect(requests).toEqual([
    {
      authorization: `Basic ${Buffer.from("a%3Ab:s+%2B%C3%A9").toString("base64")}`,
      body: "audience=api&grant_type=client_credentials&scope=x+y",
    },
  ]);
});

test("sends id and secret in the body if asked, and the id alone for a public client", async () => {
  answer = () => issue("t");
  const tokenUrl = `${origin}/token`;
  await reading(clientCredentials({ tokenUrl, clientId: "a", clientSecret: "s", clientAuthentication: "body" }))();
  await reading(clientCredentials({ tokenUrl, clientId: "a" }))();
  expect(requests).toEqual([
    { authorization: undefined, body: "grant_type=client_credentials&client_id=a&client_secret=s" },
    { authorization: undefined, body: "grant_type=client_credentials&client_id=a" },
  ]);
});

test("fetches another token before the first expires, and after a 401", async () => {
  let time = 0;
  answer = (count) => issue(`t${count}`, { expires_in: "60" });
  const call = reading(
    clientCredentials({ tokenUrl: `${origin}/token`, clientId: "a", clientSecret: "s", now: () => time }),
  );
  expect(await call()).toBe("t1");
  time = 49_000;
  expect(await call()).toBe("t1");
  time = 51_000;
  expect(await call()).toBe("t2");
  accepted = (token) => token !== "t2";
  expect(await call()).toBe("t3");
});

test("exchanges the newest refresh token, and tells the new tokens before they are used", async () => {
  answer = (count) => issue(`t${count}`, count === 1 ? { refresh_token: "r1" } : {});
  const told: unknown[] = [];
  const provider = refreshTokens({
    tokenUrl: `${origin}/token`,
    clientId: "a",
    refreshToken: "r0",
    onRefresh: (tokens) => void told.push(tokens),
  });
  const call = reading(provider);
  await call();
  accepted = (token) => token !== "t1" && token !== "t2";
  await call();
  accepted = (token) => token === "t3";
  await call();
  expect(requests.map(({ body }) => new URLSearchParams(body).get("refresh_token"))).toEqual(["r0", "r1", "r1"]);
  expect(told[0]).toEqual({ accessToken: "t1", refreshToken: "r1", lifetime: undefined });
});

test.each([
  [
    "an error",
    400,
    '{"error":"invalid_client","error_description":"unknown client"}',
    "invalid_client: unknown client",
  ],
  ["a page", 502, "<html>", "status 502 has no access token"],
  ["no token", 200, '{"token":"secret"}', "status 200 has no access token"],
])("rejects %s with a code, and quotes no token", async (_name, status, body, message) => {
  answer = () => [status, body];
  const call = reading(clientCredentials({ tokenUrl: `${origin}/token`, clientId: "a", clientSecret: "s" }));
  const error = await call().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "token-refused", message: expect.stringContaining(message) });
  expect(String(error)).not.toContain("secret");
});

test("does not follow a redirect with the secret", async () => {
  answer = () => [302, ""];
  const call = reading(clientCredentials({ tokenUrl: `${origin}/token`, clientId: "a", clientSecret: "s" }));
  await expect(call()).rejects.toThrow(TypeError);
  expect(requests).toHaveLength(1);
});
