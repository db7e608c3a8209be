import { expect, test } from "vitest";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { serverUrlOf } from "../../../../generator/6-test/live/server-url.ts";
import { documentOf } from "../document.ts";

test.each([
  ["adds the path of the only server", "http://127.0.0.1:80", ["https://api.example/v2"], "http://127.0.0.1:80/v2"],
  ["adds the path that all servers have", "http://h", ["https://a/v2", "/v2/"], "http://h/v2"],
  ["keeps a URL with a path", "http://h/api", ["https://a/v2"], "http://h/api"],
  ["keeps a URL with the path /", "http://h/", ["https://a/v2"], "http://h"],
  ["keeps the URL if servers differ", "http://h", ["https://a/v2", "https://a/"], "http://h"],
  ["keeps the URL if the server has no path", "http://h", ["https://a"], "http://h"],
])("%s", (_name, url, servers, want) => {
  const document = documentOf({
    servers: servers.map((server) => ({ url: server })),
    paths: { "/a": { get: { responses: {} } } },
  });
  const { url: found, notes } = serverUrlOf(url, readOperations(document));
  expect([found, notes.length]).toEqual([want, want === url.replace(/\/$/, "") ? 0 : 1]);
});
