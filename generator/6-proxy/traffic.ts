/** What passes through the proxy, held to the description: a report like that of the tests. */
import { rewriteDocument } from "../1-document/rewrite/rewrite-document.ts";
import type { ReceivedResponse } from "../5-oracle/response/received-response.ts";
import { problemsOfResponse } from "../5-oracle/response/response-judge.ts";
import { OperationRecord } from "../5-oracle/report/operation-record.ts";
import type { DescribedOperation } from "../5-oracle/description/described-operation.ts";
import { createFinding, createLocator } from "../5-oracle/report/findings.ts";
import { createOracle } from "../5-oracle/judge/oracle.ts";
import { curlCommand, reportRequest } from "../5-oracle/report/curl.ts";
import type { LoadedProgram } from "../5-program/load-generated.ts";
import { problemKey, type Problem } from "../5-oracle/response/problem.ts";
import { readOperations } from "../5-oracle/description/read-operations.ts";
import type { Finding, TestReport } from "../5-oracle/report/test-report.ts";
import { uncompressed } from "./compression.ts";
import { wireRequestOf } from "./observed-request.ts";
import { redactionsOfRequest } from "../5-oracle/report/redaction.ts";
import type { Failed, Passed } from "./relay.ts";
import { requestJudgeOf, type Verdict } from "./request-validation.ts";

export interface Traffic {
  /** What is wrong with an exchange; never rejects for what has passed. */
  readonly judge: (passed: Passed | Failed) => Promise<Judged>;
  readonly report: () => TestReport;
}

export interface Judged {
  /** As `--operation` of the tests takes it; undefined where the description has none. */
  readonly operation: string | undefined;
  readonly problems: readonly Problem[];
}

/** The results of one operation, and the bodies that could not be judged. */
interface OperationTraffic {
  readonly record: OperationRecord;
  /** Bodies that were longer than the limit, or incomplete. */
  unread: number;
}

const FINDING_LIMITS = { perKind: 20, perOperation: 20 };
const MOST_STRANGERS = 20;

export async function trafficOf(
  running: LoadedProgram,
  given: { readonly spec: string; readonly url: string },
): Promise<Traffic> {
  const { spec, url } = given;
  const document = rewriteDocument(running.bundled);
  const oracle = createOracle(document);
  const locate = createLocator(await running.locator());
  const operations = readOperations(document);
  const judgeRequest = requestJudgeOf(running.program);
  const traffic = new Map<DescribedOperation, OperationTraffic>(
    operations.map((operation) => [operation, { record: new OperationRecord(operation, FINDING_LIMITS), unread: 0 }]),
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
    const known = operation && traffic.get(operation);
    if (operation === undefined || known === undefined) {
      const [path = ""] = target.split("?");
      if (strangers.size < MOST_STRANGERS) strangers.add(`${method} ${path} is not in the description.`);
      return { operation: undefined, problems: [] };
    }
    const response = "status" in passed ? responseOf(passed) : undefined;
    const wrong = problemsOfRequest(requestBody ? verdict : withoutBody(verdict), operation, response);
    const { record } = known;
    record.cases[wrong.length > 0 ? "invalid" : "valid"] += 1;
    if (response) record.countResponse(response);
    const isWhole = !("status" in passed) || passed.responseBody !== undefined;
    known.unread += Number(requestBody === undefined) + Number(!isWhole);
    const problems = [...wrong, ...(isWhole ? problemsOf(passed, operation, response) : [])];
    record.noteUndecided(oracle.judge);
    addFindings(record, problems, passed, response);
    return { operation: operation.id, problems };
  }

  function problemsOf(
    passed: Passed | Failed,
    operation: DescribedOperation,
    response: ReceivedResponse | undefined,
  ): readonly Problem[] {
    if (response) return problemsOfResponse(oracle, operation, response);
    const reason = "reason" in passed ? passed.reason : "it was cut off";
    return [{ kind: "no-response", message: `No whole answer came: ${reason}.`, pointer: operation.pointer }];
  }

  function addFindings(
    record: OperationRecord,
    problems: readonly Problem[],
    passed: Passed | Failed,
    response: ReceivedResponse | undefined,
  ): void {
    const { method, target, requestHeaders: headers, requestBody: body } = passed;
    const request = wireRequestOf({ method, target, headers, body });
    const redactions = redactionsOfRequest(request, operations);
    const toFinding = (problem: Problem): Finding => {
      const exchange = {
        about: "what has passed",
        request: reportRequest(request, url, redactions),
        response: response && { ...response, headers: withoutCookies(response.headers) },
        reproduction: curlCommand(request, url, redactions),
      };
      return createFinding(problem, exchange, locate);
    };
    for (const problem of problems) record.addFinding(problem, toFinding, problemKey(problem, response));
  }

  function report(): TestReport {
    const reports = Array.from(traffic.values(), ({ record, unread }) => {
      const { valid, invalid } = record.cases;
      return record.report(locate, [
        ...(valid + invalid === 0 ? ["No request has come."] : []),
        ...(unread > 0 ? [`Bodies that were too long (over 16 MiB) or cut off, and were not judged: ${unread}.`] : []),
      ]);
    });
    const { title, version } = document.info;
    return {
      ok: reports.every(({ findings }) => findings.length === 0),
      oracle: { title, version, file: spec },
      subject: { kind: "traffic", url },
      seed: 0,
      operations: reports,
      notes: [...strangers],
      duration: performance.now() - start,
    };
  }

  return { judge, report };
}

function responseOf({
  status,
  responseHeaders: answerHeaders,
  responseBody: answerBody = Buffer.alloc(0),
}: Passed): ReceivedResponse {
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
  response: ReceivedResponse | undefined,
): readonly Problem[] {
  const isAccepted = response !== undefined && response.status < 400;
  if (refusal?.status === 401) {
    const message = "The request brings no credentials.";
    const accepted = {
      kind: "accepted-unauthorized",
      message: `The server answered it with ${response?.status}.`,
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
  return [...wrong, { kind: "accepted-invalid", message: `The server answered it with ${response.status}.`, pointer }];
}

/** Cookies that a server sets are credentials as often as not. */
function withoutCookies(headers: Headers): Headers {
  const shown = new Headers(headers);
  if (shown.has("set-cookie")) shown.set("set-cookie", "(not shown)");
  return shown;
}
