/** Options, events and defaults of the mock. Types and constants only. */
import type { Diagnostic } from "../diagnostics.ts";
import type { LoadOptions } from "../options.ts";

export interface MockOptions extends LoadOptions {
  /** With 0 the system chooses. */
  readonly port: number;
  readonly host: string;
  /** Same seed, same answers to the same requests. */
  readonly seed: number;
  /** Whether operations that ask for credentials get some: any that are well-formed will do. */
  readonly auth: boolean;
  /** Milliseconds that each answer is held back, from the least to the most. */
  readonly delay: readonly [least: number, most: number];
  /** How many of the valid requests fail, from 0 to 1. */
  readonly failureRate: number;
  /** Origins that browsers may call from; `*` for any. */
  readonly cors: readonly string[];
  /** Whether the mock starts anew when a file of the description has changed. */
  readonly watch: boolean;
  readonly onEvent?: ((event: MockEvent) => void) | undefined;
}

export type MockEvent =
  /** A request was answered. */
  | {
      readonly kind: "response";
      readonly method: string;
      /** Without the query, in which there may be keys. */
      readonly path: string;
      readonly operation: string | undefined;
      readonly status: number;
      /** Where the answer is from, or why the request was refused. */
      readonly notes: readonly string[];
      readonly duration: number;
    }
  /** The description has changed: the mock follows it, unless there are errors among the diagnostics. */
  | { readonly kind: "reload"; readonly ok: boolean; readonly diagnostics: readonly Diagnostic[] }
  /** The description has changed, and the port could not be had again. */
  | { readonly kind: "failure"; readonly message: string };

export interface RunningMock {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  /** Where the paths of the description begin, besides at the root: the paths of its servers. */
  readonly basePaths: readonly string[];
  readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[];
  /** Lets requests in flight come to their end. */
  readonly close: () => Promise<void>;
}

export const DEFAULT_MOCK: Pick<
  MockOptions,
  "port" | "host" | "seed" | "auth" | "delay" | "failureRate" | "cors" | "watch"
> = { port: 4010, host: "127.0.0.1", seed: 1, auth: true, delay: [0, 0], failureRate: 0, cors: [], watch: true };
