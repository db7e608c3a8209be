import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "@example/api/server/node";
import { server } from "@example/service";
import { listPets } from "./list-pets.js";

test("lists the pets of the service", async () => {
  const running = await serve(server, { port: 0 });
  try {
    assert.equal(await listPets(running.url), "Rex");
  } finally {
    await running.close();
  }
});
