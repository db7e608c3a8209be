/**
 * Calls hostile servers with the compiled client. Each call must end in time, with an error or a result that is no
 * success, with bounded memory, and credentials must stay at their origin.
 */
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { createApi } from "../../dist/clients/index.js";

const TIMEOUT = 3_000;
const LONGEST = 10_000;
const MOST_MEMORY = 300 * 2 ** 20;
const KEY = "credential-of-the-client";

const json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, " "));

/** Writes chunks until the client closes the connection. */
function writeEndlessly(socket, chunk, milliseconds = 0) {
  const bytes = Buffer.from(chunk, "latin1");
  const next = () => {
    if (socket.destroyed) return;
    const isFree = socket.write(bytes);
    if (milliseconds > 0) setTimeout(next, milliseconds);
    else if (isFree) setImmediate(next);
    else socket.once("drain", next);
  };
  next();
}

/** What servers do after they have received a request. */
const SERVERS = {
  "endless headers": (socket) => (
    socket.write("HTTP/1.1 200 OK\r\n"),
    writeEndlessly(socket, `a: ${"b".repeat(1_000)}\r\n`)
  ),
  "an endless header": (socket) => (socket.write("HTTP/1.1 200 OK\r\na: "), writeEndlessly(socket, "b".repeat(10_000))),
  "an endless status line": (socket) => (socket.write("HTTP/1.1 200 "), writeEndlessly(socket, "b".repeat(10_000))),
  "endless 103 responses": (socket) => writeEndlessly(socket, "HTTP/1.1 103 Early Hints\r\n\r\n"),
  "an endless body": (socket) => (socket.write(`${json}\r\n"`), writeEndlessly(socket, "a".repeat(65_536))),
  "endless chunks": (socket) => (
    socket.write(`${json}Transfer-Encoding: chunked\r\n\r\n`),
    writeEndlessly(socket, "1\r\n \r\n".repeat(1_000))
  ),
  "an endless error": (socket) => (socket.write("HTTP/1.1 500 No\r\n\r\n"), writeEndlessly(socket, "a".repeat(65_536))),
  "an endless text": (socket) => (
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    writeEndlessly(socket, "a".repeat(65_536))
  ),
  "deep JSON": (socket) => socket.end(`${json}\r\n${"[".repeat(5_000_000)}`),
  "no response": () => undefined,
  "slow headers": (socket) => writeEndlessly(socket, "H", 200),
  "a slow body": (socket) => (socket.write(`${json}\r\n`), writeEndlessly(socket, " ", 200)),
  "a body that is too short": (socket) => socket.end(`${json}Content-Length: 100\r\n\r\n{}`),
  "a body that is too long": (socket) => socket.end(`${json}Content-Length: 1\r\n\r\n{}{}{}`),
  "a negative length": (socket) => socket.end(`${json}Content-Length: -1\r\n\r\n{}`),
  "two lengths": (socket) => socket.end(`${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`),
  "a gzip bomb": (socket) =>
    socket.end(
      Buffer.concat([Buffer.from(`${json}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`), bomb]),
    ),
  "a nested gzip bomb": (socket) => {
    const nested = gzipSync(bomb);
    socket.end(
      Buffer.concat([
        Buffer.from(`${json}Content-Encoding: gzip, gzip\r\nContent-Length: ${nested.length}\r\n\r\n`),
        nested,
      ]),
    );
  },
  "no gzip": (socket) => socket.end(`${json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`),
  "a reset": (socket) => socket.resetAndDestroy(),
  "no HTTP": (socket) => socket.end("hello\r\n\r\n"),
  "a redirect to itself": (socket) =>
    socket.end("HTTP/1.1 302 Found\r\nLocation: /api/v1/clients\r\nContent-Length: 0\r\n\r\n"),
  "a redirect to another origin": (socket, thief) =>
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${thief}/x\r\nContent-Length: 0\r\n\r\n`),
  "a redirect with 307": (socket, thief) =>
    socket.end(`HTTP/1.1 307 Go\r\nLocation: ${thief}/x\r\nContent-Length: 0\r\n\r\n`),
  "a redirect to a file": (socket) =>
    socket.end("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
  "a redirect with a password": (socket, thief) =>
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${thief.replace("//", "//a:b@")}/x\r\nContent-Length: 0\r\n\r\n`),
  "a prototype in JSON": (socket) =>
    socket.end(`${json}\r\n{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`),
};

function listen(onRequest) {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (bytes) => onRequest(socket, bytes.toString("latin1")));
    });
    server.listen(0, "127.0.0.1", () => resolve({ server, url: `http://127.0.0.1:${server.address().port}` }));
  });
}

const stolen = [];
const thief = await listen((socket, request) => {
  stolen.push(request);
  socket.end(`${json}Content-Length: 2\r\n\r\n{}`);
});

let failed = 0;
for (const [name, attack] of Object.entries(SERVERS)) {
  let requests = 0;
  const { server, url } = await listen((socket) => {
    requests++;
    attack(socket, thief.url);
  });
  const problem = (await callServer(url)) ?? (requests === 0 ? "the client has sent no request" : undefined);
  console.log(`${problem === undefined ? "ok   " : "FOUND"} ${name}${problem === undefined ? "" : `: ${problem}`}`);
  failed += Number(problem !== undefined);
  server.close();
}
thief.server.close();
const leaks = stolen.filter((request) => request.includes(KEY));
if (leaks.length > 0) console.log(`FOUND the credential at another origin: ${leaks[0]}`);
if ({}.polluted !== undefined) console.log("FOUND a polluted prototype");
console.log(
  `${Object.keys(SERVERS).length - failed} of ${Object.keys(SERVERS).length} hostile servers without a finding`,
);
process.exit(failed + leaks.length === 0 && {}.polluted === undefined ? 0 : 1);

/** Calls an operation. Returns what is wrong, or undefined. */
async function callServer(url) {
  let peak = 0;
  const start = performance.now();
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
  const api = createApi({ baseUrl: url, auth: { ApiKeyAuth: KEY }, timeout: TIMEOUT });
  const call = api.getClients({ headers: { "X-Requested-With": "XMLHttpRequest" } }).then(
    (result) => (result.ok ? "success" : "no success"),
    () => "error",
  );
  const late = new Promise((resolve) => setTimeout(() => resolve("late"), LONGEST).unref());
  const outcome = await Promise.race([call, late]);
  clearInterval(watch);
  const megabytes = Math.round((peak - before) / 2 ** 20);
  if (outcome === "late" || performance.now() - start > LONGEST) return `the call has not ended after ${LONGEST} ms`;
  if (peak - before > MOST_MEMORY) return `the process grew by ${megabytes} MB`;
  return undefined;
}
