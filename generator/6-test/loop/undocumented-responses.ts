/** Tests responses that the description does not have. The client must report them as unexpected, and the server must not send them. */
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { mutantsOf } from "../cases/mutations/invalid-values.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";
import type { PlannedResponse } from "./planned-response.ts";
import type { ClosedLoop, LoopExchange } from "./closed-loop.ts";

export interface UndocumentedResponse {
  readonly about: string;
  readonly handler: () => unknown;
  /** The reason of the unexpected response that the client must report, or the status that the server must send. */
  readonly expected: { readonly reason: string } | { readonly status: number };
}

/** The number of invalid bodies that a handler returns. */
const MOST_INVALID_BODIES = 2;

/** Returns undocumented responses of a server, and invalid bodies of a handler that the server must not send. */
export function undocumentedResponsesOf(
  { document, judge }: Oracle,
  operation: DescribedOperation,
  planned: readonly PlannedResponse[],
): readonly UndocumentedResponse[] {
  const undocumentedResponses: UndocumentedResponse[] = [];
  const statuses = new Set(operation.responses.map(({ status }) => status.toUpperCase()));
  if (!statuses.has("DEFAULT") && !statuses.has("5XX") && !statuses.has("599")) {
    undocumentedResponses.push({
      about: "an undocumented status",
      handler: () => new Response("undocumented", { status: 599, headers: { "content-type": "text/plain" } }),
      expected: { reason: "status" },
    });
  }
  const json = planned.find(({ content }) => content?.kind === "json" && !content.mediaType.includes("*"));
  if (json?.content === undefined || operation.method === "HEAD") return undocumentedResponses;
  const { status, content, body, response, headers } = json;
  if (!response.contents.some(({ mediaType }) => mediaType.includes("*"))) {
    undocumentedResponses.push({
      about: "an undocumented media type",
      handler: () => new Response("undocumented", { status, headers: { "content-type": "application/x-unheard-of" } }),
      expected: { reason: "media type" },
    });
  }
  undocumentedResponses.push({
    about: "truncated JSON",
    handler: () => new Response('{"a":', { status, headers: { "content-type": content.mediaType } }),
    expected: { reason: "syntax" },
  });
  const strict = {
    document,
    judge: { ...judge, rejects: (schema, value) => judge.rejects(schema, value, "response") },
  } satisfies Parameters<typeof mutantsOf>[2];
  const invalidBodies: UndocumentedResponse[] = [];
  for (const mutant of mutantsOf(content.schema, body, strict)) {
    invalidBodies.push({
      about: `a handler's body ${mutant.about}`,
      handler: () => ({ status, body: mutant.value, headers, contentType: content.mediaType }),
      expected: { status: 500 },
    });
    if (invalidBodies.length === MOST_INVALID_BODIES) break;
  }
  return [...undocumentedResponses, ...invalidBodies];
}

export async function runUndocumentedResponse(
  loop: ClosedLoop,
  operation: DescribedOperation,
  { input, auth }: { readonly input: OperationInput; readonly auth: Secrets },
  { about, handler: reply, expected: wanted }: UndocumentedResponse,
): Promise<{ readonly exchange: LoopExchange; readonly problems: readonly Problem[] }> {
  const exchange = await loop.call(operation, input, auth, reply);
  const { result, response, clientError } = exchange;
  const problem = (message: string) => ({
    exchange,
    problems: [{ kind: "wrong-result", message, pointer: operation.pointer } as const],
  });
  if ("status" in wanted) {
    if (response?.status === wanted.status) return { exchange, problems: [] };
    return problem(`The server sent ${about} with the status ${response?.status}.`);
  }
  if (result === undefined) return problem(`The client threw an error for ${about}: ${clientError?.message}.`);
  const { error } = result;
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  if (!result.ok && reason === wanted.reason) return { exchange, problems: [] };
  return problem(`The client did not report ${about} as an unexpected response with the reason ${wanted.reason}.`);
}
