/** Starts the built site, and calls its page and its route handler. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const next = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", `${port}`], {
  stdio: ["ignore", "ignore", "inherit"],
});
try {
  await started();
  assert.match(await (await fetch(base)).text(), /<li>Rex<\/li>/);

  const shown = await fetch(`${base}/api/pets/1`);
  assert.deepEqual(await shown.json(), { id: "1", name: "Rex" });

  const headers = { "content-type": "application/json", authorization: "Bearer secret" };
  const created = await fetch(`${base}/api/pets`, { method: "POST", headers, body: '{"name":"Bello"}' });
  assert.equal(created.status, 201);

  const invalid = await fetch(`${base}/api/pets`, { method: "POST", headers, body: '{"name":""}' });
  assert.equal(invalid.status, 400);
  assert.equal(invalid.headers.get("content-type"), "application/problem+json");
  console.log("the page and the route handler respond");
} finally {
  next.kill();
}

async function started() {
  for (let attempt = 0; attempt < 300; attempt++) {
    const response = await fetch(base).catch(() => undefined);
    if (response) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error("the site does not start");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
