/** Runs programs beside a test, and waits for the servers that they start. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export interface Program {
  /** The output so far, of both streams. */
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** Stops the program as Ctrl-C does, and resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts Node with these arguments. */
export function startNode(args: readonly string[], cwd: string): Program {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: "1" } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, "close").then(([code]: readonly (number | null)[]) => code ?? null);
  const stop = async () => {
    child.kill("SIGINT");
    return ended;
  };
  return { output: () => text, ended, stop };
}

/** Waits until a program prints a match of `pattern`. Returns the match, or throws with the output. */
export async function printed(program: Program, pattern: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const match = pattern.exec(program.output());
    if (match) return match[0];
    if ((await Promise.race([program.ended, pause(50)])) !== undefined) break;
  }
  throw new Error(`no ${String(pattern)} in the output:\n${program.output()}`);
}

/** Waits until a server on this port of the machine responds. */
export async function reachable(port: number, program: Program): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await response?.body?.cancel();
    if (response) return;
    await pause(50);
  }
  throw new Error(`no server on port ${port}:\n${program.output()}`);
}

export function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => {
    setTimeout(settle, milliseconds);
  });
}
