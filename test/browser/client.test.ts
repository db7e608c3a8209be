/** Runs the generated client in a real browser against the generated server. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { createServer, stubs } from "../../generated/server/index.ts";
import { toNodeListener } from "../../generated/server/node.ts";

const browser = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
if (!browser) console.log("skipped: there is no Chromium here (CHROMIUM may name one)");

describe.runIf(browser)("in a browser", () => {
  const profile = mkdtempSync(join(tmpdir(), "specwright-browser-"));
  let running: ChildProcess | undefined;
  afterAll(async () => {
    if (running?.pid !== undefined && running.exitCode === null) {
      const ended = once(running, "exit");
      process.kill(-running.pid, "SIGKILL"); // with the processes that it has started
      await ended;
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  });

  test("sends calls, files and bytes, and receives errors", async () => {
    const api = createServer(
      {
        ...stubs,
        getClients: ({ query }) => {
          const pagination = { total: 0, count: 0, per_page: query.per_page, current_page: query.page, total_pages: 0 };
          const isRight =
            query.name === "Bob & Söhne" && query.include?.join() === "contacts,documents" && query.page === 2;
          const headers = { "X-RateLimit-Remaining": isRight ? 299 : 0 };
          return { status: 200, body: { data: [], meta: { pagination } }, headers };
        },
        showClient: ({ path }) => ({ status: 404, body: { message: path.id } }),
        uploadClient: async ({ body }) => {
          const files = await Promise.all(
            body["documents[]"].map(async (file) => `${file instanceof File ? file.name : "?"} ${file.size}`),
          );
          return { status: 200, body: { id: "1", name: files.join(", ") } };
        },
        clientStatement: () => ({ status: 200, body: new Blob(["%PDF-1.7"], { type: "application/pdf" }) }),
      },
      { security: { ApiKeyAuth: (token) => token === "a token" && "somebody" } },
    );
    const script = await bundlePage();
    const responseApi = toNodeListener(api);
    const outcomes = new Promise<unknown>((settle) => {
      const http = createHttpServer((request, response) => {
        if (request.url === "/") {
          response.setHeader("content-type", "text/html").end('<script type="module" src="/page.js"></script>');
        } else if (request.url === "/page.js") {
          response.setHeader("content-type", "text/javascript").end(script);
        } else if (request.url === "/outcomes") {
          let text = "";
          request.on("data", (chunk: Buffer) => (text += chunk.toString()));
          request.on("end", () => {
            response.end();
            http.close();
            settle(JSON.parse(text));
          });
        } else {
          void responseApi(request, response);
        }
      });
      http.listen(0, "127.0.0.1", () => {
        const address = http.address();
        const port = typeof address === "object" && address ? address.port : 0;
        running = open(`http://127.0.0.1:${port}/`);
      });
    });
    expect(await outcomes).toEqual({
      list: { status: 200, calls: 299 },
      missing: "ApiError 404",
      upload: { id: "1", name: "first.pdf 3, second.pdf 2" },
      statement: { type: "application/pdf", text: "%PDF-1.7" },
      refused: expect.stringContaining("id"),
      aborted: expect.stringContaining("AbortError"),
    });
  }, 120_000);

  function open(url: string): ChildProcess {
    const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      `--user-data-dir=${profile}`,
      ...quiet,
    ];
    return spawn(browser ?? "", [...flags, url], { stdio: "ignore", detached: true });
  }
});

async function bundlePage(): Promise<string> {
  const page = fileURLToPath(new URL("page.ts", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [page], bundle: true, format: "esm", write: false });
  return outputFiles[0]?.text ?? "";
}
