/** Options of `specwright test` and their defaults. */
import type { OperationReport, TestReport } from "../5-oracle/report/test-report.ts";
import type { SourceOptions } from "../options.ts";

export interface TestOptions extends SourceOptions {
  /** A folder with generated code. By default, code is generated in memory for the run. */
  readonly generated?: string | undefined;
  /** The base URL of a running server to test instead. Its path precedes the paths of operations. */
  readonly url?: string | undefined;
  /** Operations to test, by operationId or as `GET /clients/{id}`. Empty for all. */
  readonly operations: readonly string[];
  /** Tags whose operations are tested. Empty for all. */
  readonly tags: readonly string[];
  readonly seed: number;
  /** The approximate number of cases per operation. */
  readonly maxCases: number;
  /** True to call unsafe methods of a running server. */
  readonly unsafe: boolean;
  /** Credentials for a running server by security scheme name. `user:password` for Basic. */
  readonly auth: Readonly<Record<string, string>>;
  /** The most requests per second to a running server. */
  readonly rate: number;
  /** The time limit in milliseconds, after which no further case is started. */
  readonly timeLimit: number;
  /** The timeout of one response of a running server in milliseconds. */
  readonly responseTimeout: number;
  /** True to accept operations without a case. Otherwise each one is a finding. */
  readonly allowUntested: boolean;
  /** Is called before the first operation, with a report without results and the number of operations. */
  readonly onStart?: ((report: TestReport, count: number) => void) | undefined;
  /** Is called after each operation, with the number of operations done and of all. */
  readonly onOperation?: ((report: OperationReport, done: number, all: number) => void) | undefined;
}

export const DEFAULT_TEST: Omit<TestOptions, keyof SourceOptions> = {
  operations: [],
  tags: [],
  seed: 1,
  maxCases: 100,
  unsafe: false,
  auth: {},
  rate: 50,
  timeLimit: 600_000,
  responseTimeout: 10_000,
  allowUntested: false,
};
