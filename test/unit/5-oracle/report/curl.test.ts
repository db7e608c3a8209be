/** Runs curl commands in a shell, with a program that prints its arguments instead of curl. */
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { curlCommand, reportRequest } from "../../../../generator/5-oracle/report/curl.ts";
import { redactionsOfSecrets } from "../../../../generator/5-oracle/report/redaction.ts";
import { credentialsFor } from "../../../../generator/5-oracle/description/described-security.ts";
import { encodeUtf8 } from "../../../../generator/5-oracle/wire/encode-body.ts";
import type { WireRequest } from "../../../../generator/5-oracle/wire/encode-request.ts";
import { percentEncode } from "../../../../generator/5-oracle/wire/parameter-styles.ts";

const BASE = "http://127.0.0.1:3000";
const EMPTY: WireRequest = { method: "GET", path: "/", query: [], headers: [], cookies: [], body: undefined };

/** Returns the arguments that the shell passes to curl, and its standard input. */
function argumentsOf(line: string, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  const shim = 'curl() { for word in "$@"; do printf "%s\\036" "$word"; done; [ -t 0 ] || cat; }';
  const text = execFileSync("sh", ["-c", `${shim}; ${line}`], {
    env: { PATH: process.env["PATH"], ...environment },
    input: "",
  });
  return text
    .toString()
    .split("\u001e")
    .filter((word) => word !== "");
}

const NASTY = `it's "$HOME" \`id\` $(id) \\ ! * ; & | < > {a,b} [1-2] \n end`;

describe("a curl command", () => {
  test.each<[name: string, request: Partial<WireRequest>, words: readonly string[]]>([
    ["a plain GET", { path: "/pets" }, [`${BASE}/pets`]],
    ["a query", { path: "/pets", query: ["a=1", "b=%20"] }, [`${BASE}/pets?a=1&b=%20`]],
    ["another method", { method: "DELETE" }, ["-X", "DELETE", `${BASE}/`]],
    ["HEAD", { method: "HEAD" }, ["--head", `${BASE}/`]],
    ["a header with special characters", { headers: [["X-A", NASTY]] }, ["-H", `X-A: ${NASTY}`, `${BASE}/`]],
    ["cookies", { cookies: ["a=1", "b='"] }, ["-H", "Cookie: a=1; b='", `${BASE}/`]],
    [
      "a body",
      { method: "POST", body: { contentType: "text/plain", bytes: encodeUtf8(NASTY) } },
      ["-X", "POST", "-H", "Content-Type: text/plain", `${BASE}/`, "--data-raw", NASTY],
    ],
    [
      "a binary body",
      { method: "PUT", body: { contentType: "image/png", bytes: new Uint8Array([104, 105, 0]) } },
      ["-X", "PUT", "-H", "Content-Type: image/png", `${BASE}/`, "--data-binary", "@-", "hi\0"],
    ],
  ])("has the arguments for %s", (_name, request, words) => {
    const line = curlCommand({ ...EMPTY, ...request }, BASE, []);
    expect(argumentsOf(line)).toEqual(["-sS", "-i", "--globoff", ...words]);
  });

  test.each([
    ["an API key in a header", { type: "apiKey", in: "header", name: "X-Key" }, ["-H", "X-Key: s'ecret", `${BASE}/`]],
    ["an API key in the query", { type: "apiKey", in: "query", name: "key" }, [`${BASE}/?key=s'ecret`]],
    [
      "an API key in a cookie",
      { type: "apiKey", in: "cookie", name: "sid" },
      ["-H", "Cookie: sid=s'ecret", `${BASE}/`],
    ],
    ["a token", { type: "authorization", scheme: "bearer" }, ["-H", "Authorization: Bearer s'ecret", `${BASE}/`]],
    ["Basic", { type: "authorization", scheme: "basic" }, ["-u", "s'ecret", `${BASE}/`]],
  ] as const)("has %s from a variable, and a report has only its name", (_name, kind, words) => {
    const alternative = [{ scheme: { key: "my key", ...kind }, scopes: [] }];
    const secrets = new Map([["my key", "s'ecret"]]);
    const credentials = credentialsFor(alternative, secrets);
    if (credentials === undefined) throw new Error("there is a secret");
    const query = credentials.query.map(([name, value]) => `${name}=${percentEncode(value)}`);
    const cookies = credentials.cookies.map(([name, value]) => `${name}=${value}`);
    const request = { ...EMPTY, headers: credentials.headers, query, cookies };
    const redactions = redactionsOfSecrets(alternative, secrets);
    const line = curlCommand(request, BASE, redactions);
    expect(line + JSON.stringify(reportRequest(request, BASE, redactions))).not.toMatch(/ecret/);
    expect(argumentsOf(line, { SPECWRIGHT_AUTH_MY_KEY: "s'ecret" })).toEqual(["-sS", "-i", "--globoff", ...words]);
  });
});
