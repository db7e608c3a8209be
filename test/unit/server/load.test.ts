/** Under load: ten thousand requests over two hundred connections, each with the answer to its own question. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, serve } from "../../../templates/server/node.ts";
import { send } from "../../support/load.ts";
import { sampleServer } from "./sample.ts";

let running: RunningServer | undefined;
beforeAll(async () => {
  running = await serve(sampleServer(), { port: 0 });
});
afterAll(() => running?.close());

const HEADERS = "Host: localhost\r\nX-Api-Key: secret\r\n";

function requestOf(index: number): string {
  if (index % 3 === 0) return `GET /things/${index} HTTP/1.1\r\n${HEADERS}\r\n`;
  if (index % 3 === 1) return `GET /things?page=${index}&tags=a HTTP/1.1\r\n${HEADERS}\r\n`;
  const body = JSON.stringify({ name: `thing ${index}`, text: "x".repeat(index % 2_000) });
  return `POST /things HTTP/1.1\r\n${HEADERS}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function isWrong(index: number, status: number, body: string): boolean {
  const answer = JSON.parse(body);
  if (index % 3 === 0) return status !== 200 || answer.id !== String(index);
  if (index % 3 === 1) return status !== 200 || answer.query.page !== index;
  return status !== 201 || answer.body.name !== `thing ${index}` || answer.body.text.length !== index % 2_000;
}

test("no answer is wrong, and memory returns", { timeout: 60_000 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const port = Number(new URL(running?.url ?? "").port);
  const load = { port, connections: 200, request: requestOf, isWrong };
  await send({ ...load, requests: 2_000 }); // what is compiled and cached once is there from now on
  collect();
  const before = process.memoryUsage().heapUsed;
  expect(await send({ ...load, requests: 10_000 })).toEqual([]);
  collect();
  expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(8);
});
