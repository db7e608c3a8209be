/** Tests a running server, operation by operation. Operations that create resources come first, DELETE comes last. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import { createLocator } from "../../5-oracle/report/findings.ts";
import { createOracle } from "../../5-oracle/judge/oracle.ts";
import { untestedOperation } from "../../5-oracle/report/operation-report.ts";
import type { OperationReport } from "../../5-oracle/report/test-report.ts";
import { createSampler } from "../../5-oracle/sampling/sampler.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import { secretVariable } from "../../secrets.ts";
import { ResourceMemory } from "./resource-memory.ts";
import { testOperationLive, SAFE_METHODS } from "./live-operation.ts";
import { createSender } from "./live-sender.ts";

export interface LiveOptions {
  readonly document: Document;
  readonly operations: readonly DescribedOperation[];
  readonly locate: LoadedDescription["locate"];
  /** The base URL, without a trailing slash. */
  readonly url: string;
  readonly seed: number;
  readonly maxCases: number;
  readonly unsafe: boolean;
  /** Credentials by security scheme name, or by the name of its environment variable. */
  readonly auth: Readonly<Record<string, string>>;
  readonly rate: number;
  readonly timeLimit: number;
  /** The timeout of one response in milliseconds. */
  readonly responseTimeout: number;
}

const UNREACHABLE = { message: "The server cannot be reached.", isExcused: true } as const;
const NOT_CALLED = {
  message: "Not called, because it may change data. Pass --unsafe to call it.",
  isExcused: true,
} as const;

export async function* runLive(options: LiveOptions): AsyncGenerator<OperationReport> {
  const { document, operations, url, seed, maxCases, unsafe, auth, rate, timeLimit, responseTimeout } = options;
  const oracle = createOracle(document);
  const deadline = performance.now() + timeLimit;
  const setting = {
    oracle,
    judge: oracle.judge,
    sampler: createSampler(document, oracle.judge),
    locate: createLocator(options.locate),
    send: createSender({ url, rate, timeout: responseTimeout }),
    url,
    memory: new ResourceMemory(oracle.judge),
    secrets: secretsFor(operations, auth),
    seed,
    maxCases,
    isTime: () => performance.now() < deadline,
  };
  let isUnreachable = false;
  for (const operation of operations.toSorted((one, other) => orderOf(one) - orderOf(other))) {
    if (isUnreachable) yield untestedOperation(operation, UNREACHABLE);
    else if (!unsafe && !SAFE_METHODS.has(operation.method)) {
      yield untestedOperation(operation, NOT_CALLED);
    } else {
      const { report, isUnreachable: isGone } = await testOperationLive(operation, setting);
      isUnreachable = isGone;
      yield report;
    }
  }
}

/** Returns the position of an operation: collections before their items, DELETE last. */
function orderOf({ method, path }: DescribedOperation): number {
  if (method === "DELETE") return 1_000;
  const depth = path.split("{").length * 10;
  return method === "POST" ? depth : depth + 1;
}

function secretsFor(operations: readonly DescribedOperation[], auth: LiveOptions["auth"]): Secrets {
  const keys = new Set(operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme.key)));
  return new Map(
    [...keys].flatMap((key) => {
      const secret = auth[key] ?? auth[secretVariable(key)];
      return secret === undefined ? [] : [[key, secret] as const];
    }),
  );
}
