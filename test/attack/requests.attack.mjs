/**
 * Sends mutated requests over raw sockets to a server with each adapter. The server must not crash, must close every
 * connection in time, must respond with no 5xx but those of handlers (501), and its memory must stay flat. `REQUESTS`
 * sets the number of requests per adapter (default: 100,000), `SEED` the mutations, `ADAPTERS` the adapters.
 */
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { mutateRequest, validRequests } from "./mutate-request.mjs";
import { randomFrom } from "./random.mjs";

const total = Number(process.env["REQUESTS"] ?? 100_000);
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const adapters = (process.env["ADAPTERS"] ?? "node,express,fastify,hono").split(",");
const description = JSON.parse(readFileSync(new URL("../../dist/clients/openapi.json", import.meta.url), "utf8"));

/** Connections at the same time. */
const CONNECTIONS = 300;
/** Longest time for a connection in milliseconds. The limits of the server are less than a second. */
const LONGEST = 15_000;
/** Growth of the heap that is no leak, in bytes. */
const GROWTH = 20 * 2 ** 20;
/** Statuses of the handlers, which are stubs, and of methods and transfer codings that the server does not know. */
const ALLOWED = new Set(["501"]);

const valid = validRequests(description);
let failed = false;
for (const adapter of adapters) failed = !(await attack(adapter)) || failed;
process.exitCode = failed ? 1 : 0;

/** Attacks one adapter. Returns true if nothing was found. */
async function attack(adapter) {
  const file = fileURLToPath(new URL("attacked-server.mjs", import.meta.url));
  const child = fork(file, [adapter], { execArgv: ["--expose-gc"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const findings = new Map();
  const note = (what, example) => findings.set(what, { count: (findings.get(what)?.count ?? 0) + 1, example });
  let isStopped = false;
  child.on("exit", (code) => isStopped || note(`crash with exit code ${code}`, ""));
  child.on(
    "message",
    (message) => message.kind === "error" && note(`error: ${message.text.split("\n")[0]}`, message.text),
  );
  const { port } = await messageOf(child, "ready");
  const random = randomFrom(seed);
  const statuses = new Map();
  let sent = 0;

  async function sendNext(limit) {
    while (sent < limit && child.exitCode === null) {
      sent++;
      const request = mutateRequest(valid[Math.floor(random() * valid.length)], random);
      const { response, isClosed } = await exchange(port, request);
      if (!isClosed) note("hang", request);
      for (const [, status] of response.matchAll(/(?:^|\n)HTTP\/1\.1 (\d{3}) /g)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status[0] === "5" && !ALLOWED.has(status)) note(`status ${status}`, request);
      }
    }
  }
  const sendUpTo = (limit) => Promise.all(Array.from({ length: CONNECTIONS }, () => sendNext(limit)));

  await sendUpTo(Math.ceil(total / 5)); // code and caches are warm
  const before = await memoryOf(child);
  await sendUpTo(total);
  const after = await memoryOf(child);
  if (after - before > GROWTH) note(`the heap grew from ${megabytes(before)} to ${megabytes(after)}`, "");
  const works = await exchange(port, valid[0]);
  if (!/^HTTP\/1\.1 (?:501|401|400) /.test(works.response)) note("does not respond after the attack", works.response);
  isStopped = true;
  child.disconnect();
  const counts = [...statuses].toSorted().map(([status, count]) => `${status}: ${count}`);
  console.log(
    `${adapter}: ${sent} requests, seed ${seed}, heap ${megabytes(before)} → ${megabytes(after)}, ${counts.join(", ")}`,
  );
  for (const [what, { count, example }] of findings) {
    console.log(`  FOUND ${count} × ${what}\n  ${JSON.stringify(example.slice(0, 2_000))}`);
  }
  return findings.size === 0 && statuses.size > 3;
}

function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function messageOf(child, kind) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => message.kind === kind && resolve(message);
    child.on("message", onMessage).once("exit", () => reject(new Error("the server has ended")));
  });
}

async function memoryOf(child) {
  if (child.exitCode !== null) return Number.NaN;
  child.send("memory");
  return (await messageOf(child, "memory")).bytes;
}

function exchange(port, request) {
  return new Promise((resolve) => {
    let response = "";
    let isClosed = true;
    const socket = connect(port, "127.0.0.1", () => socket.write(request, "latin1"));
    socket.setTimeout(LONGEST, () => {
      isClosed = false;
      socket.destroy();
    });
    socket.setEncoding("latin1").on("data", (chunk) => (response += chunk));
    socket.on("close", () => resolve({ response, isClosed })).on("error", () => undefined);
  });
}
