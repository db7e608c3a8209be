/** What nobody promised: the client must tell it apart, and the server must not let it out. */
import type { DescribedOperation } from "../description.ts";
import type { Law } from "../law.ts";
import { mutantsOf } from "../mutations/values.ts";
import type { Problem } from "../problem.ts";
import type { Secrets } from "../security.ts";
import type { Input } from "../wire/request.ts";
import type { PlannedAnswer } from "./planned-answer.ts";
import type { Loop, Trip } from "./loop.ts";

export interface Surprise {
  readonly about: string;
  readonly reply: () => unknown;
  /** What the caller must see of it. */
  readonly wanted: { readonly reason: string } | { readonly status: number };
}

/** Bodies of a handler that are not as promised. */
const MOST_WRONG = 2;

/** Answers of a server that breaks its promise, and those of a handler that would make ours break it. */
export function surprisesOf(
  { document, judge }: Law,
  operation: DescribedOperation,
  planned: readonly PlannedAnswer[],
): readonly Surprise[] {
  const surprises: Surprise[] = [];
  const statuses = new Set(operation.responses.map(({ status }) => status.toUpperCase()));
  if (!statuses.has("DEFAULT") && !statuses.has("5XX") && !statuses.has("599")) {
    surprises.push({
      about: "an undocumented status",
      reply: () => new Response("surprise", { status: 599, headers: { "content-type": "text/plain" } }),
      wanted: { reason: "status" },
    });
  }
  const json = planned.find(({ content }) => content?.kind === "json" && !content.mediaType.includes("*"));
  if (json?.content === undefined || operation.method === "HEAD") return surprises;
  const { status, content, body, response, headers } = json;
  if (!response.contents.some(({ mediaType }) => mediaType.includes("*"))) {
    surprises.push({
      about: "an undocumented media type",
      reply: () => new Response("surprise", { status, headers: { "content-type": "application/x-unheard-of" } }),
      wanted: { reason: "media type" },
    });
  }
  surprises.push({
    about: "JSON that is cut off",
    reply: () => new Response('{"a":', { status, headers: { "content-type": content.mediaType } }),
    wanted: { reason: "syntax" },
  });
  const strict = {
    document,
    judge: { ...judge, refuses: (schema, value) => judge.refuses(schema, value, "response") },
  } satisfies Parameters<typeof mutantsOf>[2];
  const wrong: Surprise[] = [];
  for (const mutant of mutantsOf(content.schema, body, strict)) {
    wrong.push({
      about: `a handler's body ${mutant.about}`,
      reply: () => ({ status, body: mutant.value, headers, contentType: content.mediaType }),
      wanted: { status: 500 },
    });
    if (wrong.length === MOST_WRONG) break;
  }
  return [...surprises, ...wrong];
}

export async function runSurprise(
  loop: Loop,
  operation: DescribedOperation,
  { input, auth }: { readonly input: Input; readonly auth: Secrets },
  { about, reply, wanted }: Surprise,
): Promise<{ readonly trip: Trip; readonly problems: readonly Problem[] }> {
  const trip = await loop.call(operation, input, auth, reply);
  const { result, answer, refusal } = trip;
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
