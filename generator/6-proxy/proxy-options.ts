/** Options, events and defaults of the proxy. Types and constants only. */
import type { TestReport } from "../5-oracle/report/test-report.ts";
import type { FindingKind } from "../5-oracle/response/problem.ts";
import type { LoadOptions } from "../options.ts";

/** Options of the proxy. */
export interface ProxyOptions extends LoadOptions {
  /** URL of the server. Its path is a prefix of all paths. */
  readonly target: string;
  /** Port. With 0, the system chooses a free one. */
  readonly port: number;
  readonly host: string;
  /** Called for each exchange after its validation. */
  readonly onExchange?: ((exchange: ProxiedExchange) => void) | undefined;
}

/** Result of one exchange. */
export interface ProxiedExchange {
  readonly method: string;
  /** Path without the query, which can contain credentials. */
  readonly path: string;
  /** Undefined if there is no response. */
  readonly status: number | undefined;
  /** Undefined if the description has no matching operation. */
  readonly operation: string | undefined;
  /** Deviations of request and response from the description. */
  readonly deviations: readonly { readonly kind: FindingKind; readonly message: string }[];
  /** Duration in milliseconds. */
  readonly duration: number;
}

/** A proxy that is running. */
export interface RunningProxy {
  /** URL of the proxy, such as `http://127.0.0.1:4020`. */
  readonly url: string;
  /** Returns the report of all exchanges so far. */
  readonly report: () => Promise<TestReport>;
  /** Closes the proxy after open exchanges are complete, or after five seconds. */
  readonly close: () => Promise<void>;
}

/** Default options. */
export const DEFAULT_PROXY: Pick<ProxyOptions, "port" | "host"> = { port: 4020, host: "127.0.0.1" };
