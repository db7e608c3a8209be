/** Opens the built page in Chromium, against `specwright mock`, and checks that it lists the pet of the description. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { mock } from "specwright";
import { preview } from "vite";

const browsers = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const browser = browsers.find((path) => path !== undefined && existsSync(path));
assert.ok(browser, "there is no Chromium: name one with the environment variable CHROMIUM");

const { value: api } = await mock({ spec: "openapi.yaml", port: 0 });
process.env.API_URL = api.url; // vite.config.js reads it
const site = await preview({ preview: { host: "127.0.0.1", port: 0 } });
const profile = mkdtempSync(join(tmpdir(), "example-page-"));
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--user-data-dir=${profile}`,
  "--virtual-time-budget=10000",
  "--dump-dom",
];
try {
  const { stdout: page } = await promisify(execFile)(browser, [...flags, site.resolvedUrls.local[0]], {
    timeout: 60_000,
  });
  assert.match(page, /<li>Rex<\/li>/);
  assert.doesNotMatch(page, /role="alert"/);
  console.log("the page lists Rex");
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  await site.close();
  await api.close();
}
