/** Options, events and defaults of the proxy. Types and constants only. */
import type { TestReport } from "../5-oracle/report/test-report.ts";
import type { FindingKind } from "../5-oracle/response/problem.ts";
import type { LoadOptions } from "../options.ts";

export interface ProxyOptions extends LoadOptions {
  /** The server that requests are handed on to; its path stays in front of theirs. */
  readonly target: string;
  /** With 0 the system chooses. */
  readonly port: number;
  readonly host: string;
  /** Is told of each exchange, once it has been judged. */
  readonly onExchange?: ((exchange: ProxiedExchange) => void) | undefined;
}

export interface ProxiedExchange {
  readonly method: string;
  /** Without the query, in which there may be keys. */
  readonly path: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Undefined where the description has no such operation. */
  readonly operation: string | undefined;
  /** How the exchange departs from the description. */
  readonly departures: readonly { readonly kind: FindingKind; readonly message: string }[];
  /** Milliseconds. */
  readonly duration: number;
}

export interface RunningProxy {
  /** `http://127.0.0.1:4020` */
  readonly url: string;
  /** All that has passed so far. */
  readonly report: () => Promise<TestReport>;
  /** Lets exchanges come to their end. */
  readonly close: () => Promise<void>;
}

export const DEFAULT_PROXY: Pick<ProxyOptions, "port" | "host"> = { port: 4020, host: "127.0.0.1" };
