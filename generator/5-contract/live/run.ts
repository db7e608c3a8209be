/** A server that runs, asked operation by operation: what creates something first, what removes it last. */
import type { Loaded } from "../../1-document/load.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../description.ts";
import { locatorOf } from "../findings.ts";
import { lawOf } from "../law.ts";
import { untested } from "../untested.ts";
import type { OperationReport } from "../report.ts";
import { samplerOf } from "../sampling/sampler.ts";
import type { Secrets } from "../security.ts";
import { variableFor } from "./curl.ts";
import { Memory } from "./memory.ts";
import { askOperation, SAFE } from "./operation.ts";
import { senderOf } from "./sender.ts";

export interface LiveRun {
  readonly document: Document;
  readonly operations: readonly DescribedOperation[];
  readonly locate: Loaded["locate"];
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
  readonly answerLimit: number;
}

export async function* runLive(given: LiveRun): AsyncGenerator<OperationReport> {
  const { document, operations, url, seed, maxCases, unsafe, auth, rate, timeLimit, answerLimit } = given;
  const law = lawOf(document);
  const deadline = performance.now() + timeLimit;
  const setting = {
    law,
    judge: law.judge,
    sampler: samplerOf(document, law.judge),
    locate: locatorOf(given.locate),
    send: senderOf({ url, rate, timeout: answerLimit }),
    url,
    memory: new Memory(law.judge),
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
