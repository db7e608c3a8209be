/**
 * `npm run bench:server`: CPU of a server per request (user + system, of its own process), beside bare node:http,
 * Fastify and Hono, in turns; then what a lookup costs among few routes and among many.
 *
 * Bare node:http reads what the others hand to their handlers (path, query, JSON) and answers the same, by hand and
 * without a check; `blind` does not even look at the query. The others have 300 routes, and validate query and body;
 * ours validates its answers besides.
 *
 *   npm run bench:server -- --requests 40000 --rounds 5
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const ROUTES = 300;
const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    rounds: { type: "string", default: "5" },
    serve: { type: "string" },
    folder: { type: "string" },
  },
});

const BODY_SCHEMA = {
  type: "object",
  required: ["name", "count"],
  properties: { name: { type: "string", minLength: 1 }, count: { type: "integer" }, tags: stringList() },
};
const QUERY = [
  { name: "page", in: "query", schema: { type: "integer", minimum: 1 } },
  { name: "tags", in: "query", schema: stringList() },
];

function stringList() {
  return { type: "array", items: { type: "string" } };
}

/** In a process of its own: listens, tells its port, and the CPU microseconds that it has used whenever it is asked. */
async function serveContender(name, folder) {
  const { bare, specwright, withFastify, withHono } = await import(pathToFileURL(join(folder, "contenders.mjs")).href);
  const start = {
    blind: (given) => bare({ ...given, isBlind: true }),
    bare,
    specwright,
    fastify: withFastify,
    hono: withHono,
  }[name];
  const port = await start({ routes: ROUTES, createServer, querySchema: QUERY, bodySchema: BODY_SCHEMA });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
  process.on("disconnect", () => process.exit());
  process.send({ port });
}

async function compare() {
  // below the project, so that its packages are found
  const folder = mkdtempSync(join(root, "node_modules/.cache-bench-"));
  try {
    await prepare(folder);
    const { send } = await import(pathToFileURL(join(folder, "load.mjs")).href);
    const requests = Number(values.requests);
    for (const [title, request, status] of [
      ["GET with a query", getRequest, 200],
      ["POST with a JSON body", postRequest, 200],
    ]) {
      const names = ["blind", "bare", "specwright", "fastify", "hono"];
      const taken = new Map(names.map((name) => [name, []]));
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const name of names) {
          taken.get(name).push(await measure(name, { folder, send, request, status, requests }));
        }
      }
      const base = median(taken.get("bare"));
      console.log(`\n${title}, ${requests} requests × ${values.rounds}, CPU µs a request`);
      for (const [name, micros] of taken) {
        const of = median(micros);
        console.log(`${name.padEnd(12)}${of.toFixed(1).padStart(8)}${`${(of / base).toFixed(2)}×`.padStart(9)}`);
      }
    }
    await compareRouters(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU of one lookup of `/r7/{id}/things` and of a path that nobody has, among ever more routes. */
async function compareRouters(folder) {
  const { createRouter } = await import(pathToFileURL(join(folder, "contenders.mjs")).href);
  const LOOKUPS = 500_000;
  console.log("\nA lookup, CPU ns by the number of routes");
  for (const count of [10, 100, 1_000, 5_000]) {
    const routes = Array.from({ length: count }, (_, index) => ({
      path: `/r${index}/{id}/things`,
      method: "GET",
      value: index,
    }));
    const find = createRouter(routes);
    const paths = Array.from({ length: 1_000 }, (_, index) => [
      `/r${(index * 7) % count}/${index}/things`,
      `/x${index}/1`,
    ]);
    const took = [0, 1].map((which) => {
      const run = () => {
        for (let index = 0; index < LOOKUPS; index++) {
          if ((find(paths[index % 1_000][which]) === undefined) !== (which === 1)) throw new Error("a lookup is wrong");
        }
      };
      run();
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return ((user + system) / LOOKUPS) * 1_000;
    });
    console.log(`${String(count).padStart(6)}${took.map((one) => `${one.toFixed(0)}`.padStart(8)).join("")}`);
  }
}

function getRequest(index) {
  return `GET /r${index % ROUTES}/${index}?page=${(index % 9) + 1}&tags=a&tags=b HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}

function postRequest(index) {
  const body = JSON.stringify({ name: `thing ${index}`, count: index, tags: ["a", "b"] });
  const type = `Content-Type: application/json\r\nContent-Length: ${body.length}`;
  return `POST /r${index % ROUTES}/${index} HTTP/1.1\r\nHost: localhost\r\n${type}\r\n\r\n${body}`;
}

async function measure(name, { folder, send, request, status, requests }) {
  const child = fork(fileURLToPath(import.meta.url), ["--serve", name, "--folder", folder]);
  const told = (question) =>
    new Promise((resolve, reject) => {
      child.once("message", resolve).once("exit", () => reject(new Error(`${name} has ended`)));
      if (question) child.send(question);
    });
  try {
    const { port } = await told();
    const load = { port, connections: 20, request, isWrong: (index, got) => got !== status };
    const run = async (count) => {
      const wrong = await send({ ...load, requests: count });
      if (wrong.length > 0) throw new Error(`${name} answered ${wrong.length} of ${count} requests wrongly`);
    };
    await run(Math.ceil(requests / 2)); // what is compiled once
    const { cpu: before } = await told("cpu");
    await run(requests);
    const { cpu: after } = await told("cpu");
    return (after - before) / requests;
  } finally {
    child.removeAllListeners("exit");
    child.kill();
  }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Generates the server of ours, and bundles whatever is TypeScript. */
async function prepare(folder) {
  const json = {
    "application/json": { schema: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  };
  const responses = { 200: { description: "Done", content: json } };
  const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  const paths = Object.fromEntries(
    Array.from({ length: ROUTES }, (_, index) => [
      `/r${index}/{id}`,
      {
        parameters,
        get: { operationId: `get${index}`, parameters: QUERY, responses },
        post: {
          operationId: `post${index}`,
          requestBody: { required: true, content: { "application/json": { schema: BODY_SCHEMA } } },
          responses,
        },
      },
    ]),
  );
  const spec = join(folder, "spec.json");
  writeFileSync(
    spec,
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Bench", version: "1" },
      servers: [{ url: "https://e.com" }],
      paths,
    }),
  );
  const cli = [join(root, "dist/cli.js"), "generate", spec, "-o", join(folder, "api"), "--targets", "server"];
  const { status, stderr } = spawnSync(process.execPath, cli, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(folder, "contenders.ts"), CONTENDERS);
  const common = { bundle: true, platform: "node", format: "esm", target: "node20", packages: "external" };
  await build({ ...common, entryPoints: [join(folder, "contenders.ts")], outfile: join(folder, "contenders.mjs") });
  await build({ ...common, entryPoints: [join(root, "test/support/load.ts")], outfile: join(folder, "load.mjs") });
}

/** Each listens and gives its port. */
const CONTENDERS = `
import fastify from "fastify";
import { Hono } from "hono";
import { createServer as createApi, stubs } from "./api/server/index.js";
import { serve } from "./api/server/node.js";

export { createRouter } from "./api/server/router.js";

const JSON_TYPE = { "content-type": "application/json" };

export function bare({ createServer, isBlind = false }) {
  const http = createServer((message, response) => {
    const finish = (input) => {
      const body = JSON.stringify({ id: input.id });
      response.writeHead(200, { ...JSON_TYPE, "content-length": Buffer.byteLength(body) }).end(body);
    };
    const [path, search] = message.url.split("?");
    const id = decodeURIComponent(path.split("/")[2]);
    if (message.method === "GET") {
      if (isBlind) return finish({ id });
      const query = new URLSearchParams(search);
      return finish({ id, page: Number(query.get("page")), tags: query.getAll("tags") });
    }
    const chunks = [];
    message.on("data", (chunk) => chunks.push(chunk));
    message.on("end", () => finish({ id, body: JSON.parse(Buffer.concat(chunks).toString()) }));
  });
  return new Promise((resolve) => http.listen(0, "127.0.0.1", () => resolve(http.address().port)));
}

export async function specwright() {
  const answer = ({ path }) => ({ status: 200, body: { id: path.id } });
  const handlers = Object.fromEntries(Object.keys(stubs).map((name) => [name, answer]));
  return portOf((await serve(createApi(handlers), { port: 0 })).url);
}

export async function withFastify({ routes, querySchema, bodySchema }) {
  const app = fastify();
  const querystring = { type: "object", properties: Object.fromEntries(querySchema.map(({ name, schema }) => [name, schema])) };
  const response = { 200: { type: "object", properties: { id: { type: "string" } } } };
  for (let index = 0; index < routes; index++) {
    app.get("/r" + index + "/:id", { schema: { querystring, response } }, async ({ params }) => ({ id: params.id }));
    app.post("/r" + index + "/:id", { schema: { body: bodySchema, response } }, async ({ params }) => ({ id: params.id }));
  }
  return portOf(await app.listen({ port: 0, host: "127.0.0.1" }));
}

/** Through our own adapter of web requests, and with checks by hand: Hono brings neither. */
export async function withHono({ routes }) {
  const app = new Hono();
  for (let index = 0; index < routes; index++) {
    app.get("/r" + index + "/:id", (context) => {
      if (!Number.isInteger(Number(context.req.query("page"))) || !context.req.queries("tags")) return context.text("", 400);
      return context.json({ id: context.req.param("id") });
    });
    app.post("/r" + index + "/:id", async (context) => {
      const { name, count } = await context.req.json();
      if (typeof name !== "string" || !Number.isInteger(count)) return context.text("", 400);
      return context.json({ id: context.req.param("id") });
    });
  }
  const handle = async ({ request }) => {
    const response = await app.fetch(request);
    return { status: response.status, headers: [...response.headers], body: await response.text() };
  };
  return portOf((await serve({ handle }, { port: 0 })).url);
}

function portOf(url) {
  return Number(new URL(url).port);
}
`;

if (values.serve) await serveContender(values.serve, values.folder);
else await compare();
