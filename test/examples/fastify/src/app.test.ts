import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createApi } from "./api/index.js";
import { app } from "./app.js";

let baseUrl = "";
before(async () => {
  baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
});
after(() => app.close());

test("creates a pet and shows it", async () => {
  const api = createApi({ baseUrl, auth: { token: "secret" } });
  const created = await api.createPet({ body: { name: "Bello" } });
  assert.equal(created.status, 201);
  const shown = await api.showPet({ path: { id: "2" } });
  assert.equal(shown.status === 200 && shown.data.name, "Bello");
});

test("rejects a wrong token, and an invalid body", async () => {
  const wrong = await createApi({ baseUrl, auth: { token: "wrong" } }).createPet({ body: { name: "Bello" } });
  assert.equal(wrong.status === 401 && wrong.error.title, "Unauthorized");
  const invalid = await createApi({ baseUrl, auth: { token: "secret" } }).createPet({ body: { name: "" } });
  assert.equal(invalid.status, 400);
});

test("keeps the routes of the application", async () => {
  const response = await fetch(`${baseUrl}/health`);
  assert.deepEqual(await response.json(), { healthy: true });
});
