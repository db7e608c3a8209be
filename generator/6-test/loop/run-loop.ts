/** Runs the closed loop: the generated client calls the generated server, and the oracle checks both. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import { createLocator } from "../../5-oracle/report/findings.ts";
import { createOracle } from "../../5-oracle/judge/oracle.ts";
import type { Program } from "../../5-program/load-generated.ts";
import type { OperationReport } from "../../5-oracle/report/test-report.ts";
import { createSampler } from "../../5-oracle/sampling/sampler.ts";
import type { Secret, Secrets } from "../../5-oracle/description/described-security.ts";
import { untestedOperation } from "../../5-oracle/report/operation-report.ts";
import { operationIdIn, createClosedLoop } from "./closed-loop.ts";
import { testOperationInLoop } from "./loop-operation.ts";

export interface LoopOptions {
  readonly document: Document;
  readonly program: Program;
  readonly locate: LoadedDescription["locate"] | undefined;
  readonly operations: readonly DescribedOperation[];
  readonly seed: number;
  readonly maxCases: number;
  readonly reproduction: (operation: DescribedOperation) => string;
}

/** Yields the report of each operation, in the order of the description. */
export async function* runLoop(options: LoopOptions): AsyncGenerator<OperationReport> {
  const { document, program, seed, maxCases, reproduction } = options;
  const oracle = createOracle(document);
  const secrets = secretsNamed(program, "right");
  const setting = {
    oracle,
    judge: oracle.judge,
    sampler: createSampler(document, oracle.judge),
    loop: createClosedLoop(program, secrets),
    locate: createLocator(options.locate),
    secrets,
    invalidSecrets: secretsNamed(program, "wrong"),
    seed,
    maxCases,
    reproduction,
  };
  for (const operation of options.operations) {
    if (operationIdIn(program, operation) === undefined) {
      const message = "The generated code does not have this operation.";
      yield untestedOperation(operation, { message, isExcused: false });
    } else {
      yield await testOperationInLoop(operation, setting);
    }
  }
}

/** Returns a different secret for each security scheme. */
function secretsNamed({ schemes }: Program, prefix: string): Secrets {
  return new Map(
    Array.from(schemes, ([key, scheme], index): [string, Secret] => {
      const isBasic = scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
      return [
        key,
        isBasic ? { username: `${prefix}-user`, password: `${prefix}-password` } : `${prefix}-secret-${index}`,
      ];
    }),
  );
}
