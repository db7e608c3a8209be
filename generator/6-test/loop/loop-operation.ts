/** Runs all cases of one operation in the closed loop: valid ones, undocumented responses and invalid requests. */
import { OperationRecord } from "../../5-oracle/report/operation-record.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import { createFinding, type LocatePointer, reportBody } from "../../5-oracle/report/findings.ts";
import { generateInputs, type OperationBody, type SampleSource } from "../cases/generate-inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { interleave } from "../cases/interleave.ts";
import { fullestBodies, buildInvalidRequests } from "../cases/mutations/invalid-requests.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import type { OperationReport, SentRequest } from "../../5-oracle/report/test-report.ts";
import {
  credentialsFor,
  fitsOneRequest,
  NO_CREDENTIALS,
  type Credentials,
  type Secrets,
} from "../../5-oracle/description/described-security.ts";
import { shrinkInput } from "../cases/shrink.ts";
import { fetchRequestOf, type OperationInput } from "../../5-oracle/wire/encode-request.ts";
import { planResponses } from "./plan-responses.ts";
import { normalizeResponse, normalizeEach, normalizeInput } from "./value-converter.ts";
import { type ValidCase, type ValidCaseOutcome, runValidCase } from "./valid-case.ts";
import { type CapturedRequest, type ClosedLoop, ORIGIN } from "./closed-loop.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { runUndocumentedResponse, undocumentedResponsesOf } from "./undocumented-responses.ts";

export interface LoopContext extends SampleSource {
  readonly oracle: Oracle;
  readonly loop: ClosedLoop;
  readonly locate: LocatePointer;
  readonly secrets: Secrets;
  /** Well-formed credentials that the server rejects. */
  readonly invalidSecrets: Secrets;
  /** The number of cases per operation, roughly. */
  readonly maxCases: number;
  /** Returns a shell command that runs the operation again. */
  readonly reproduction: (operation: DescribedOperation) => string;
}

/** More findings of one kind say the same again. */
const FINDING_LIMITS = { perKind: 3, perOperation: Number.POSITIVE_INFINITY };
/** Failing valid cases after which no further ones are run. */
const MOST_FAILURES = 3;

/** An operation under test, with its results so far. */
interface LoopOperation extends LoopContext {
  readonly operation: DescribedOperation;
  readonly record: OperationRecord;
}

/** An exchange that has problems, with what its case was about. */
interface FailedExchange {
  readonly about: string;
  readonly request: CapturedRequest | undefined;
  readonly response: ReceivedResponse | undefined;
}

/** Runs the valid cases of one operation, then undocumented responses and invalid requests near the first valid case. */
export async function testOperationInLoop(
  operation: DescribedOperation,
  context: LoopContext,
): Promise<OperationReport> {
  const record = new OperationRecord(operation, FINDING_LIMITS);
  const subject: LoopOperation = { ...context, operation, record };
  const { inputs, variants, cases } = await planValidCases(subject);
  for (const validCase of cases) {
    await testValidCase(subject, validCase);
    if (record.findingCount >= MOST_FAILURES) break;
  }
  const [base] = cases;
  if (base !== undefined) {
    await testUndocumentedResponses(subject, base, variants);
    await testInvalidRequests(subject, base, fullestBodies(inputs));
  }
  record.noteUndecided(context.judge);
  record.noteMissingCases();
  return record.report(context.locate);
}

function addFindings(
  { operation, record, locate, reproduction }: LoopOperation,
  problems: readonly Problem[],
  { about, request, response }: FailedExchange,
): void {
  for (const problem of problems) {
    record.addFinding(problem, () => {
      const reported = { about, request: request && reportedRequestOf(request), response };
      return createFinding(problem, { ...reported, reproduction: reproduction(operation) }, locate);
    });
  }
}

interface ValidCasePlan extends Pick<ValidCaseParts, "inputs" | "variants"> {
  readonly cases: readonly ValidCase[];
}

/** Returns the valid cases of an operation. Inputs and responses that generated code cannot hold become notes. */
async function planValidCases(subject: LoopOperation): Promise<ValidCasePlan> {
  const { operation, record, loop, maxCases, secrets } = subject;
  const count = Math.max(2, Math.ceil(maxCases * 0.4));
  const perResponse = Math.max(1, Math.ceil(count / Math.max(1, operation.responses.length)));
  const generated = await generateInputs(operation, count, subject);
  const planned = planResponses(operation, perResponse, subject);
  const converter = loop.converterFor(operation);
  const inputs = normalizeEach(generated.inputs, "A valid input", (input) => normalizeInput(converter, input));
  const responses = planned.variants.map((variant) =>
    normalizeEach(variant, variant[0] ? responseLabel(variant[0]) : "", (response) =>
      normalizeResponse(converter, response),
    ),
  );
  const notes = [generated, inputs, planned, ...responses].flatMap((step) => step.notes);
  for (const note of notes) record.notes.add(note);
  if (operation.security.length > 0 && !operation.security.every(fitsOneRequest)) {
    record.notes.add("One security alternative was not tried: it needs two credentials in one place.");
  }
  const variants = responses.map(({ normalized }) => normalized).filter(({ length }) => length > 0);
  const parts = { inputs: inputs.normalized, variants, alternatives: credentialAlternatives(operation, secrets) };
  const cases = validCases(operation, parts, count);
  if (cases.length === 0 && record.notes.size === 0) {
    record.notes.add("The operation was not called: the description has no response for it.");
  }
  return { inputs: parts.inputs, variants, cases };
}

/** Runs a valid case. If it fails, its input is made smaller, as long as it fails with the same problem. */
async function testValidCase(subject: LoopOperation, validCase: ValidCase): Promise<void> {
  const { operation, record, oracle, loop } = subject;
  const { exchange, problems } = await runValidCase(oracle, loop, validCase);
  record.cases.valid += 1;
  const label = responseLabel(validCase.response);
  if (exchange.result?.status === validCase.response.status) record.countDocumented(label);
  const [first] = problems;
  if (first === undefined) return;
  const runSmaller = async (smaller: OperationInput): Promise<ValidCaseOutcome | undefined> => {
    const [input] = normalizeEach([smaller], "", (one) => normalizeInput(loop.converterFor(operation), one)).normalized;
    return input && runValidCase(oracle, loop, { ...validCase, input });
  };
  const smallest = await shrinkInput(operation, validCase.input, oracle.judge, async (smaller) => {
    const again = await runSmaller(smaller);
    return again?.problems.some((one) => isSameProblem(one, first)) ?? false;
  });
  const last = (await runSmaller(smallest)) ?? { exchange, problems };
  const { request, response } = last.exchange;
  addFindings(subject, last.problems, { about: `valid input, response ${label}`, request, response });
}

async function testUndocumentedResponses(
  subject: LoopOperation,
  base: ValidCase,
  variants: readonly (readonly PlannedResponse[])[],
): Promise<void> {
  const { operation, record, oracle, loop } = subject;
  const planned = variants.flatMap((variant) => variant.slice(0, 1));
  for (const undocumented of undocumentedResponsesOf(oracle, operation, planned)) {
    const { exchange, problems } = await runUndocumentedResponse(loop, operation, base, undocumented);
    record.cases.invalid += 1;
    const { request, response } = exchange;
    addFindings(subject, problems, { about: undocumented.about, request, response });
  }
}

/** Returns true if two problems have the same kind and the same place. */
function isSameProblem(one: Problem, other: Problem): boolean {
  const [here, there] = [one, other].map(({ kind, place, pointer }) =>
    [kind, place?.in, place?.name, pointer].join(" "),
  );
  return here === there;
}

interface CredentialAlternative {
  readonly auth: Secrets;
  readonly credentials: Credentials;
}

/** Returns the credentials of each security alternative that one request can send, or none if the operation needs none. */
function credentialAlternatives({ security }: DescribedOperation, secrets: Secrets): readonly CredentialAlternative[] {
  const sendable = security.filter(fitsOneRequest).flatMap((alternative): readonly CredentialAlternative[] => {
    const keys = new Set(alternative.map(({ scheme }) => scheme.key));
    const auth: Secrets = new Map([...secrets].filter(([key]) => keys.has(key)));
    const chosen = security.find(
      (one) => one.some(({ scheme }) => scheme.type !== "mutualTLS") && credentialsFor(one, auth),
    );
    const credentials = credentialsFor(chosen ?? [], auth);
    return credentials === undefined ? [] : [{ auth, credentials }];
  });
  return sendable.length > 0 || security.length > 0 ? sendable : [{ auth: new Map(), credentials: NO_CREDENTIALS }];
}

interface ValidCaseParts {
  readonly inputs: readonly OperationInput[];
  readonly variants: readonly (readonly PlannedResponse[])[];
  readonly alternatives: readonly CredentialAlternative[];
}

/** Combines inputs, responses and credentials in turn, until each input and each response was used, or `count` is reached. */
function validCases(
  operation: DescribedOperation,
  { inputs, variants, alternatives }: ValidCaseParts,
  count: number,
): readonly ValidCase[] {
  const responses = interleave(variants);
  if (inputs.length === 0 || responses.length === 0 || alternatives.length === 0) return [];
  const length = Math.max(variants.length, Math.min(count, Math.max(inputs.length, responses.length)));
  return Array.from({ length }, (_, index) => {
    const [input, response, alternative] = [inputs, responses, alternatives].map(
      (list) => list[index % list.length],
    ) as [OperationInput, PlannedResponse, CredentialAlternative]; // none of them is empty
    return { operation, input, response, ...alternative };
  });
}

/** The status with which a server must reject a request, by the reason. */
const EXPECTED_STATUS = { credentials: 401, "media type": 415, content: 400 } as const;

/** Sends invalid requests to the server, past the client. Each must be rejected with the expected status before the handler runs. */
async function testInvalidRequests(
  subject: LoopOperation,
  { input, credentials }: ValidCase,
  bodies: readonly OperationBody[],
): Promise<void> {
  const { operation, record, oracle, loop, maxCases, secrets, invalidSecrets } = subject;
  const { requests, untried } = await buildInvalidRequests({
    ...oracle,
    operation,
    input,
    bodies,
    credentials,
    testSecrets: { valid: secrets, invalid: invalidSecrets },
    limit: Math.max(4, Math.floor(maxCases * 0.6)),
  });
  record.cases.invalid += requests.length;
  record.cases.untried = untried;
  for (const { request, about, place, reason, pointer } of requests) {
    let isAccepted = false;
    const response = await loop.send(fetchRequestOf(request, ORIGIN), () => {
      isAccepted = true;
      return new Response(null, { status: 204 });
    });
    const expected = EXPECTED_STATUS[reason];
    // a path with an invalid parameter may match no path of the description
    const isExpected = response.status === expected || (place?.in === "path" && response.status === 404);
    if (isExpected && !isAccepted) continue;
    const accepted = reason === "credentials" ? "accepted-unauthorized" : "accepted-invalid";
    const kind = isAccepted ? accepted : "wrong-refusal";
    const message = isAccepted
      ? "The server accepted the request."
      : `The server rejected the request with ${response.status} instead of ${expected}.`;
    const { method, url, headers } = fetchRequestOf(request, ORIGIN);
    const sent = { method, url, headers, bytes: request.body?.bytes };
    addFindings(subject, [{ kind, message, ...(place && { place }), pointer }], { about, request: sent, response });
  }
}

function reportedRequestOf({ method, url, headers, bytes }: CapturedRequest): SentRequest {
  return { method, url, headers: [...headers], body: reportBody(bytes) };
}

/** Returns the label of a response in the coverage: `200 application/json`. */
function responseLabel({ response, content }: PlannedResponse): string {
  return `${response.status} ${content?.mediaType ?? ""}`.trim();
}
