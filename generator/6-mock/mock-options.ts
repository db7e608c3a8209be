/** Options, events and defaults of the mock. Types and constants only. */
import type { Diagnostic } from "../diagnostics.ts";
import type { LoadOptions } from "../options.ts";

/** Options of the mock. */
export interface MockOptions extends LoadOptions {
  /** Port. With 0, the system chooses a free one. */
  readonly port: number;
  readonly host: string;
  /** Seed. The same seed gives the same responses to the same requests. */
  readonly seed: number;
  /** True if operations with security require credentials. Any well-formed credentials pass. */
  readonly auth: boolean;
  /** Minimum and maximum delay of each response, in milliseconds. */
  readonly delay: readonly [least: number, most: number];
  /** Share of valid requests that fail, from 0 to 1. */
  readonly failureRate: number;
  /** Origins that browsers can call from. `*` allows all. */
  readonly cors: readonly string[];
  /** True if the mock reloads the description when a file changes. */
  readonly watch: boolean;
  readonly onEvent?: ((event: MockEvent) => void) | undefined;
}

/** Event for the log. */
export type MockEvent =
  /** A response was sent. */
  | {
      readonly kind: "response";
      readonly method: string;
      /** Path without the query, which can contain credentials. */
      readonly path: string;
      readonly operation: string | undefined;
      readonly status: number;
      /** Origin of the response, or the reason why the request was refused. */
      readonly notes: readonly string[];
      readonly duration: number;
    }
  /** The description has changed. If it has errors, the mock continues with the previous version. */
  | { readonly kind: "reload"; readonly ok: boolean; readonly diagnostics: readonly Diagnostic[] }
  /** The description has changed, but the port is no longer available. */
  | { readonly kind: "failure"; readonly message: string };

/** A mock that is running. */
export interface RunningMock {
  /** URL of the mock, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Base paths of the servers in the description. Operations are available there and at the root. */
  readonly basePaths: readonly string[];
  readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[];
  /** Closes the mock after requests in flight are complete. */
  readonly close: () => Promise<void>;
}

/** Default options. */
export const DEFAULT_MOCK: Pick<
  MockOptions,
  "port" | "host" | "seed" | "auth" | "delay" | "failureRate" | "cors" | "watch"
> = { port: 4010, host: "127.0.0.1", seed: 1, auth: true, delay: [0, 0], failureRate: 0, cors: [], watch: true };
