/** Responses with server-sent events: headers against buffering proxies, and comments while there are no events. */
import type { HeaderLine } from "../http/header-lines.js";

/** Adds `Cache-Control`, unless the handler has set it: caches and compressing proxies would hold events back. */
export function withEventHeaders(headers: readonly HeaderLine[]): HeaderLine[] {
  if (headers.some(([name]) => name === "cache-control")) return [...headers];
  return [...headers, ["cache-control", "no-cache, no-transform"]];
}

const COMMENT = new TextEncoder().encode(":\n\n");

/** Returns a stream of the same events, with a comment whenever none arrives for `milliseconds`. */
export function withHeartbeat(events: ReadableStream<Uint8Array>, milliseconds: number): ReadableStream<Uint8Array> {
  const reader = events.getReader();
  let pending: ReturnType<typeof reader.read> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= reader.read();
        let timer: ReturnType<typeof setTimeout> | undefined;
        const silence = new Promise<undefined>((resolve) => {
          timer = setTimeout(() => resolve(undefined), milliseconds);
        });
        const next = await Promise.race([pending, silence]).finally(() => clearTimeout(timer));
        if (next === undefined) return controller.enqueue(COMMENT);
        pending = undefined;
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
