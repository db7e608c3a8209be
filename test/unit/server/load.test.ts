/** Sends ten thousand requests over two hundred connections, and compares each response with its request. */
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ADAPTERS } from "../../support/adapters.ts";
import { send } from "../../support/load.ts";
import { sampleServer } from "./sample-server.ts";

const HEADERS = "Host: localhost\r\nX-Api-Key: secret\r\n";

function requestOf(index: number): string {
  if (index % 3 === 0) return `GET /things/${index} HTTP/1.1\r\n${HEADERS}\r\n`;
  if (index % 3 === 1) return `GET /things?page=${index}&tags=a HTTP/1.1\r\n${HEADERS}\r\n`;
  const body = JSON.stringify({ name: `thing ${index}`, text: "x".repeat(index % 2_000) });
  return `POST /things HTTP/1.1\r\n${HEADERS}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function isWrong(index: number, status: number, body: string): boolean {
  const response = JSON.parse(body);
  if (index % 3 === 0) return status !== 200 || response.id !== String(index);
  if (index % 3 === 1) return status !== 200 || response.query.page !== index;
  return status !== 201 || response.body.name !== `thing ${index}` || response.body.text.length !== index % 2_000;
}

test.each(ADAPTERS)(
  "$name: responds correctly under load, and frees its memory",
  { timeout: 60_000 },
  async ({ start }) => {
    setFlagsFromString("--expose-gc");
    const gc: () => void = runInNewContext("gc");
    const collect = async () => {
      for (let round = 0; round < 3; round++) {
        gc();
        await delay(10); // what is finalised lets go of more
      }
    };
    const running = await start(sampleServer());
    try {
      const load = { port: Number(new URL(running.url).port), connections: 200, request: requestOf, isWrong };
      await send({ ...load, requests: 2_000 }); // what is compiled and cached once is there from now on
      await collect();
      const before = process.memoryUsage().heapUsed;
      expect(await send({ ...load, requests: 10_000 })).toEqual([]);
      await collect();
      expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(8);
    } finally {
      await running.close();
    }
  },
);
