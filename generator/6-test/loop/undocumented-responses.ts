/** What nobody promised: the client must tell it apart, and the server must not let it out. */
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { mutantsOf } from "../cases/mutations/invalid-values.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";
import type { PlannedResponse } from "./planned-response.ts";
import type { Loop, Trip } from "./loop.ts";

export interface UndocumentedResponse {
  readonly about: string;
  readonly reply: () => unknown;
  /** What the caller must see of it. */
  readonly wanted: { readonly reason: string } | { readonly status: number };
}

/** Bodies of a handler that are not as promised. */
const MOST_WRONG = 2;

/** Answers of a server that breaks its promise, and those of a handler that would make ours break it. */
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
      reply: () => new Response("surprise", { status: 599, headers: { "content-type": "text/plain" } }),
      wanted: { reason: "status" },
    });
  }
  const json = planned.find(({ content }) => content?.kind === "json" && !content.mediaType.includes("*"));
  if (json?.content === undefined || operation.method === "HEAD") return undocumentedResponses;
  const { status, content, body, response, headers } = json;
  if (!response.contents.some(({ mediaType }) => mediaType.includes("*"))) {
    undocumentedResponses.push({
      about: "an undocumented media type",
      reply: () => new Response("surprise", { status, headers: { "content-type": "application/x-unheard-of" } }),
      wanted: { reason: "media type" },
    });
  }
  undocumentedResponses.push({
    about: "JSON that is cut off",
    reply: () => new Response('{"a":', { status, headers: { "content-type": content.mediaType } }),
    wanted: { reason: "syntax" },
  });
  const strict = {
    document,
    judge: { ...judge, refuses: (schema, value) => judge.refuses(schema, value, "response") },
  } satisfies Parameters<typeof mutantsOf>[2];
  const wrong: UndocumentedResponse[] = [];
  for (const mutant of mutantsOf(content.schema, body, strict)) {
    wrong.push({
      about: `a handler's body ${mutant.about}`,
      reply: () => ({ status, body: mutant.value, headers, contentType: content.mediaType }),
      wanted: { status: 500 },
    });
    if (wrong.length === MOST_WRONG) break;
  }
  return [...undocumentedResponses, ...wrong];
}

export async function runUndocumented(
  loop: Loop,
  operation: DescribedOperation,
  { input, auth }: { readonly input: OperationInput; readonly auth: Secrets },
  { about, reply, wanted }: UndocumentedResponse,
): Promise<{ readonly trip: Trip; readonly problems: readonly Problem[] }> {
  const trip = await loop.call(operation, input, auth, reply);
  const { result, response: answer, refusal } = trip;
  const problem = (message: string) => ({
    trip,
    problems: [{ kind: "wrong-result", message, pointer: operation.pointer } as const],
  });
  if ("status" in wanted) {
    if (answer?.status === wanted.status) return { trip, problems: [] };
    return problem(`The server let ${about} out with the status ${answer?.status}.`);
  }
  if (result === undefined) return problem(`The client threw at ${about}: ${refusal?.message}.`);
  const { error } = result;
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  if (!result.ok && reason === wanted.reason) return { trip, problems: [] };
  return problem(`The result of ${about} is no unexpected answer by its ${wanted.reason}.`);
}
