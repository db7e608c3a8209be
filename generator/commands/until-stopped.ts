/** Start and end of commands that serve until they are stopped. */
import { UsageError } from "../usage-error.ts";

/** Maximum time for requests in flight when the command ends, in milliseconds. */
const CLOSE_TIME = 400;
/** Time after which the process ends, even if a peer holds a connection, in milliseconds. */
const EXIT_TIME = 200;

/**
 * Calls `announce`, waits for SIGINT or SIGTERM, then for `close`, but not for peers that hold their connections. A
 * second signal ends the process at once.
 */
export async function untilStopped(announce: () => void, close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    announce(); // a reader of the announcement can send a signal at once
  });
  process.stderr.write("\n");
  await Promise.race([close(), new Promise<void>((resolve) => void setTimeout(resolve, CLOSE_TIME).unref())]);
}

/** Returns the exit code of a server that has stopped. Ends the process soon, even if connections are still open. */
export function exitSoon(code: number): number {
  setTimeout(() => process.exit(code), EXIT_TIME).unref();
  return code;
}

/** Calls `listen`. Turns the errors of an unavailable port or address into a `UsageError`. */
export async function listenOrExplain<T>(
  { port, host }: { readonly port: number; readonly host: string },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") throw new UsageError(`Port ${port} is in use. Choose another one with --port.`);
    if (code === "EACCES") throw new UsageError(`Port ${port} needs privileges. Choose one above 1023 with --port.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new UsageError(`This machine has no address ${host}. Choose another one with --host.`);
    }
    throw error;
  }
}
