/** Runs all cases of one operation against a running server. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import { OperationRecord } from "../../5-oracle/report/operation-record.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import { generateInputs } from "../cases/generate-inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { fullestBodies } from "../cases/mutations/invalid-requests.ts";
import { problemKey, type Problem } from "../../5-oracle/response/problem.ts";
import type { OperationReport } from "../../5-oracle/report/test-report.ts";
import { credentialsFor, NO_CREDENTIALS, type Secrets } from "../../5-oracle/description/described-security.ts";
import { shrinkInput } from "../cases/shrink.ts";
import { type OperationInput, encodeRequest, type WireRequest } from "../../5-oracle/wire/encode-request.ts";
import { testInvalidRequests } from "./live-invalid.ts";
import type { ResourceMemory } from "./resource-memory.ts";
import { type LiveCall, refusedParameterProblem, suspectInputs } from "./refused-parameters.ts";
import type { MissingResponse } from "./live-sender.ts";
import { addLiveFindings, type ChosenCredentials, type LiveContext, type LiveOperation } from "./live-context.ts";

export interface LiveReport {
  readonly report: OperationReport;
  /** True if the server cannot be reached. */
  readonly isUnreachable: boolean;
}

type LiveExchange = { readonly request: WireRequest; readonly problems: readonly Problem[] } & (
  | { readonly response: ReceivedResponse; readonly missing: undefined }
  | { readonly response: undefined; readonly missing: MissingResponse }
);

/** The most requests that are sent to make the input of one failing case smaller. */
const MOST_SHRINK_REQUESTS = 30;
const MOST_FINDINGS = 10;
const FINDING_LIMITS = { perKind: MOST_FINDINGS, perOperation: MOST_FINDINGS };
const VALID_REQUEST = "a valid request";

/** Sends the valid and the invalid requests of one operation to a running server. */
export async function testOperationLive(operation: DescribedOperation, context: LiveContext): Promise<LiveReport> {
  const record = new OperationRecord(operation, FINDING_LIMITS);
  const chosen = chooseCredentials(operation, context.secrets);
  const subject: LiveOperation = { ...context, operation, record, chosen };
  const { inputs, notes } = await generateInputs(operation, Math.max(2, Math.ceil(context.maxCases * 0.4)), context);
  for (const note of [...notes, ...chosen.notes]) record.notes.add(note);
  const { calls, missing } = await testValidInputs(subject, inputs);
  if (SAFE_METHODS.has(operation.method)) await testRefusedParameters(subject, calls);
  const accepted = calls.flatMap(({ input, status }) => (status < 400 ? [input] : []));
  if (record.cases.valid > 0 && accepted.length === 0 && record.findingCount === 0) noteRefusals(subject, calls);
  const input = accepted.at(-1) ?? calls[0]?.input;
  if (input !== undefined && !missing?.isUnreachable) {
    const bodies = fullestBodies(accepted.length === 0 ? inputs : accepted);
    await testInvalidRequests(subject, { input, bodies, wasAccepted: accepted.length > 0 });
  }
  record.noteUndecided(context.judge);
  if (record.cases.valid + record.cases.invalid === 0) record.noteMissingCases();
  return { report: record.report(context.locate), isUnreachable: missing?.isUnreachable === true };
}

/** States that the server refused all valid requests. A random id that is not found says nothing about the server. */
function noteRefusals({ operation, record, chosen }: LiveOperation, calls: readonly LiveCall[]): void {
  if (operation.responses.every(({ status }) => /^[45]/.test(status))) return; // refusals are all that is described
  const statuses = [...new Set(calls.map(({ status }) => status))].toSorted((one, other) => one - other);
  const isUnknownResource =
    statuses.every((status) => status === 404 || status === 410) && operation.path.includes("{");
  const [credentials = ""] = chosen.notes;
  const message = `The server accepted none of ${calls.length} valid requests: it responded with ${statuses.join(", ")}.`;
  record.noteUntested(`${message} ${credentials}`.trim(), { isExcused: isUnknownResource });
}

interface ValidCalls {
  readonly calls: readonly LiveCall[];
  /** Why the last request got no response, if it got none. */
  readonly missing: MissingResponse | undefined;
}

/** Sends the inputs, until the time is over or the server stops responding. */
async function testValidInputs(subject: LiveOperation, inputs: readonly OperationInput[]): Promise<ValidCalls> {
  const { operation, record, memory, isTime } = subject;
  const calls: LiveCall[] = [];
  let missing: MissingResponse | undefined;
  for (const sampled of inputs) {
    if (!isTime()) break;
    const { input, isCreated } = withKnownResources(operation, sampled, record.cases.valid, memory);
    const exchange = await sendValid(subject, input, isCreated);
    record.cases.valid += 1;
    missing = exchange.missing;
    if (exchange.response !== undefined) {
      record.countResponse(exchange.response);
      calls.push({ input, status: exchange.response.status });
    } else if (exchange.missing.isThrottled) {
      record.notes.add(`The server did not accept more requests: ${exchange.missing.reason}.`);
      break;
    } else if (exchange.missing.isUnreachable || exchange.missing.isTimeout) {
      addLiveFindings(subject, exchange.problems, VALID_REQUEST, exchange);
      break;
    }
    await addShrunkFindings(subject, exchange, input, isCreated);
  }
  return { calls, missing };
}

async function sendValid(subject: LiveOperation, input: OperationInput, isCreated: boolean): Promise<LiveExchange> {
  const { operation, oracle, chosen, memory, send } = subject;
  const request = await encodeRequest(operation, input, chosen.credentials);
  const response = await send(request);
  if ("reason" in response) {
    if (response.isThrottled) return { request, response: undefined, missing: response, problems: [] };
    const message = `The server sent no response: ${response.reason}.`;
    const problems = [{ kind: "no-response", message, pointer: operation.pointer } as const];
    return { request, response: undefined, missing: response, problems };
  }
  if (response.status < 300) memory.learn(operation, input, response);
  return {
    request,
    response,
    missing: undefined,
    problems: judgeValidResponse(oracle, operation, response, isCreated),
  };
}

/** Adds the problems of an exchange. If one is new, and the method is safe, they are those of the smallest input that fails alike. */
async function addShrunkFindings(
  subject: LiveOperation,
  exchange: LiveExchange,
  input: OperationInput,
  isCreated: boolean,
): Promise<void> {
  const { operation, record, oracle } = subject;
  const { problems, response } = exchange;
  const first = problems.find((problem) => !record.hasFinding(problemKey(problem, response)));
  if (first === undefined) return;
  const isSame = (other: LiveExchange): boolean => {
    return other.problems.some((one) => problemKey(one, other.response) === problemKey(first, response));
  };
  // a request that creates something is not repeated
  if (SAFE_METHODS.has(operation.method)) {
    const fails = async (smaller: OperationInput): Promise<boolean> =>
      isSame(await sendValid(subject, smaller, isCreated));
    const smallest = await shrinkInput(operation, input, oracle.judge, fails, MOST_SHRINK_REQUESTS);
    const last = smallest === input ? exchange : await sendValid(subject, smallest, isCreated);
    if (isSame(last)) addLiveFindings(subject, last.problems, VALID_REQUEST, last);
  }
  addLiveFindings(subject, problems, VALID_REQUEST, exchange);
}

/** Repeats parameter values of rejected requests in an accepted one, to see if the value is the reason. */
async function testRefusedParameters(subject: LiveOperation, calls: readonly LiveCall[]): Promise<void> {
  for (const { parameter, input } of suspectInputs(subject.oracle.document, calls).slice(0, MOST_FINDINGS)) {
    if (!subject.isTime()) break;
    const exchange = await sendValid(subject, input, false);
    const problem = exchange.response && refusedParameterProblem(parameter, input, exchange.response);
    if (problem !== undefined) addLiveFindings(subject, [problem], VALID_REQUEST, exchange);
  }
}

/** The safe methods: those of RFC 9110 §9.2.1, and QUERY. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);

/** Returns the credentials of the first security alternative that `secrets` satisfy. */
function chooseCredentials({ security }: DescribedOperation, secrets: Secrets): ChosenCredentials {
  for (const alternative of security) {
    const credentials = credentialsFor(alternative, secrets);
    if (credentials !== undefined && alternative.length > 0) return { alternative, credentials, notes: [] };
  }
  const isOpen = security.length === 0 || security.some((alternative) => alternative.length === 0);
  const keys = [...new Set(security.flat().map(({ scheme }) => scheme.key))];
  const notes = isOpen ? [] : [`There are no credentials for ${keys.join(", ")}. Pass them with --auth.`];
  return { alternative: [], credentials: NO_CREDENTIALS, notes };
}

/** Replaces path parameters by values from earlier responses, in two of three inputs. */
function withKnownResources(
  operation: DescribedOperation,
  input: OperationInput,
  index: number,
  memory: ResourceMemory,
): { input: OperationInput; isCreated: boolean } {
  if (index % 3 === 2) return { input, isCreated: false };
  const parameters = new Map(input.parameters);
  const path = operation.parameters.filter((parameter) => parameter.in === "path");
  let created = 0;
  for (const parameter of path) {
    const known = memory.recall(operation, parameter);
    const chosen = known[index % Math.max(1, known.length)];
    if (chosen === undefined) continue;
    parameters.set(parameter, chosen.value);
    if (chosen.isCreated) created += 1;
  }
  // of `/orders/{id}/invoice`, the order was created, and the invoice may be missing
  const isWhole = /\{[^{}]*\}$/.test(operation.path);
  return { input: { ...input, parameters }, isCreated: isWhole && created > 0 && created === path.length };
}

function judgeValidResponse(
  oracle: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse,
  isCreated: boolean,
): readonly Problem[] {
  const { status } = response;
  const pointer = `${operation.pointer}/responses`;
  const isDocumented = operation.responses.some((one) => one.status === String(status) || /^5XX$/i.test(one.status));
  if (status >= 500 && !isDocumented) {
    return [
      {
        kind: "server-error",
        message: `The response to a valid request has status ${status}.`,
        place: { in: "status" },
        pointer,
      },
    ];
  }
  const problems = problemsOfResponse(oracle, operation, response);
  if (status !== 404 || !isCreated || operation.method === "DELETE") return problems;
  const message = "The response for a resource that an earlier request created is 404.";
  return [{ kind: "not-found-after-creation", message, place: { in: "status" }, pointer }, ...problems];
}
