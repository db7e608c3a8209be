/** Uses the links of `test/golden/client-links` as users do: what compiles, what does not, and the requests that follow. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../../generator/index.ts";
import { typecheck } from "../../support/typecheck.ts";
import { makeWorkspace } from "../../support/workspace.ts";

let workspace = "";
beforeAll(async () => {
  workspace = makeWorkspace();
  const spec = fileURLToPath(new URL("../../golden/client-links/spec.yaml", import.meta.url));
  await generate({ spec, output: join(workspace, "api"), targets: ["client", "server"] });
  writeFileSync(join(workspace, "use.ts"), USE);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test("accepts valid uses of links and rejects invalid ones at compile time", async () => {
  expect(await typecheck([join(workspace, "use.ts")], { compiler: "7" })).toEqual([]);
});

test("builds the next request from the request and the response", async () => {
  const outfile = join(workspace, "use.js");
  await build({ entryPoints: [join(workspace, "use.ts")], outfile, bundle: true, platform: "node", format: "esm" });
  const { asked } = await import(outfile);
  expect(asked).toEqual([
    "POST /users",
    "GET /users/bob",
    "PUT /users/bob because renames 7",
    "GET /repositories/bob?page=1",
    "GET /repositories/bob?page=2&sort=name",
    "GET /users/nobody",
    "GET /users/all",
  ]);
});

const USE = `
import { createApi } from "./api/index.js";
import { links } from "./api/links.js";
import { createServer, stubs } from "./api/server/index.js";

const server = createServer({
  ...stubs,
  createUser: async ({ body }) => ({ status: 201, headers: { "X-Id": 7 }, body }),
  getUser: async ({ path }) => (path.name === "bob" ? { status: 200, body: path } : { status: 404 }),
  renameUser: async () => ({ status: 200 }),
  listUsers: async () => ({ status: 204 }),
  listRepositories: async ({ query }) => ({ status: 200, body: { names: [], ...(query.page === 1 ? { next: 2 } : {}) } }),
});

export const asked: string[] = [];
const fetch = (request: Request): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  const reason = request.headers.get("X-Reason");
  asked.push(request.method + " " + pathname + search + (reason === null ? "" : " because " + reason));
  return server.fetch(request);
};
const api = createApi({ fetch });

const input = { body: { name: "bob" } };
const created = await api.createUser(input);
const profile = links.createUser.profile(input, created);
if (profile) await api.getUser(profile);
const rename = links.createUser.rename(input, created);
if (rename) await api.renameUser(rename);

const bob = await api.getUser({ path: { name: "bob" } });
asked.pop();
const repositories = links.getUser.repositories({ path: { name: "bob" } }, bob);
if (repositories) {
  const listing = await api.listRepositories(repositories);
  const next = links.listRepositories.next({ ...repositories, query: { sort: "name" } }, listing);
  if (next) await api.listRepositories(next);
  // @ts-expect-error the link does not fill in this parameter
  console.assert(repositories.query?.sort === undefined);
}
const nobody = await api.getUser({ path: { name: "nobody" } });
console.assert(links.getUser.repositories({ path: { name: "nobody" } }, nobody) === undefined);
const all = links.getUser["list of users"]({ path: { name: "nobody" } }, nobody);
if (all) await api.listUsers(all);
// @ts-expect-error the result of a link can be undefined
void (() => api.getUser(links.createUser.profile(input, created)));
// @ts-expect-error this is the result of another operation
links.createUser.profile(input, bob);
`;
