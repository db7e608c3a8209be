/** Retries: which requests are repeated, when, and with which outcome. Clock, random numbers and sleep are fakes. */
import { describe, expect, test } from "vitest";
import { type CallOptions, createSender } from "../../../templates/runtime/client/client.ts";
import { retryTime } from "../../../templates/runtime/client/retry-time.ts";
import { retries, type RetryOptions } from "../../../templates/runtime/client/retry.ts";
import type { Operation, OperationSpec } from "../../../templates/runtime/operation.ts";

const NOW = Date.UTC(2026, 0, 1);

type Step = number | Error | Response | ((request: Request) => Promise<Response>);

interface Result {
  readonly status: number;
  readonly response: Response;
}

/** Answers step by step; the requests that were sent, how long was waited, and what came of it. */
async function run(
  steps: readonly Step[],
  options: RetryOptions,
  { spec, input = {}, call }: { spec?: Partial<OperationSpec>; input?: object; call?: CallOptions } = {},
) {
  const requests: Request[] = [];
  const waits: number[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    const step = steps[requests.length - 1];
    if (step === undefined) throw new Error("sent more often than the test has steps");
    if (step instanceof Error) throw step;
    if (step instanceof Response) return step;
    return typeof step === "number" ? new Response(null, { status: step }) : step(request);
  };
  const clock = { now: () => NOW, random: () => 0.5, sleep: async (wait: number) => void waits.push(wait) };
  const operation: Operation<object, Result> = { id: "test", method: "GET", path: "/", responses: {}, ...spec };
  const send = createSender({ baseUrl: "https://api.example", fetch, retry: retries({ clock, ...options }) });
  const outcome = await send(operation, input, call).then(
    ({ response }) => response.status,
    (error: unknown) => error,
  );
  return { requests, waits, outcome };
}

const OFFLINE = new TypeError("fetch failed");
const limited = (headers: Record<string, string>, status = 429) => new Response(null, { status, headers });

describe("repeats", () => {
  test.each<[string, readonly Step[], RetryOptions, Partial<OperationSpec>, outcome: unknown, waits: number[]]>([
    ["no success", [204], {}, {}, 204, []],
    ["no permanent failure", [404], {}, {}, 404, []],
    ["requests to a busy server, and doubles the wait", [503, 502, 200], {}, {}, 200, [150, 300]],
    ["requests that the network failed", [OFFLINE, 200], {}, {}, 200, [150]],
    ["up to the limit, and returns the last response", [500, 503, 504], {}, {}, 504, [150, 300]],
    ["up to the limit, and throws the last error", [503, OFFLINE], { attempts: 2 }, {}, OFFLINE, [150]],
    ["with waits up to the limit", [503, 503, 200], { delay: 1000, maxDelay: 1500 }, {}, 200, [500, 750]],
    ["other statuses on demand", [404, 200], { statuses: [404] }, {}, 200, [150]],
    ["PUT", [503, 200], {}, { method: "PUT" }, 200, [150]],
    ["no POST", [503], {}, { method: "POST" }, 503, []],
    ["no PATCH after a network failure", [OFFLINE], {}, { method: "PATCH" }, OFFLINE, []],
    ["POST, if asked for", [503, 200], { methods: ["POST"] }, { method: "POST" }, 200, [150]],
  ])("%s", async (_, steps, options, spec, outcome, waits) => {
    const got = await run(steps, options, { spec });
    expect(got).toMatchObject({ outcome, waits });
    expect(got.requests.length).toBe(steps.length);
    expect(new Set(got.requests).size).toBe(steps.length); // built anew each time
  });

  test("does not repeat after other errors", async () => {
    const bug = new RangeError("a bug of a middleware's");
    expect(await run([bug], {})).toMatchObject({ outcome: bug, waits: [] });
  });

  test("does not repeat a stream, which may have been read", async () => {
    const body = { contents: [{ mediaType: "application/octet-stream", codec: "binary" }] } as const;
    const spec = { method: "PUT", body };
    expect(await run([503], {}, { spec, input: { body: new Blob(["x"]).stream() } })).toMatchObject({ outcome: 503 });
    const { requests } = await run([503, 200], {}, { spec, input: { body: new Blob(["x"]) } });
    expect(await Promise.all(requests.map((request) => request.text()))).toEqual(["x", "x"]);
  });

  test("lets a call have another policy or none", async () => {
    expect(await run([503], {}, { call: { retry: undefined } })).toMatchObject({ outcome: 503, waits: [] });
    expect(await run([503], {}, { call: { retry: (attempt) => attempt() } })).toMatchObject({ outcome: 503 });
  });

  test("reports each retry", async () => {
    const told: unknown[] = [];
    await run([503, OFFLINE, 200], {
      onRetry: ({ cause, ...event }) =>
        told.push({ ...event, cause: "response" in cause ? cause.response.status : cause.error }),
    });
    expect(told).toEqual([
      { operation: "test", attempt: 1, wait: 150, cause: 503 },
      { operation: "test", attempt: 2, wait: 300, cause: OFFLINE },
    ]);
  });
});

const keysOf = (requests: readonly Request[]) => requests.map(({ headers }) => headers.get("idempotency-key"));

describe("idempotency keys", () => {
  const options = { idempotencyKey: "Idempotency-Key" };

  test("uses one key for all attempts of a call, and another for the next call", async () => {
    const first = await run([503, 503, 200], options, { spec: { method: "POST" } });
    const second = await run([200], options, { spec: { method: "POST" } });
    const [key, ...others] = keysOf(first.requests);
    expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(others).toEqual([key, key]);
    expect(keysOf(second.requests)).not.toEqual([key]);
  });

  test("keeps the caller's key, and adds none to idempotent methods", async () => {
    const own = { call: { headers: { "Idempotency-Key": "mine" } }, spec: { method: "POST" } };
    expect(keysOf((await run([503, 200], options, own)).requests)).toEqual(["mine", "mine"]);
    expect(keysOf((await run([503, 200], options)).requests)).toEqual([null, null]);
  });
});

/** As sockets hold what a real `fetch` sends: Node 20 cuts a request that nobody holds off from its signal. */
const underway = new Set<Request>();

const never = (request: Request) =>
  new Promise<Response>((_, reject) => {
    underway.add(request);
    const { signal } = request;
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason));
  });

describe("time", () => {
  test("repeats an attempt after its timeout", async () => {
    expect(await run([never, 200], { attemptTimeout: 5 })).toMatchObject({ outcome: 200, waits: [150] });
  });

  test("rejects at the timeout of the call", async () => {
    const { outcome } = await run([never], {}, { call: { timeout: 5 } });
    expect(outcome).toMatchObject({ name: "TimeoutError" });
  });

  test("rejects at the timeout and at the caller's signal, while it waits, too", async () => {
    const platform = { clock: { now: () => NOW, random: () => 0.5 }, delay: 1e6, maxDelay: 1e6 };
    expect((await run([503], platform, { call: { timeout: 5 } })).outcome).toMatchObject({ name: "TimeoutError" });
    const controller = new AbortController();
    const onRetry = () => controller.abort(new Error("enough"));
    const { outcome, requests } = await run([503], { ...platform, onRetry }, { call: { signal: controller.signal } });
    expect(outcome).toEqual(new Error("enough"));
    expect(requests.length).toBe(1);
  });

  test("reads a response beyond the timeout of its attempt, until the caller's signal aborts", async () => {
    const controller = new AbortController();
    let signal: AbortSignal | undefined;
    const slow = async (request: Request) => {
      signal = request.signal;
      const body = new ReadableStream({
        async pull(stream) {
          await new Promise((resume) => setTimeout(resume, 10));
          stream.enqueue(new TextEncoder().encode("1"));
          stream.close();
        },
      });
      return new Response(body, { headers: { "content-type": "application/json" } });
    };
    const responses = { "200": { contents: [{ mediaType: "application/json", codec: "json" }] } } as const;
    const { outcome } = await run(
      [slow],
      { attemptTimeout: 5 },
      { spec: { responses }, call: { signal: controller.signal } },
    );
    expect([outcome, signal?.aborted]).toEqual([200, false]);
  });

  test("waits as long as the server requests, up to the limit", async () => {
    expect(await run([limited({ "retry-after": "7" }), 200], {})).toMatchObject({ outcome: 200, waits: [7150] });
    expect(await run([limited({ "retry-after": "61" })], {})).toMatchObject({ outcome: 429, waits: [] });
  });
});

test.each<[string, Record<string, string>, status: number, wait: number | undefined]>([
  ["nothing", {}, 429, undefined],
  ["seconds", { "retry-after": "120" }, 503, 120_000],
  ["a date", { "retry-after": new Date(NOW + 5000).toUTCString() }, 503, 5000],
  ["a date that is over", { "retry-after": new Date(NOW - 5000).toUTCString() }, 503, 0],
  ["no date", { "retry-after": "soon" }, 503, undefined],
  ["milliseconds", { "retry-after-ms": "250", "retry-after": "1" }, 429, 250],
  ["the IETF's header", { ratelimit: '"default";r=0;t=30' }, 429, 30_000],
  ["as it was before", { "ratelimit-reset": "30" }, 429, 30_000],
  ["seconds from now on", { "x-ratelimit-reset-after": "0.5" }, 429, 500],
  ["seconds since 1970", { "x-ratelimit-reset": `${NOW / 1000 + 9}` }, 429, 9000],
  ["milliseconds since 1970", { "x-ratelimit-reset": `${NOW + 9000}` }, 429, 9000],
  ["a limit that is not the reason", { "x-ratelimit-reset": "9", "x-ratelimit-remaining": "3" }, 503, undefined],
  ["a limit that is, whatever the status", { "x-ratelimit-reset": "9", "x-ratelimit-remaining": "0" }, 403, 9000],
])("when to come back: %s", (_, headers, status, wait) => {
  expect(retryTime(limited(headers, status), NOW)).toBe(wait);
});
