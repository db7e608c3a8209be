import { expect, test } from "vitest";
import { createFinding } from "../../generator/5-oracle/report/findings.ts";
import { curlCommand, reportRequest } from "../../generator/5-oracle/report/curl.ts";
import { redactionsOfRequest, withHiddenBody } from "../../generator/5-oracle/report/redaction.ts";
import { wireRequestOf } from "../../generator/6-proxy/observed-request.ts";
import { formatDiagnostics } from "../../generator/print-diagnostics.ts";
import { hideSecretsInBody, isSecretName, withoutSecretQuery, withoutUserinfo } from "../../generator/secrets.ts";

test.each([
  "token",
  "access_token",
  "refreshToken",
  "client_secret",
  "password",
  "passwd",
  "X-API-Key",
  "api_key",
  "apikey",
  "session",
  "sessionId",
  "Authorization",
  "Proxy-Authorization",
  "cookie",
  "jwt",
  "auth",
  "sid",
])("takes %s for the name of a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(["id", "name", "token_type", "max_tokens", "session_count", "author", "tokenEndpoint", "key", "page"])(
  "does not take %s for the name of a secret",
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
);

test.each([
  ["https://ada:pw@example.com/a", "https://example.com/a"],
  ["see http://token@h:80/x and https://h/@a", "see http://h:80/x and https://h/@a"],
  ["mail ada@example.com", "mail ada@example.com"],
])("removes user name and password of URLs: %s", (text, want) => {
  expect(withoutUserinfo(text)).toBe(want);
});

test.each([
  ["/a?access_token=s3cr3t&page=2", "/a?access_token=$SPECWRIGHT_AUTH_ACCESS_TOKEN&page=2"],
  ["/a?x%5Btoken%5D=s3cr3t&b", "/a?x%5Btoken%5D=$SPECWRIGHT_AUTH_X_TOKEN_&b"],
  ["/a", "/a"],
])("hides secrets in the query of %s", (target, want) => {
  expect(withoutSecretQuery(target)).toBe(want);
});

const FORM = [
  "--b",
  'Content-Disposition: form-data; name="password"',
  "",
  "s3cr3t",
  "--b",
  'Content-Disposition: form-data; name="title"',
  "",
  "a",
  "--b--",
  "",
].join("\r\n");

test.each([
  [
    "application/json",
    '{"user":"ada","password":"s3cr3t","n":1}',
    '{"user":"ada","password":"$SPECWRIGHT_AUTH_PASSWORD","n":1}',
  ],
  ["application/json", '{"a":[{"apiKey" : "s3cr3t\\"s3cr3t"}]}', '{"a":[{"apiKey" : "$SPECWRIGHT_AUTH_APIKEY"}]}'],
  [
    "application/json",
    '{"pin":1234,"tokens":["s3cr3t", "s3cr3t"]}',
    '{"pin":"$SPECWRIGHT_AUTH_PIN","tokens":"$SPECWRIGHT_AUTH_TOKENS"}',
  ],
  ["application/json", '{"secret":"s3cr3t and no end', '{"secret":"$SPECWRIGHT_AUTH_SECRET"'],
  [
    "application/jsonl",
    '{"token":"s3cr3t"}\n{"token":"s3cr3t"}\n',
    '{"token":"$SPECWRIGHT_AUTH_TOKEN"}\n{"token":"$SPECWRIGHT_AUTH_TOKEN"}\n',
  ],
  [
    "application/x-www-form-urlencoded",
    "user=ada&client_secret=s3cr3t",
    "user=ada&client_secret=$SPECWRIGHT_AUTH_CLIENT_SECRET",
  ],
  ["multipart/form-data; boundary=b", FORM, FORM.replace("s3cr3t", "$SPECWRIGHT_AUTH_PASSWORD")],
  ["text/plain", "a password", "a password"],
])("hides secrets in a body of %s", (type, text, want) => {
  expect(hideSecretsInBody(text, type)).toBe(want);
});

test.each([
  ["quotes", '"\\"'.repeat(300_000)],
  ["pairs without an end", "a".repeat(1_000_000)],
  ["parts without an end", "content-disposition: x; name=a".repeat(30_000)],
  ["spaces", `"token":${" ".repeat(1_000_000)}`],
])("needs linear time for %s", (_name, text) => {
  const start = performance.now();
  for (const type of ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"]) {
    hideSecretsInBody(text, type);
  }
  withoutUserinfo(text);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("hides undeclared secrets of an observed request in the report, and keeps the command runnable", () => {
  const headers = new Headers({ "content-type": "application/json", "x-session-id": "s3cr3t" });
  const body = new TextEncoder().encode('{"user":"ada","password":"s3cr3t"}');
  const request = withHiddenBody(
    wireRequestOf({ method: "POST", target: "/login?api_key=s3cr3t&page=1", headers, body: new Uint8Array(body) }),
  );
  const redactions = redactionsOfRequest(request, []);
  const command = curlCommand(request, "http://h", redactions);
  expect(command + JSON.stringify(reportRequest(request, "http://h", redactions))).not.toContain("s3cr3t");
  expect(command).toContain(`"$SPECWRIGHT_AUTH_PASSWORD"`);
  expect(command).toContain(`"$SPECWRIGHT_AUTH_API_KEY"'&page=1'`);
});

test("hides secrets of a response in a finding", () => {
  const response = {
    status: 200,
    headers: new Headers({ "content-type": "application/json", "set-cookie": "a=s3cr3t", "x-auth-token": "s3cr3t" }),
    bytes: new Uint8Array(new TextEncoder().encode('{"access_token":"s3cr3t","token_type":"Bearer"}')),
  };
  const evidence = { about: "case", request: undefined, response, reproduction: "" };
  const problem = { kind: "invalid-body", message: "m", pointer: "" } as const;
  const finding = JSON.stringify(createFinding(problem, evidence, () => undefined));
  expect(finding).not.toContain("s3cr3t");
  expect(finding).toContain("Bearer");
});

test.each(["pretty", "json", "github", "junit", "sarif"] as const)("prints URLs without passwords as %s", (format) => {
  const location = {
    file: "https://ada:s3cr3t@h/openapi.yaml",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    pointer: "",
  };
  const message = "Cannot read https://ada:s3cr3t@h/openapi.yaml.";
  const diagnostic = { rule: "r", severity: "error", message, remedy: "Fix.", location, frame: undefined } as const;
  const text = formatDiagnostics([diagnostic as never], format, { color: false });
  expect(text).toContain("Cannot read https://h/openapi.yaml.");
  expect(text).not.toContain("s3cr3t");
});
