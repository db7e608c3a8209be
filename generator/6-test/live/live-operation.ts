/** All cases of one operation against a server that runs. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import { count, reportOn } from "../../5-oracle/report/coverage.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import { findingOf } from "../../5-oracle/report/findings.ts";
import { inputsOf } from "../cases/inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { fullestBodies } from "../cases/mutations/invalid-requests.ts";
import { keyOf, type Problem } from "../../5-oracle/report/problem.ts";
import type { CaseCounts, Finding, OperationReport } from "../../5-oracle/report/report.ts";
import { credentialsFor, NO_CREDENTIALS, type Secrets } from "../../5-oracle/description/described-security.ts";
import { shrinkInput } from "../cases/shrink.ts";
import { type OperationInput, requestOf, type WireRequest } from "../../5-oracle/wire/wire-request.ts";
import { curlLine, redactionsOf, reportedRequest } from "../../5-oracle/report/curl.ts";
import { sendInvalid, type WayIn } from "./live-invalid.ts";
import type { Memory } from "./resource-memory.ts";
import { type Asked, problemOfSuspect, suspectsOf } from "./refused.ts";
import { scrubberOf } from "./scrub.ts";
import type { Silence } from "./live-sender.ts";
import type { LiveSetting } from "./live-context.ts";

export interface LiveReport {
  readonly report: OperationReport;
  /** Whether nobody is there who answers. */
  readonly isGone: boolean;
}

type LiveExchange = { readonly request: WireRequest; readonly problems: readonly Problem[] } & (
  | { readonly response: ReceivedResponse; readonly silence: undefined }
  | { readonly response: undefined; readonly silence: Silence }
);

/** Requests that a single failing case may cost to be made smaller. */
const SHRINKING = 30;
const MOST_FINDINGS = 10;

export async function askOperation(operation: DescribedOperation, setting: LiveSetting): Promise<LiveReport> {
  const { oracle, locate, send, url, memory, secrets, maxCases, isTime } = setting;
  const findings = new Map<string, Finding>();
  /** The keys of others. */
  const more = new Set<string>();
  const seen = new Map<string, number>();
  let cases: CaseCounts = { valid: 0, invalid: 0, untried: 0 };
  const way = wayIn(operation, secrets);
  const redactions = redactionsOf(way.alternative, secrets);
  const { inputs, notes: ofInputs } = await inputsOf(operation, Math.max(2, Math.ceil(maxCases * 0.4)), setting);
  const notes = [...ofInputs, ...way.notes];
  const scrub = scrubberOf(secrets);

  function tell(
    problems: readonly Problem[],
    about: string,
    request: WireRequest,
    response: ReceivedResponse | undefined,
  ): void {
    for (const problem of problems) {
      const key = keyOf(problem, response);
      if (findings.has(key)) continue;
      if (findings.size >= MOST_FINDINGS) {
        more.add(key);
        continue;
      }
      const reproduction = curlLine(request, url, redactions);
      const given = { about, request: reportedRequest(request, url, redactions), response, reproduction };
      findings.set(key, scrub(findingOf(problem, given, locate)));
    }
  }

  /** What is wrong with the answer to a legal input. */
  async function sendValid(input: OperationInput, isCreated: boolean): Promise<LiveExchange> {
    const request = await requestOf(operation, input, way.credentials);
    const response = await send(request);
    if ("failure" in response) {
      const message = `The server did not answer: ${response.failure}.`;
      const problems = [{ kind: "no-answer", message, pointer: operation.pointer } as const];
      return { request, response: undefined, silence: response, problems };
    }
    if (response.status < 300) memory.learn(operation, input, response);
    return { request, response, silence: undefined, problems: problemsOfValid(oracle, operation, response, isCreated) };
  }

  const asked: Asked[] = [];
  let silence: Silence | undefined;
  for (const sampled of inputs) {
    if (!isTime()) break;
    const { input, isCreated } = recalled(operation, sampled, cases.valid, memory);
    const { request, response, problems, silence: none } = await sendValid(input, isCreated);
    cases = { ...cases, valid: cases.valid + 1 };
    silence = none;
    if (response !== undefined) {
      count(seen, operation, response);
      asked.push({ input, status: response.status });
    } else if (none.isGone || none.isSlow) {
      tell(problems, "a legal request", request, undefined);
      break;
    }
    const first = problems.find((problem) => !findings.has(keyOf(problem, response)));
    if (first === undefined) continue;
    // what creates something is not called again and again
    const isHarmless = SAFE.has(operation.method);
    const fails = async (smaller: OperationInput): Promise<boolean> => {
      const again = await sendValid(smaller, isCreated);
      return again.problems.some((one) => keyOf(one, again.response) === keyOf(first, response));
    };
    const smallest = isHarmless ? await shrinkInput(operation, input, oracle.judge, fails, SHRINKING) : input;
    const last = smallest === input ? { request, response, problems } : await sendValid(smallest, isCreated);
    const isSame = last.problems.some((one) => keyOf(one, last.response) === keyOf(first, response));
    if (isSame) tell(last.problems, "a legal request", last.request, last.response);
    tell(problems, "a legal request", request, response);
  }
  if (SAFE.has(operation.method)) {
    for (const { parameter, input } of suspectsOf(oracle.document, asked).slice(0, MOST_FINDINGS)) {
      if (!isTime()) break;
      const { request, response: answer } = await sendValid(input, false);
      const problem = answer && problemOfSuspect(parameter, input, answer);
      if (problem !== undefined) tell([problem], "a legal request", request, answer);
    }
  }
  const accepted = asked.flatMap(({ input, status }) => (status < 400 ? [input] : []));
  if (cases.valid > 0 && accepted.length === 0 && findings.size === 0) {
    notes.push("No legal request was accepted: what it answers then was not seen.");
  }
  const base = accepted.at(-1) ?? asked[0]?.input;
  if (base !== undefined && !silence?.isGone) {
    const bodies = fullestBodies(accepted.length === 0 ? inputs : accepted);
    const isUsual = accepted.length > 0;
    cases = { ...cases, ...(await sendInvalid(operation, { input: base, bodies, isUsual }, way, setting, tell)) };
  }
  if (more.size > 0) notes.push(`There were ${more.size} findings more.`);
  notes.push(...oracle.judge.undecided());
  const report = reportOn(operation, { cases, seen, findings: [...findings.values()], notes }, locate);
  return { report, isGone: silence?.isGone === true };
}

/** Methods that change nothing: RFC 9110 §9.2.1, and QUERY. */
export const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);

/** The first alternative that there are credentials for. */
function wayIn({ security }: DescribedOperation, secrets: Secrets): WayIn {
  for (const alternative of security) {
    const credentials = credentialsFor(alternative, secrets);
    if (credentials !== undefined && alternative.length > 0) return { alternative, credentials, notes: [] };
  }
  const isOpen = security.length === 0 || security.some((alternative) => alternative.length === 0);
  const keys = [...new Set(security.flat().map(({ scheme }) => scheme.key))];
  const notes = isOpen ? [] : [`There were no credentials for ${keys.join(", ")}: give them with --auth.`];
  return { alternative: [], credentials: NO_CREDENTIALS, notes };
}

/** The input with path values that the server has told of, two times out of three. */
function recalled(
  operation: DescribedOperation,
  input: OperationInput,
  index: number,
  memory: Memory,
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
  return { input: { ...input, parameters }, isCreated: created > 0 && created === path.length };
}

function problemsOfValid(
  description: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse,
  isCreated: boolean,
): readonly Problem[] {
  const { status } = response;
  const pointer = `${operation.pointer}/responses`;
  const isWritten = operation.responses.some((one) => one.status === String(status) || /^5XX$/i.test(one.status));
  if (status >= 500 && !isWritten) {
    return [
      {
        kind: "server-error",
        message: `A legal request was answered with ${status}.`,
        place: { in: "status" },
        pointer,
      },
    ];
  }
  const problems = problemsOfResponse(description, operation, response);
  if (status !== 404 || !isCreated || operation.method === "DELETE") return problems;
  const message = "What a request has just created is answered with 404.";
  return [{ kind: "not-found-after-creation", message, place: { in: "status" }, pointer }, ...problems];
}
