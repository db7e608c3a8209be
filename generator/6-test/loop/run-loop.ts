/** The closed loop: generated client and generated server against each other, and both against the description. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import { locatorOf } from "../../5-oracle/report/findings.ts";
import { oracleOf } from "../../5-oracle/judge/oracle.ts";
import type { Program } from "../../5-program/load-generated.ts";
import type { OperationReport } from "../../5-oracle/report/report.ts";
import { samplerOf } from "../../5-oracle/sampling/sampler.ts";
import type { Secret, Secrets } from "../../5-oracle/description/described-security.ts";
import { untested } from "../../5-oracle/report/untested.ts";
import { idIn, loopOf } from "./loop.ts";
import { proveOperation } from "./loop-operation.ts";

export interface LoopRun {
  readonly document: Document;
  readonly program: Program;
  readonly locate: LoadedDescription["locate"] | undefined;
  readonly operations: readonly DescribedOperation[];
  readonly seed: number;
  readonly maxCases: number;
  readonly reproduction: (operation: DescribedOperation) => string;
}

/** Operation by operation, in the order of the description. */
export async function* runLoop(given: LoopRun): AsyncGenerator<OperationReport> {
  const { document, program, seed, maxCases, reproduction } = given;
  const oracle = oracleOf(document);
  const secrets = secretsFor(program, "right");
  const setting = {
    oracle,
    judge: oracle.judge,
    sampler: samplerOf(document, oracle.judge),
    loop: loopOf(program, secrets),
    locate: locatorOf(given.locate),
    secrets,
    wrongSecrets: secretsFor(program, "wrong"),
    seed,
    maxCases,
    reproduction,
  };
  for (const operation of given.operations) {
    if (idIn(program, operation) === undefined) yield untested(operation, "The generated code does not have it.");
    else yield await proveOperation(operation, setting);
  }
}

/** One per scheme; no two are alike. */
function secretsFor({ schemes }: Program, word: string): Secrets {
  return new Map(
    Array.from(schemes, ([key, scheme], index): [string, Secret] => {
      const isBasic = scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
      return [key, isBasic ? { username: `${word}-user`, password: `${word}-password` } : `${word}-secret-${index}`];
    }),
  );
}
