/** `specwright proxy`: forwards requests between a client and a server, and validates requests and responses. */
import { once } from "node:events";
import { loadGenerated } from "../5-program/load-generated.ts";
import type { Checked } from "../diagnostics.ts";
import type { ProxyOptions, RunningProxy } from "./proxy-options.ts";
import { createRelay, type FailedExchange, type CompletedExchange } from "./relay.ts";
import { createTrafficRecorder } from "./traffic-recorder.ts";

/** Maximum time for open exchanges when the proxy closes, in milliseconds. */
const SHUTDOWN_TIME = 5_000;

/** Starts the proxy. Errors in the description are diagnostics. Rejects if the port is not available. */
export async function startProxy(options: ProxyOptions): Promise<Checked<RunningProxy>> {
  const { value: running, diagnostics } = await loadGenerated(options);
  if (running === undefined) return { value: undefined, diagnostics };
  const target = new URL(options.target);
  const traffic = await createTrafficRecorder(running, {
    spec: options.spec,
    url: options.target.replace(/\/+$/, ""),
    meaning: options,
  });
  let judging = Promise.resolve();
  const errors: unknown[] = [];

  /** Validates exchanges in order, after their responses are sent. Clients do not wait. */
  function judge(exchange: CompletedExchange | FailedExchange): void {
    judging = judgeNext(exchange, judging);
  }

  async function judgeNext(exchange: CompletedExchange | FailedExchange, before: Promise<void>): Promise<void> {
    await before;
    try {
      const { operation, problems } = await traffic.judge(exchange);
      const [path = ""] = exchange.target.split("?");
      const { method, duration } = exchange;
      const status = "status" in exchange ? exchange.status : undefined;
      const deviations = problems.map(({ kind, message }) => ({ kind, message }));
      options.onExchange?.({ method, path, status, operation, deviations, duration });
    } catch (error) {
      errors.push(error); // the proxy continues, and `report` throws the error
    }
  }

  const relay = createRelay(target, { completed: judge, failed: judge });
  relay.listen(options.port, options.host);
  await once(relay, "listening");
  const address = relay.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  const proxy: RunningProxy = {
    url: `http://${host}:${port}`,
    report: async () => {
      await judging;
      if (errors.length > 0) throw errors[0];
      return traffic.report();
    },
    close: () =>
      new Promise((resolve) => {
        const end = setTimeout(() => relay.closeAllConnections(), SHUTDOWN_TIME);
        relay.close(() => {
          clearTimeout(end);
          resolve();
        });
        relay.closeIdleConnections();
      }),
  };
  return { value: proxy, diagnostics };
}
