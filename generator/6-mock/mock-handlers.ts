/** The mock as handlers of the generated server. */
import type { OperationSpec } from "../../templates/runtime/operation.ts";
import type { Issue, Problem } from "../../templates/server/http/problem.ts";
import type { AnyServerOptions } from "../../templates/server/options.ts";
import type { RequestContext } from "../../templates/server/request-context.ts";
import type { Program } from "../5-program/load-generated.ts";
import type { MockResponse, Responses, Asked } from "./mock-responses.ts";
import { acceptAnyCredential } from "../5-program/accept-any-credential.ts";
import { wishesOf } from "./prefer-header.ts";
import { Unmakeable } from "./sample-values.ts";

export interface MockSettings {
  /** Made when the first request comes: it reads the whole description. */
  readonly responses: () => Responses;
  /** Of valid requests, from 0 to 1, that fail. */
  readonly failureRate: number;
  /** From 0 to 1, another one each time. */
  readonly random: () => number;
  /** Notes something about a request, for people. */
  readonly note: (requestContext: object, text: string) => void;
}

/** What a handler is given, as far as the mock looks. */
interface MockInput extends RequestContext {
  readonly operation: OperationSpec;
  readonly path: unknown;
}

export interface Mocking {
  /** A function per operation. */
  readonly handlers: object;
  readonly options: AnyServerOptions;
}

export function mockHandlers(program: Program, settings: MockSettings): Mocking {
  const { responses: answers, failureRate, random, note } = settings;
  const { HttpProblem } = program;

  function handle(input: MockInput): MockResponse | Response {
    if (random() < failureRate) throw new HttpProblem(503, { detail: "This request fails, as --failure-rate asks." });
    const { headers } = input.request;
    const { operation, path } = input;
    const asked = { operation, path, wishes: wishesOf(headers.get("prefer")), accept: headers.get("accept") };
    try {
      return response(input, asked);
    } catch (error) {
      if (error instanceof Unmakeable) throw new HttpProblem(500, { detail: `${operation.id}: ${error.message}.` });
      throw error;
    }
  }

  function response(requestContext: object, asked: Asked): MockResponse | Response {
    if (Object.keys(asked.operation.responses).length === 0) return new Response(); // nothing is promised
    const chosen = answers().choose(asked);
    if (!chosen) throw new HttpProblem(406, { detail: "None of the media types of the answer is acceptable." });
    const { unmet, source } = chosen;
    if (asked.wishes.strict && unmet.length > 0) throw new HttpProblem(400, { detail: unmet.join(" ") });
    note(requestContext, source);
    for (const sentence of unmet) note(requestContext, sentence);
    const applied = appliedOf(asked, unmet);
    if (applied === "") return chosen.response;
    return { ...chosen.response, headers: { ...chosen.response.headers, "preference-applied": applied } };
  }

  /** What the description promises in the place of a problem of ours: clients are made for that. */
  function onProblem(problem: Problem, requestContext: RequestContext): MockResponse | undefined {
    const reason = [problem.detail ?? problem.title, ...(problem.errors ?? []).map(sentenceOf)].join(" ");
    note(requestContext, reason);
    const refusal = requestContext.operation && answers().refuse(requestContext.operation, problem);
    if (!refusal) return undefined;
    const { response: documented } = refusal;
    return { ...documented, headers: { ...documented.headers, "x-mock-reason": printable(reason) } };
  }

  return {
    handlers: Object.fromEntries([...program.operations.keys()].map((id) => [id, handle])),
    options: {
      security: acceptAnyCredential(program),
      onProblem,
      onError: (error, requestContext) => note(requestContext, error instanceof Error ? error.message : String(error)),
      onInvalidResponse: (issues, requestContext) => note(requestContext, issues.map(sentenceOf).join(" ")),
    },
  };
}

/** RFC 7240 §3 */
function appliedOf({ wishes: { code, example, dynamic } }: Asked, unmet: readonly string[]): string {
  if (unmet.length > 0) return "";
  const applied = [
    ...(code === undefined ? [] : [`code=${code}`]),
    ...(example === undefined ? [] : [`example=${JSON.stringify(printable(example))}`]),
    ...(dynamic ? ["dynamic=true"] : []),
  ];
  return applied.join(", ");
}

function sentenceOf({ in: place, name, pointer, message }: Issue): string {
  return `${[place, name, pointer].filter(Boolean).join(" ")} ${message}.`;
}

/** As a header can carry it. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 1_000);
}
