/** All cases of one operation against a server that runs. */
import type { Answer } from "../answer.ts";
import { problemsOfAnswer } from "../answers.ts";
import { count, reportOn } from "../coverage.ts";
import type { DescribedOperation } from "../description.ts";
import { findingOf } from "../findings.ts";
import { inputsOf } from "../inputs.ts";
import type { Law } from "../law.ts";
import { fullestBodies } from "../mutations/requests.ts";
import { keyOf, type Problem } from "../problem.ts";
import type { CaseCounts, Finding, OperationReport } from "../report.ts";
import { credentialsFor, NO_CREDENTIALS, type Secrets } from "../security.ts";
import { shrinkInput } from "../shrink.ts";
import { type Input, requestOf, type WireRequest } from "../wire/request.ts";
import { curlLine, redactionsOf, reportedRequest } from "./curl.ts";
import { askIllegal, type WayIn } from "./illegal.ts";
import type { Memory } from "./memory.ts";
import { type Asked, problemOfSuspect, suspectsOf } from "./refused.ts";
import { scrubberOf } from "./scrub.ts";
import type { Silence } from "./sender.ts";
import type { LiveSetting } from "./setting.ts";

export interface LiveReport {
  readonly report: OperationReport;
  /** Whether nobody is there who answers. */
  readonly isGone: boolean;
}

type Exchange = { readonly request: WireRequest; readonly problems: readonly Problem[] } & (
  | { readonly answer: Answer; readonly silence: undefined }
  | { readonly answer: undefined; readonly silence: Silence }
);

/** Requests that a single failing case may cost to be made smaller. */
const SHRINKING = 30;
const MOST_FINDINGS = 10;

export async function askOperation(operation: DescribedOperation, setting: LiveSetting): Promise<LiveReport> {
  const { law, locate, send, url, memory, secrets, maxCases, isTime } = setting;
  const findings = new Map<string, Finding>();
  /** The keys of others. */
  const more = new Set<string>();
  const seen = new Map<string, number>();
  let cases: CaseCounts = { legal: 0, illegal: 0, untried: 0 };
  const way = wayIn(operation, secrets);
  const redactions = redactionsOf(way.alternative, secrets);
  const { inputs, notes: ofInputs } = await inputsOf(operation, Math.max(2, Math.ceil(maxCases * 0.4)), setting);
  const notes = [...ofInputs, ...way.notes];
  const scrub = scrubberOf(secrets);

  function tell(problems: readonly Problem[], about: string, request: WireRequest, answer: Answer | undefined): void {
    for (const problem of problems) {
      const key = keyOf(problem, answer);
      if (findings.has(key)) continue;
      if (findings.size >= MOST_FINDINGS) {
        more.add(key);
        continue;
      }
      const reproduction = curlLine(request, url, redactions);
      const given = { about, request: reportedRequest(request, url, redactions), answer, reproduction };
      findings.set(key, scrub(findingOf(problem, given, locate)));
    }
  }

  /** What is wrong with the answer to a legal input. */
  async function askLegal(input: Input, isCreated: boolean): Promise<Exchange> {
    const request = await requestOf(operation, input, way.credentials);
    const answer = await send(request);
    if ("failure" in answer) {
      const message = `The server did not answer: ${answer.failure}.`;
      const problems = [{ kind: "no-answer", message, pointer: operation.pointer } as const];
      return { request, answer: undefined, silence: answer, problems };
    }
    if (answer.status < 300) memory.learn(operation, input, answer);
    return { request, answer, silence: undefined, problems: problemsOfLegal(law, operation, answer, isCreated) };
  }

  const asked: Asked[] = [];
  let silence: Silence | undefined;
  for (const sampled of inputs) {
    if (!isTime()) break;
    const { input, isCreated } = recalled(operation, sampled, cases.legal, memory);
    const { request, answer, problems, silence: none } = await askLegal(input, isCreated);
    cases = { ...cases, legal: cases.legal + 1 };
    silence = none;
    if (answer !== undefined) {
      count(seen, operation, answer);
      asked.push({ input, status: answer.status });
    } else if (none.isGone || none.isSlow) {
      tell(problems, "a legal request", request, undefined);
      break;
    }
    const first = problems.find((problem) => !findings.has(keyOf(problem, answer)));
    if (first === undefined) continue;
    // what creates something is not called again and again
    const isHarmless = SAFE.has(operation.method);
    const fails = async (smaller: Input): Promise<boolean> => {
      const again = await askLegal(smaller, isCreated);
      return again.problems.some((one) => keyOf(one, again.answer) === keyOf(first, answer));
    };
    const smallest = isHarmless ? await shrinkInput(operation, input, law.judge, fails, SHRINKING) : input;
    const last = smallest === input ? { request, answer, problems } : await askLegal(smallest, isCreated);
    const isSame = last.problems.some((one) => keyOf(one, last.answer) === keyOf(first, answer));
    if (isSame) tell(last.problems, "a legal request", last.request, last.answer);
    tell(problems, "a legal request", request, answer);
  }
  if (SAFE.has(operation.method)) {
    for (const { parameter, input } of suspectsOf(law.document, asked).slice(0, MOST_FINDINGS)) {
      if (!isTime()) break;
      const { request, answer } = await askLegal(input, false);
      const problem = answer && problemOfSuspect(parameter, input, answer);
      if (problem !== undefined) tell([problem], "a legal request", request, answer);
    }
  }
  const accepted = asked.flatMap(({ input, status }) => (status < 400 ? [input] : []));
  if (cases.legal > 0 && accepted.length === 0 && findings.size === 0) {
    notes.push("No legal request was accepted: what it answers then was not seen.");
  }
  const base = accepted.at(-1) ?? asked[0]?.input;
  if (base !== undefined && !silence?.isGone) {
    const bodies = fullestBodies(accepted.length === 0 ? inputs : accepted);
    const isUsual = accepted.length > 0;
    cases = { ...cases, ...(await askIllegal(operation, { input: base, bodies, isUsual }, way, setting, tell)) };
  }
  if (more.size > 0) notes.push(`There were ${more.size} findings more.`);
  notes.push(...law.judge.undecided());
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
  input: Input,
  index: number,
  memory: Memory,
): { input: Input; isCreated: boolean } {
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

function problemsOfLegal(
  law: Law,
  operation: DescribedOperation,
  answer: Answer,
  isCreated: boolean,
): readonly Problem[] {
  const { status } = answer;
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
  const problems = problemsOfAnswer(law, operation, answer);
  if (status !== 404 || !isCreated || operation.method === "DELETE") return problems;
  const message = "What a request has just created is answered with 404.";
  return [{ kind: "not-found-after-creation", message, place: { in: "status" }, pointer }, ...problems];
}
