/** A server that runs, asked operation by operation: what creates something first, what removes it last. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import { locatorOf } from "../../5-oracle/report/findings.ts";
import { oracleOf } from "../../5-oracle/judge/oracle.ts";
import { untested } from "../../5-oracle/report/untested.ts";
import type { OperationReport } from "../../5-oracle/report/report.ts";
import { samplerOf } from "../../5-oracle/sampling/sampler.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import { variableFor } from "../../5-oracle/report/curl.ts";
import { Memory } from "./resource-memory.ts";
import { askOperation, SAFE } from "./live-operation.ts";
import { senderOf } from "./live-sender.ts";

export interface LiveRun {
  readonly document: Document;
  readonly operations: readonly DescribedOperation[];
  readonly locate: LoadedDescription["locate"];
  /** Without a slash at its end. */
  readonly url: string;
  readonly seed: number;
  readonly maxCases: number;
  readonly unsafe: boolean;
  /** By the key of a scheme, or by the name of its variable. */
  readonly auth: Readonly<Record<string, string>>;
  readonly rate: number;
  readonly timeLimit: number;
  /** Milliseconds for one answer. */
  readonly responseTimeout: number;
}

export async function* runLive(given: LiveRun): AsyncGenerator<OperationReport> {
  const { document, operations, url, seed, maxCases, unsafe, auth, rate, timeLimit, responseTimeout } = given;
  const oracle = oracleOf(document);
  const deadline = performance.now() + timeLimit;
  const setting = {
    oracle,
    judge: oracle.judge,
    sampler: samplerOf(document, oracle.judge),
    locate: locatorOf(given.locate),
    send: senderOf({ url, rate, timeout: responseTimeout }),
    url,
    memory: new Memory(oracle.judge),
    secrets: secretsOf(operations, auth),
    seed,
    maxCases,
    isTime: () => performance.now() < deadline,
  };
  let isSilent = false;
  for (const operation of operations.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    if (isSilent) yield untested(operation, "The server does not answer.");
    else if (!unsafe && !SAFE.has(operation.method)) {
      yield untested(operation, "Not called: it may change something. --unsafe allows it.");
    } else {
      const { report, isGone } = await askOperation(operation, setting);
      isSilent = isGone;
      yield report;
    }
  }
}

/** Collections before their members, and what removes after everything else. */
function rankOf({ method, path }: DescribedOperation): number {
  if (method === "DELETE") return 1_000;
  const depth = path.split("{").length * 10;
  return method === "POST" ? depth : depth + 1;
}

function secretsOf(operations: readonly DescribedOperation[], auth: LiveRun["auth"]): Secrets {
  const keys = new Set(operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme.key)));
  return new Map(
    [...keys].flatMap((key) => {
      const secret = auth[key] ?? auth[variableFor(key)];
      return secret === undefined ? [] : [[key, secret] as const];
    }),
  );
}
