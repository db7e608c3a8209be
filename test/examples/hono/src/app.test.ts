import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { createAdaptorServer } from "@hono/node-server";
import { createApi } from "./api/index.js";
import { app } from "./app.js";

test("responds without a port", async () => {
  const api = createApi({ baseUrl: "http://localhost", fetch: async (request) => app.fetch(request) });
  const shown = await api.showPet({ path: { id: "1" } });
  assert.equal(shown.status === 200 && shown.data.name, "Rex");
  const missing = await api.showPet({ path: { id: "a/b" } });
  assert.equal(missing.status === 404 && missing.error.title, "No pet has the id a/b.");
});

test("responds over HTTP", async () => {
  const http = createAdaptorServer({ fetch: app.fetch });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const baseUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  try {
    const created = await createApi({ baseUrl, auth: { token: "secret" } }).createPet({ body: { name: "Bello" } });
    assert.equal(created.status === 201 && created.data.name, "Bello");
    assert.deepEqual(await (await fetch(`${baseUrl}/health`)).json(), { healthy: true });
  } finally {
    http.close();
  }
});
