/** How commands that serve begin and end. */
import { UsageError } from "../usage-error.ts";

/** Resolves once Ctrl-C or a SIGTERM has come and `close` has done its work; a second signal ends the process at once. */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  process.stderr.write("\n");
  await close();
}

/** What `listen` gives; a usage error where the port cannot be had. */
export async function unlessTaken<T>(
  { port, host }: { readonly port: number; readonly host: string },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") throw new UsageError(`port ${port} is taken: choose another one with --port`);
    if (code === "EACCES") throw new UsageError(`port ${port} may not be used: choose one above 1023 with --port`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") throw new UsageError(`this machine has no address ${host}`);
    throw error;
  }
}
