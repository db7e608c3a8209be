/** Requests live as long as their call. Before Node.js 22, an unreferenced request is collected together with its signal. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { CallOptions } from "../../../templates/runtime/client/call-options.ts";
import { createSender } from "../../../templates/runtime/client/client.ts";
import type { Operation } from "../../../templates/runtime/operation.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const get: Operation<object, unknown> = {
  id: "get",
  method: "GET",
  path: "/",
  responses: { 200: { contents: [{ mediaType: "application/json", codec: "json" }] } },
};
const anew: CallOptions["middleware"] = [{ onRequest: ({ request }) => new Request(request) }];

/** Replaces `Promise.withResolvers`, which Node.js 22 introduced. */
function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const resolvers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => resolvers.push(resolve));
  return { promise, resolve: () => resolvers[0]?.() };
}

test.each<[string, CallOptions, redirects: number]>([
  ["a request", {}, 0],
  ["a request from middleware", { middleware: anew }, 0],
  ["a request after a redirect", {}, 1],
])(
  "aborts the signal of %s while the response is read, even if `fetch` keeps only the signal",
  async (_, options, hops) => {
    const controller = new AbortController();
    let sent = 0;
    const { promise: reading, resolve: isReading } = withResolvers();
    const fetch = async ({ signal, url }: Request) => {
      if (sent++ < hops) return new Response(null, { status: 302, headers: { location: `${url}there` } });
      const body = new ReadableStream({
        start(stream) {
          signal.addEventListener("abort", () => stream.error(signal.reason));
        },
        pull: () => {
          isReading();
          return new Promise(() => {}); // the body never ends
        },
      });
      return new Response(body, { headers: { "content-type": "application/json" } });
    };
    const send = createSender({ baseUrl: "https://api.example", fetch, timeout: Infinity });
    const calling = send(get, {}, { ...options, signal: controller.signal });
    await reading;
    for (let round = 0; round < 5; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    controller.abort(new Error("enough"));
    await expect(calling).rejects.toThrow("enough");
  },
);
