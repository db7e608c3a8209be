/** The examples in README.md type-check and run. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPILERS, typecheck } from "../support/typecheck.ts";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
// inside the package, so that `specwright/…` is the package itself
const folder = join(root, "dist/readme");
const [client = "", server = "", library = ""] = Array.from(
  readFileSync(join(root, "README.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g),
  ([, block = ""]) => block,
);
const examples = Object.entries({ client, server, library });

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of examples) writeFileSync(join(folder, `${name}.ts`), source);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(COMPILERS)("the examples type-check on TypeScript %s", async (compiler) => {
  const files = examples.map(([name]) => join(folder, `${name}.ts`));
  expect(await typecheck(files, { compiler, flags: { types: ["node"] } })).toEqual([]);
});

test("the client of the examples calls their server", async () => {
  const port = await freePort();
  const running = run(server.replaceAll("3000", String(port)));
  try {
    await reachable(port);
    const { output, code } = await run(client.replaceAll("3000", String(port))).ended;
    expect({ output, code }).toEqual({ output: "0 clients, 299 calls left\nBob\n", code: 0 });
    expect(running.output()).toBe("page 1 requested by { user: 'Alice' }\n");
  } finally {
    running.stop();
  }
});

test("the programmatic API reports that generated/ is up to date", async () => {
  const { output, code } = await run(library).ended;
  expect({ output, code }).toEqual({ output: "", code: 0 });
});

/** Runs an example: all of them are JavaScript already, but for what a compiler would have said. */
function run(source: string) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { cwd: root });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<{ output: string; code: number | null }>((settle) => {
    child.on("close", (code) => settle({ output, code }));
  });
  return { ended, output: () => output, stop: () => child.kill() };
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error("the server of the README does not respond");
}

function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === "object" && address ? address.port : 0));
    });
  });
}
