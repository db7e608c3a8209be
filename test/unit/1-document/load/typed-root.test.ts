import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import { DEFAULT_LIMITS, DEFAULT_SOURCE, type SourceOptions } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';

interface Reply {
  readonly status?: number;
  readonly location?: string;
  readonly body?: string;
}

let server: Server;
let origin: string;
let requests: IncomingMessage[];
let replies: Readonly<Record<string, Reply>>;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    const { status = 200, location, body = "" } = replies[request.url ?? ""] ?? { status: 404 };
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has such an address
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function load(
  path: string,
  options: Partial<SourceOptions> = {},
): Promise<{ readonly problems: readonly string[]; readonly schemas: unknown; readonly isHashed: boolean }> {
  const { value, diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, ...options, spec: `${origin}${path}` });
  const problems = diagnostics.map(({ rule, message }) => `${rule} ${message.replaceAll(origin, "ORIGIN")}`);
  const components = value?.bundled["components"] as { readonly schemas?: unknown } | undefined; // as the test wrote it
  return { problems, schemas: components?.schemas, isHashed: value?.hashes !== undefined };
}

const refersTo = (ref: string): string => `${head}components: { schemas: { A: { $ref: ${JSON.stringify(ref)} } } }\n`;

describe("reads a description from the URL that the user typed", () => {
  it("over http and from a private address", async () => {
    replies = { "/openapi.yaml": { body: head } };
    expect(await load("/openapi.yaml")).toMatchObject({ problems: [], isHashed: false });
  });

  it("with references to the same origin", async () => {
    replies = { "/a/openapi.yaml": { body: refersTo("../b.yaml#/B") }, "/b.yaml": { body: "B: { type: string }" } };
    expect(await load("/a/openapi.yaml")).toMatchObject({ problems: [], schemas: { A: { type: "string" } } });
  });

  it("with references relative to the target of a redirect", async () => {
    replies = {
      "/docs": { status: 302, location: "/v1/openapi.yaml" },
      "/v1/openapi.yaml": { body: refersTo("b.yaml") },
      "/v1/b.yaml": { body: "type: string" },
    };
    expect(await load("/docs")).toMatchObject({ problems: [], schemas: { A: { type: "string" } } });
  });

  it("with headers for its own host", async () => {
    replies = { "/a.yaml": { body: refersTo("b.yaml") }, "/b.yaml": { body: "type: string" } };
    await load("/a.yaml", { headers: { authorization: "Bearer x" } });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer x", "Bearer x"]);
  });
});

describe("rejects", () => {
  it("a redirect of the description to another host", async () => {
    replies = { "/a.yaml": { status: 301, location: "http://127.0.0.1:1/a.yaml" } };
    expect((await load("/a.yaml")).problems).toEqual([
      "unreadable ORIGIN/a.yaml was not fetched: it redirects to another host.",
    ]);
  });

  it("a status other than 200", async () => {
    replies = { "/a.yaml": { status: 401 } };
    expect((await load("/a.yaml")).problems).toEqual([
      "unreadable ORIGIN/a.yaml was not fetched: the host returned status 401.",
    ]);
  });

  it("a URL with credentials", async () => {
    replies = {};
    const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec: origin.replace("//", "//user:secret@") });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `${origin}/ was not fetched: the URL contains credentials.`,
    ]);
    expect(requests).toEqual([]);
  });

  it("content that is larger than the limit", async () => {
    replies = { "/a.yaml": { body: head } };
    const { problems } = await load("/a.yaml", { limits: { ...DEFAULT_LIMITS, bytes: 10 } });
    expect(problems).toEqual(["limits ORIGIN/a.yaml has more than 10 bytes."]);
  });

  it("references to other private hosts", async () => {
    replies = { "/a.yaml": { body: refersTo("http://localhost:1/b.yaml") } };
    expect((await load("/a.yaml")).problems).toEqual([
      "remote-refused http://localhost:1/b.yaml was not fetched: only https is allowed.",
    ]);
  });

  it("references of a file to a private host", async () => {
    replies = { "/b.yaml": { body: "type: string" } };
    await withFiles({ "root.yaml": refersTo(`${origin}/b.yaml`) }, async (folder) => {
      const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec: join(folder, "root.yaml") });
      expect(diagnostics.map(({ rule }) => rule)).toEqual(["remote-refused"]);
    });
    expect(requests).toEqual([]);
  });
});

describe("the option root", () => {
  const files = {
    "apis/orders/openapi.yaml": refersTo("../common/errors.yaml"),
    "apis/common/errors.yaml": "type: string",
    "secret.yaml": "type: string",
  };

  it("is named by the remedy of a reference above the folder of the description", async () => {
    await withFiles(files, async (folder) => {
      const spec = join(folder, "apis/orders/openapi.yaml");
      const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec });
      expect(diagnostics.map(({ rule }) => rule)).toEqual(["outside-root"]);
      expect(diagnostics[0]?.remedy).toContain(`\`--root ${join(folder, "apis")}\``);
    });
  });

  it("allows references to files below it", async () => {
    await withFiles(files, async (folder) => {
      const spec = join(folder, "apis/orders/openapi.yaml");
      const { diagnostics, value } = await loadDocument({ ...DEFAULT_SOURCE, spec, root: join(folder, "apis") });
      expect(diagnostics).toEqual([]);
      expect([...(value?.hashes?.keys() ?? [])]).toHaveLength(2);
    });
  });

  it("allows no references to files above it", async () => {
    await withFiles({ ...files, "apis/orders/openapi.yaml": refersTo("../../secret.yaml") }, async (folder) => {
      const spec = join(folder, "apis/orders/openapi.yaml");
      const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec, root: join(folder, "apis") });
      expect(diagnostics.map(({ rule }) => rule)).toEqual(["outside-root"]);
    });
  });

  it("must be a folder that exists", async () => {
    await withFiles(files, async (folder) => {
      const spec = join(folder, "apis/orders/openapi.yaml");
      const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec, root: join(folder, "none") });
      expect(diagnostics.map(({ message }) => message)).toEqual([`${join(folder, "none")} is not a folder.`]);
    });
  });
});
