/** Signals and time limits end a command within a second, with the report so far, whatever its peers do. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "specwright-signals-"));
const spec = join(folder, "openapi.json");
const responses = { "200": { description: "ok", content: { "application/json": { schema: { type: "object" } } } } };
const body = { content: { "application/json": { schema: { type: "object" } } } };
writeFileSync(
  spec,
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Held", version: "1" },
    paths: {
      "/fast": { get: { operationId: "fast", responses }, post: { operationId: "send", requestBody: body, responses } },
      "/held": { get: { operationId: "held", responses } },
    },
  }),
);

/** A server that answers `/fast`, and holds all other connections. */
let peer: Server;
let url: string;
let heldRequests = 0;
const sockets = new Set<Socket>();
beforeAll(async () => {
  peer = createServer((request, response) => {
    if (request.url?.startsWith("/fast")) response.writeHead(200, { "content-type": "application/json" }).end("{}");
    else heldRequests += 1;
  });
  await new Promise<void>((resolve) => void peer.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  peer.closeAllConnections();
  peer.close();
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function start(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece: Buffer) => pieces.push(String(piece)));
  return { child, output: () => pieces.join("") };
}

async function until(isReached: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!isReached() && performance.now() < deadline) await new Promise((resolve) => void setTimeout(resolve, 20));
  expect(isReached()).toBe(true);
}

/** Sends a signal. Returns the exit code, and the time until the process has ended. */
async function stop({ child }: Running, signal: NodeJS.Signals) {
  const begin = performance.now();
  const ended = new Promise<{ code: number | null; by: NodeJS.Signals | null }>((resolve) => {
    child.on("exit", (code, by) => resolve({ code, by }));
  });
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const { code, by } = await ended;
  clearTimeout(timer);
  return { code, by, time: performance.now() - begin };
}

/** A second, and some time for a busy machine. A hanging process would take its whole timeout. */
const MAX_TIME = 2_500;

/** Opens a connection that never completes its request. */
async function hold(port: number, text: string): Promise<void> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  sockets.add(socket);
  await new Promise<void>((resolve) => void socket.write(text, () => resolve()));
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s ends a test of a server that holds the connection, with the report so far",
  async (signal, exitCode) => {
    const before = heldRequests;
    const running = start("test", spec, "--url", url, "--response-timeout", "60");
    await until(() => heldRequests > before);
    const { code, time } = await stop(running, signal);
    expect(code).toBe(exitCode);
    expect(time).toBeLessThan(MAX_TIME);
    expect(running.output()).toContain(`note: ${signal} ended the run: 1 of 3 operations were not completed.`);
    expect(running.output()).toContain("1 of 2 operations tested");
  },
);

test("the response timeout ends requests of a test that the server holds", async () => {
  const running = start("test", spec, "--url", url, "--response-timeout", "0.2");
  const [code] = await new Promise<unknown[]>((resolve) => void running.child.on("exit", (...all) => resolve(all)));
  expect(code).toBe(1);
  expect(running.output()).toContain("it took longer than 0.2 s");
});

test("the time limit ends a test that the server holds, with the report so far", async () => {
  const running = start("test", spec, "--url", url, "--response-timeout", "600", "--time-limit", "3");
  const begin = performance.now();
  const [code] = await new Promise<unknown[]>((resolve) => void running.child.on("exit", (...all) => resolve(all)));
  expect(code).toBe(1);
  expect(performance.now() - begin).toBeLessThan(12_000);
  expect(running.output()).toContain("The time limit ended the run");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a test that is busy", async (signal) => {
  const running = start("test", spec, "--max-cases", "1000000");
  await new Promise((resolve) => void setTimeout(resolve, 2_000));
  const { code, time } = await stop(running, signal);
  expect(code).toBe(signal === "SIGINT" ? 130 : 143);
  expect(time).toBeLessThan(MAX_TIME);
});

test.each(["generate", "validate", "bundle"])("SIGTERM ends %s while it is busy", async (command) => {
  const schemas = Object.fromEntries(
    Array.from({ length: 60_000 }, (_, index) => [
      `S${index}`,
      { type: "object", properties: { a: { type: "string" } } },
    ]),
  );
  const large = join(folder, "large.json");
  const info = { title: "Large", version: "1" };
  writeFileSync(large, JSON.stringify({ openapi: "3.1.0", info, paths: {}, components: { schemas } }));
  const running = start(command, large);
  await new Promise((resolve) => void setTimeout(resolve, 700));
  expect(running.child.exitCode).toBe(null);
  const { by, time } = await stop(running, "SIGTERM");
  expect(by).toBe("SIGTERM"); // a shell sees 143
  expect(time).toBeLessThan(MAX_TIME);
});

test("SIGTERM ends a mock whose clients hold their connections", async () => {
  const running = start("mock", spec, "--port", "0", "--no-watch");
  await until(() => /127\.0\.0\.1:\d+/.test(running.output()));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(running.output())?.[1]);
  await hold(port, "POST /fast HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
  await hold(port, "GET /fast HT");
  const { code, time } = await stop(running, "SIGTERM");
  expect(code).toBe(0);
  expect(time).toBeLessThan(MAX_TIME);
});

test("SIGINT ends a proxy whose server and clients hold their connections, with the report so far", async () => {
  const running = start("proxy", spec, "--target", url, "--port", "0");
  await until(() => /Forwarding/.test(running.output()));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(running.output())?.[1]);
  await fetch(`http://127.0.0.1:${port}/fast`);
  const before = heldRequests;
  await hold(port, "GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
  await until(() => heldRequests > before);
  const { code, time } = await stop(running, "SIGINT");
  expect(code).toBe(0);
  expect(time).toBeLessThan(MAX_TIME);
  expect(running.output()).toContain("1 of 3 operations tested");
});
