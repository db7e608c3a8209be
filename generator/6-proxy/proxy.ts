/** `specwright proxy`: stands between a client and a server, and holds what passes to the description. */
import { once } from "node:events";
import { loadGenerated } from "../5-program/load-generated.ts";
import type { Checked } from "../diagnostics.ts";
import type { ProxyOptions, RunningProxy } from "./proxy-options.ts";
import { createRelay, type Failed, type Passed } from "./relay.ts";
import { trafficOf } from "./traffic.ts";

const SHUTDOWN_TIME = 5_000;

/** Starts the proxy. What is wrong with the description is a diagnostic; rejects where the port cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<Checked<RunningProxy>> {
  const { value: running, diagnostics } = await loadGenerated(options);
  if (running === undefined) return { value: undefined, diagnostics };
  const target = new URL(options.target);
  const traffic = await trafficOf(running, { spec: options.spec, url: options.target.replace(/\/+$/, "") });
  let judging = Promise.resolve();
  const faults: unknown[] = [];

  /** One after the other, and behind the answer: nobody waits for the judge. */
  function judge(passed: Passed | Failed): void {
    judging = tell(passed, judging);
  }

  async function tell(passed: Passed | Failed, before: Promise<void>): Promise<void> {
    await before;
    try {
      const { operation, problems } = await traffic.judge(passed);
      const [path = ""] = passed.target.split("?");
      const { method, duration } = passed;
      const status = "status" in passed ? passed.status : undefined;
      const departures = problems.map(({ kind, message }) => ({ kind, message }));
      options.onExchange?.({ method, path, status, operation, departures, duration });
    } catch (error) {
      faults.push(error); // traffic goes on; whoever asks for the report is told
    }
  }

  const relay = createRelay(target, { passed: judge, failed: judge });
  relay.listen(options.port, options.host);
  await once(relay, "listening");
  const address = relay.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  const proxy: RunningProxy = {
    url: `http://${host}:${port}`,
    report: async () => {
      await judging;
      if (faults.length > 0) throw faults[0];
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
