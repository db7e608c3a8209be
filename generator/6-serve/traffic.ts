/** What passes through the proxy, held to the description: a report like that of the tests. */
import { documentOf } from "../1-document/document.ts";
import type { Answer } from "../5-contract/answer.ts";
import { problemsOfAnswer } from "../5-contract/answers.ts";
import { count, reportOn, type Seen } from "../5-contract/coverage.ts";
import type { DescribedOperation } from "../5-contract/description.ts";
import { findingOf, locatorOf } from "../5-contract/findings.ts";
import { lawOf } from "../5-contract/law.ts";
import { curlLine, reportedRequest } from "../5-contract/live/curl.ts";
import type { Running } from "../5-contract/load-generated.ts";
import { keyOf, type Problem } from "../5-contract/problem.ts";
import { readOperations } from "../5-contract/reading.ts";
import type { Finding, ProofReport } from "../5-contract/report.ts";
import { uncompressed } from "./compression.ts";
import { redactionsIn, wireRequestOf } from "./redact.ts";
import type { Failed, Passed } from "./relay.ts";
import { requestJudgeOf, type Verdict } from "./request-judge.ts";

export interface Traffic {
  /** What is wrong with an exchange; never rejects for what has passed. */
  readonly judge: (passed: Passed | Failed) => Promise<Judged>;
  readonly report: () => ProofReport;
}

export interface Judged {
  /** As `--operation` of the tests takes it; undefined where the description has none. */
  readonly operation: string | undefined;
  readonly problems: readonly Problem[];
}

/** What is remembered of an operation. */
interface Known {
  readonly seen: Seen;
  readonly findings: Map<string, Finding>;
  /** Why bodies and headers were not judged, in sentences. */
  readonly undecided: Set<string>;
  legal: number;
  illegal: number;
  /** Bodies that were too long to be looked at, or not whole. */
  unread: number;
  /** Findings beyond those that are kept. */
  more: number;
}

const MOST_FINDINGS = 20;
const MOST_STRANGERS = 20;

export async function trafficOf(
  running: Running,
  given: { readonly spec: string; readonly url: string },
): Promise<Traffic> {
  const { spec, url } = given;
  const document = documentOf(running.bundled);
  const law = lawOf(document);
  const locate = locatorOf(await running.locator());
  const operations = readOperations(document);
  const judgeRequest = requestJudgeOf(running.program);
  const known = new Map<DescribedOperation, Known>(
    operations.map((operation) => [
      operation,
      { seen: new Map(), findings: new Map(), undecided: new Set(), legal: 0, illegal: 0, unread: 0, more: 0 },
    ]),
  );
  const strangers = new Set<string>();
  const start = performance.now();

  async function judge(passed: Passed | Failed): Promise<Judged> {
    const { method, target, requestHeaders, requestBody } = passed;
    const body = requestBody ?? new Uint8Array();
    const verdict = await judgeRequest({ method, target, headers: requestHeaders, body });
    const operation = operations.find(
      (one) => one.method === verdict.operation?.method && one.path === verdict.operation.path,
    );
    const about = operation && known.get(operation);
    if (operation === undefined || about === undefined) {
      const [path = ""] = target.split("?");
      if (strangers.size < MOST_STRANGERS) strangers.add(`${method} ${path} is not in the description.`);
      return { operation: undefined, problems: [] };
    }
    const answer = "status" in passed ? answerOf(passed) : undefined;
    const wrong = problemsOfRequest(requestBody ? verdict : withoutBody(verdict), operation, answer);
    if (wrong.length > 0) about.illegal += 1;
    else about.legal += 1;
    if (answer) count(about.seen, operation, answer);
    const isWhole = !("status" in passed) || passed.answerBody !== undefined;
    about.unread += Number(requestBody === undefined) + Number(!isWhole);
    const problems = [...wrong, ...(isWhole ? problemsOf(passed, operation, answer) : [])];
    for (const note of law.judge.undecided()) about.undecided.add(note);
    keep(about, problems, passed, answer);
    return { operation: operation.id, problems };
  }

  function problemsOf(
    passed: Passed | Failed,
    operation: DescribedOperation,
    answer: Answer | undefined,
  ): readonly Problem[] {
    if (answer) return problemsOfAnswer(law, operation, answer);
    const reason = "reason" in passed ? passed.reason : "it was cut off";
    return [{ kind: "no-answer", message: `No whole answer came: ${reason}.`, pointer: operation.pointer }];
  }

  function keep(about: Known, problems: readonly Problem[], passed: Passed | Failed, answer: Answer | undefined): void {
    const { method, target, requestHeaders: headers, requestBody: body } = passed;
    const request = wireRequestOf({ method, target, headers, body });
    const redactions = redactionsIn(request, operations);
    for (const problem of problems) {
      const key = keyOf(problem, answer);
      if (about.findings.has(key)) continue;
      if (about.findings.size >= MOST_FINDINGS) {
        about.more += 1;
        continue;
      }
      const exchange = {
        about: "what has passed",
        request: reportedRequest(request, url, redactions),
        answer: answer && { ...answer, headers: withoutCookies(answer.headers) },
        reproduction: curlLine(request, url, redactions),
      };
      about.findings.set(key, findingOf(problem, exchange, locate));
    }
  }

  function report(): ProofReport {
    const reports = Array.from(known, ([operation, { seen, findings, undecided, legal, illegal, unread, more }]) => {
      const notes = [
        ...(legal + illegal === 0 ? ["No request has come."] : []),
        ...(unread > 0 ? [`Bodies that were too long (over 16 MiB) or cut off, and were not judged: ${unread}.`] : []),
        ...undecided,
        ...(more > 0 ? [`${more} further departures were found.`] : []),
      ];
      return reportOn(
        operation,
        { cases: { legal, illegal, untried: 0 }, seen, findings: [...findings.values()], notes },
        locate,
      );
    });
    const { title, version } = document.info;
    return {
      ok: reports.every(({ findings }) => findings.length === 0),
      description: { title, version, file: spec },
      subject: { kind: "traffic", url },
      seed: 0,
      operations: reports,
      notes: [...strangers],
      duration: performance.now() - start,
    };
  }

  return { judge, report };
}

function answerOf({ status, answerHeaders, answerBody = Buffer.alloc(0) }: Passed): Answer {
  return { status, headers: answerHeaders, bytes: uncompressed(answerBody, answerHeaders.get("content-encoding")) };
}

/** Of a request whose body is not at hand: what was said about the body is about nothing. */
function withoutBody(verdict: Verdict): Verdict {
  return { ...verdict, issues: verdict.issues.filter(({ in: place }) => place !== "body") };
}

/** What the client has done wrong, and what the server has done about it. */
function problemsOfRequest(
  { issues, refusal }: Verdict,
  { pointer }: DescribedOperation,
  answer: Answer | undefined,
): readonly Problem[] {
  const isAccepted = answer !== undefined && answer.status < 400;
  if (refusal?.status === 401) {
    const message = "The request brings no credentials.";
    const accepted = {
      kind: "accepted-unauthorized",
      message: `The server answered it with ${answer?.status}.`,
      pointer,
    } as const;
    return [{ kind: "wrong-request", message, pointer }, ...(isAccepted ? [accepted] : [])];
  }
  const wrong = issues.map(({ in: place, name, pointer: inside, message }): Problem => {
    const what = [place, name, inside].filter(Boolean).join(" ");
    return {
      kind: "wrong-request",
      message: `The request's ${what} ${message}.`,
      place: { in: place, ...(name !== undefined && { name }), ...(inside !== undefined && { pointer: inside }) },
      pointer,
    };
  });
  const detail = refusal?.detail ?? refusal?.title;
  if (detail !== undefined) wrong.push({ kind: "wrong-request", message: detail, pointer });
  if (wrong.length === 0 || !isAccepted) return wrong;
  return [...wrong, { kind: "accepted-illegal", message: `The server answered it with ${answer.status}.`, pointer }];
}

/** Cookies that a server sets are credentials as often as not. */
function withoutCookies(headers: Headers): Headers {
  const shown = new Headers(headers);
  if (shown.has("set-cookie")) shown.set("set-cookie", "(not shown)");
  return shown;
}
