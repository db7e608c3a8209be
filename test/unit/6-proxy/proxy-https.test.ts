/** The proxy with an HTTPS server. Clients use HTTP, so they do not see the certificate of the server. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TLSSocket } from "node:tls";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { TestReport } from "../../../generator/5-oracle/report/test-report.ts";
import { DEFAULT_PROXY } from "../../../generator/6-proxy/proxy-options.ts";
import { startProxy } from "../../../generator/6-proxy/start-proxy.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";

const cli = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
if (!hasOpenssl) console.warn("skipped: nothing here signs a certificate (openssl)");

const PETS = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        responses: { 200: { description: "pets", content: { "application/json": { schema: { type: "array" } } } } },
      },
    },
  },
};

/** Options that `openssl req` has since version 1.1.1. */
function signCertificate(folder: string): { readonly key: string; readonly certificate: string } {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  execFileSync("openssl", [...args, "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  return { key, certificate };
}

describe.skipIf(!hasOpenssl)("in front of https", () => {
  let folder: string;
  let spec: string;
  let certificate: string;
  let server: Server;
  let target: string;
  /** Connections and requests that the server has received. */
  const seen: unknown[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "specwright-https-"));
    spec = join(folder, "pets.json");
    writeFileSync(spec, JSON.stringify(PETS));
    const files = signCertificate(folder);
    ({ certificate } = files);
    server = createServer({ key: readFileSync(files.key), cert: readFileSync(certificate) }, (message, response) => {
      seen.push({ host: message.headers.host, name: (message.socket as TLSSocket).servername, path: message.url });
      response.writeHead(200, { "content-type": "application/json" }).end('{"not":"a list"}');
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    target = `https://localhost:${(server.address() as AddressInfo).port}/api`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  test("validates exchanges if NODE_EXTRA_CA_CERTS has the certificate", async () => {
    const args = [cli, "proxy", spec, "--target", target, "--port", "0", "--format", "json"];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill());
    const output = textOf(child);
    const url = await urlTold(child);
    const response = await fetch(`${url}/pets`);
    expect([response.status, await response.json()]).toEqual([200, { not: "a list" }]);
    child.kill("SIGINT");
    const { operations, subject } = JSON.parse(await output) as TestReport;
    expect(subject).toEqual({ kind: "traffic", url: target });
    expect(operations.flatMap(({ findings }) => findings.map(({ kind }) => kind))).toEqual(["invalid-body"]);
    expect(seen).toEqual([{ host: new URL(target).host, name: "localhost", path: "/api/pets" }]);
  });

  test("returns 502 and reports the error if the certificate is not trusted", async () => {
    const options = { ...DEFAULT_SOURCE, ...DEFAULT_PROXY, spec, port: 0, target };
    const { value: proxy } = await startProxy(options);
    if (proxy === undefined) throw new Error("the proxy did not start");
    const before = seen.length;
    const response = await fetch(`${proxy.url}/pets`);
    expect([response.status, await response.json()]).toMatchObject([502, { detail: "self-signed certificate" }]);
    const { operations } = await proxy.report();
    await proxy.close();
    expect(operations.flatMap(({ findings }) => findings)).toMatchObject([{ kind: "no-response" }]);
    expect(seen).toHaveLength(before);
  });
});

async function textOf({ stdout }: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdout ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Returns the URL that the proxy prints at its start. */
async function urlTold({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error("the stream is read");
  for await (const line of createInterface(stderr)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("the proxy did not start");
}
