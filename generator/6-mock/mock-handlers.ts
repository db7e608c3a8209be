/** Handlers of the generated server that return sample responses. */
import type { OperationSpec } from "../../templates/runtime/operation.ts";
import type { Issue, Problem } from "../../templates/server/http/problem.ts";
import type { AnyServerOptions } from "../../templates/server/options.ts";
import type { RequestContext } from "../../templates/server/request-context.ts";
import type { Program } from "../5-program/load-generated.ts";
import type { MockResponse, ResponseChooser, MockRequest } from "./choose-response.ts";
import { acceptAnyCredential } from "../5-program/accept-any-credential.ts";
import { parsePrefer } from "./prefer-header.ts";
import { NoSampleError } from "./samples/sample-response.ts";

/** Dependencies and options of the handlers. */
export interface MockHandlerOptions {
  /** Created at the first request, because it reads the whole description. */
  readonly responses: () => ResponseChooser;
  /** Share of valid requests that fail, from 0 to 1. */
  readonly failureRate: number;
  /** Returns the next random number from 0 to 1. */
  readonly random: () => number;
  /** Adds a note about a request to its event. */
  readonly note: (requestContext: object, text: string) => void;
}

/** The part of a handler's input that the mock uses. */
interface MockInput extends RequestContext {
  readonly operation: OperationSpec;
  readonly path: unknown;
}

/** Arguments for a generated server. */
export interface MockServerSetup {
  /** Handlers by operation id. */
  readonly handlers: object;
  readonly options: AnyServerOptions;
}

/** Returns the handlers and server options of the mock. */
export function mockHandlers(program: Program, settings: MockHandlerOptions): MockServerSetup {
  const { responses, failureRate, random, note } = settings;
  const { HttpProblem } = program;

  function handle(input: MockInput): MockResponse | Response {
    if (random() < failureRate) throw new HttpProblem(503, { detail: "This request fails because of --failure-rate." });
    const { headers } = input.request;
    const { operation, path } = input;
    const asked = { operation, path, preferences: parsePrefer(headers.get("prefer")), accept: headers.get("accept") };
    try {
      return response(input, asked);
    } catch (error) {
      if (error instanceof NoSampleError) throw new HttpProblem(500, { detail: `${operation.id}: ${error.message}.` });
      throw error;
    }
  }

  function response(requestContext: object, asked: MockRequest): MockResponse | Response {
    if (Object.keys(asked.operation.responses).length === 0) return new Response(); // the description has no response
    const chosen = responses().choose(asked);
    if (!chosen) throw new HttpProblem(406, { detail: "The response has no media type that Accept allows." });
    const { unmetPreferences: unmet, source } = chosen;
    if (asked.preferences.strict && unmet.length > 0) throw new HttpProblem(400, { detail: unmet.join(" ") });
    note(requestContext, source);
    for (const sentence of unmet) note(requestContext, sentence);
    const applied = preferenceApplied(asked, unmet);
    if (applied === "") return chosen.response;
    return { ...chosen.response, headers: { ...chosen.response.headers, "preference-applied": applied } };
  }

  /** Returns the described response for a problem of the server, because clients expect described responses. */
  function onProblem(problem: Problem, requestContext: RequestContext): MockResponse | undefined {
    const reason = [problem.detail ?? problem.title, ...(problem.errors ?? []).map(issueSentence)].join(" ");
    note(requestContext, reason);
    const refusal = requestContext.operation && responses().chooseForProblem(requestContext.operation, problem);
    if (!refusal) return undefined;
    const { response: documented } = refusal;
    return { ...documented, headers: { ...documented.headers, "x-mock-reason": toHeaderValue(reason) } };
  }

  return {
    handlers: Object.fromEntries([...program.operations.keys()].map((id) => [id, handle])),
    options: {
      security: acceptAnyCredential(program),
      onProblem,
      onError: (error, requestContext) => note(requestContext, error instanceof Error ? error.message : String(error)),
      onInvalidResponse: (issues, requestContext) => note(requestContext, issues.map(issueSentence).join(" ")),
    },
  };
}

/** Returns the value of `Preference-Applied`. Empty if preferences are not met. RFC 7240 §3 */
function preferenceApplied({ preferences: { code, example, dynamic } }: MockRequest, unmet: readonly string[]): string {
  if (unmet.length > 0) return "";
  const applied = [
    ...(code === undefined ? [] : [`code=${code}`]),
    ...(example === undefined ? [] : [`example=${JSON.stringify(toHeaderValue(example))}`]),
    ...(dynamic ? ["dynamic=true"] : []),
  ];
  return applied.join(", ");
}

function issueSentence({ in: place, name, pointer, message }: Issue): string {
  return `${[place, name, pointer].filter(Boolean).join(" ")} ${message}.`;
}

/** Returns a string that a header can contain: at most 1,000 characters of printable ASCII. */
function toHeaderValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 1_000);
}
