/** Validates forwarded requests and responses, and collects a test report. */
import { type MeaningOptions, rewriteDocument } from "../1-document/rewrite/rewrite-document.ts";
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
import { decodeContent } from "./decode-content.ts";
import { wireRequestOf } from "./observed-request.ts";
import { redactionsOfRequest, withHiddenBody } from "../5-oracle/report/redaction.ts";
import type { FailedExchange, CompletedExchange } from "./relay.ts";
import { createRequestValidator, type RequestVerdict } from "./request-validation.ts";

/** Validates exchanges and collects the results. */
export interface TrafficRecorder {
  /** Returns the problems of an exchange. Never rejects because of its content. */
  readonly judge: (exchange: CompletedExchange | FailedExchange) => Promise<ExchangeVerdict>;
  readonly report: () => TestReport;
}

/** Result of the validation of an exchange. */
interface ExchangeVerdict {
  /** Operation id, or undefined if the description has no matching operation. */
  readonly operation: string | undefined;
  readonly problems: readonly Problem[];
}

/** Results of one operation. */
interface OperationTraffic {
  readonly record: OperationRecord;
  /** Number of bodies that were too large or incomplete, so they were not validated. */
  unreadBodies: number;
}

const FINDING_LIMITS = { perKind: 20, perOperation: 20 };
const MAX_UNKNOWN_REQUESTS = 20;

/** Creates a recorder. `spec` and `url` are the names of description and server in the report. */
export async function createTrafficRecorder(
  running: LoadedProgram,
  given: { readonly spec: string; readonly url: string; readonly meaning: MeaningOptions },
): Promise<TrafficRecorder> {
  const { spec, url, meaning } = given;
  const document = rewriteDocument(running.bundled, meaning);
  const oracle = createOracle(document);
  const locate = createLocator(await running.locator());
  const operations = readOperations(document);
  const judgeRequest = createRequestValidator(running.program);
  const traffic = new Map<DescribedOperation, OperationTraffic>(
    operations.map((operation) => [
      operation,
      { record: new OperationRecord(operation, FINDING_LIMITS), unreadBodies: 0 },
    ]),
  );
  const unknownRequests = new Set<string>();
  const start = performance.now();

  async function judge(exchange: CompletedExchange | FailedExchange): Promise<ExchangeVerdict> {
    const { method, target, requestHeaders, requestBody } = exchange;
    const body = requestBody ?? new Uint8Array();
    const verdict = await judgeRequest({ method, target, headers: requestHeaders, body });
    const operation = operations.find(
      (one) => one.method === verdict.operation?.method && one.path === verdict.operation.path,
    );
    const known = operation && traffic.get(operation);
    if (operation === undefined || known === undefined) {
      const [path = ""] = target.split("?");
      if (unknownRequests.size < MAX_UNKNOWN_REQUESTS) {
        unknownRequests.add(`${method} ${path} is not in the description.`);
      }
      return { operation: undefined, problems: [] };
    }
    const response = "status" in exchange ? receivedResponse(exchange) : undefined;
    const wrong = problemsOfRequest(requestBody ? verdict : withoutBodyIssues(verdict), operation, response);
    const { record } = known;
    record.cases[wrong.length > 0 ? "invalid" : "valid"] += 1;
    if (response) record.countResponse(response);
    const isComplete = !("status" in exchange) || exchange.responseBody !== undefined;
    known.unreadBodies += Number(requestBody === undefined) + Number(!isComplete);
    const problems = [...wrong, ...(isComplete ? problemsOf(exchange, operation, response) : [])];
    record.noteUndecided(oracle.judge);
    addFindings(record, problems, exchange, response);
    return { operation: operation.id, problems };
  }

  function problemsOf(
    exchange: CompletedExchange | FailedExchange,
    operation: DescribedOperation,
    response: ReceivedResponse | undefined,
  ): readonly Problem[] {
    if (response) {
      // no response to HEAD has a body, although the description of GET has one (RFC 9110 §9.3.2)
      const { method } = exchange;
      return problemsOfResponse(oracle, method === "HEAD" ? { ...operation, method } : operation, response);
    }
    const reason = "reason" in exchange ? exchange.reason : "the connection was closed";
    return [{ kind: "no-response", message: `There is no complete response: ${reason}.`, pointer: operation.pointer }];
  }

  function addFindings(
    record: OperationRecord,
    problems: readonly Problem[],
    exchange: CompletedExchange | FailedExchange,
    response: ReceivedResponse | undefined,
  ): void {
    const { method, target, requestHeaders: headers, requestBody: body } = exchange;
    const request = withHiddenBody(wireRequestOf({ method, target, headers, body }));
    const redactions = redactionsOfRequest(request, operations);
    const toFinding = (problem: Problem): Finding => {
      const evidence = {
        about: "forwarded request",
        request: reportRequest(request, url, redactions),
        response,
        reproduction: curlCommand(request, url, redactions),
      };
      return createFinding(problem, evidence, locate);
    };
    for (const problem of problems) record.addFinding(problem, toFinding, problemKey(problem, response));
  }

  function report(): TestReport {
    const reports = Array.from(traffic.values(), ({ record, unreadBodies: unread }) => {
      const { valid, invalid } = record.cases;
      return record.report(locate, [
        ...(valid + invalid === 0 ? ["There was no request."] : []),
        ...(unread > 0
          ? [`Bodies that were not validated, because they were larger than 16 MiB or incomplete: ${unread}.`]
          : []),
      ]);
    });
    const { title, version } = document.info;
    return {
      ok: reports.every(({ findings }) => findings.length === 0),
      description: { title, version, file: spec },
      subject: { kind: "traffic", url },
      seed: 0,
      operations: reports,
      notes: [...unknownRequests],
      duration: performance.now() - start,
    };
  }

  return { judge, report };
}

function receivedResponse({
  status,
  responseHeaders: headers,
  responseBody: body = Buffer.alloc(0),
}: CompletedExchange): ReceivedResponse {
  return { status, headers, bytes: decodeContent(body, headers.get("content-encoding")) };
}

/** Returns a verdict without issues of the body, for a request whose body was not recorded. */
function withoutBodyIssues(verdict: RequestVerdict): RequestVerdict {
  return { ...verdict, issues: verdict.issues.filter(({ in: place }) => place !== "body") };
}

/** Returns the deviations of a request, and a problem if the server accepted an invalid request. */
function problemsOfRequest(
  { issues, refusal }: RequestVerdict,
  { pointer }: DescribedOperation,
  response: ReceivedResponse | undefined,
): readonly Problem[] {
  const isAccepted = response !== undefined && response.status < 400;
  if (refusal?.status === 401) {
    const message = "The request has no credentials.";
    const accepted = {
      kind: "accepted-unauthorized",
      message: `The status of the response is ${response?.status}.`,
      pointer,
    } as const;
    return [{ kind: "wrong-request", message, pointer }, ...(isAccepted ? [accepted] : [])];
  }
  const wrong = issues.map(({ in: place, name, pointer: inside, message }): Problem => {
    const what = [place, name, inside].filter(Boolean).join(" ");
    return {
      kind: "wrong-request",
      message: `The ${what} of the request ${message}.`,
      place: { in: place, ...(name !== undefined && { name }), ...(inside !== undefined && { pointer: inside }) },
      pointer,
    };
  });
  const detail = refusal?.detail ?? refusal?.title;
  if (detail !== undefined) wrong.push({ kind: "wrong-request", message: detail, pointer });
  if (wrong.length === 0 || !isAccepted) return wrong;
  return [
    ...wrong,
    { kind: "accepted-invalid", message: `The status of the response is ${response.status}.`, pointer },
  ];
}
