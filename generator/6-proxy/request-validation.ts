/** A request that has passed, as the generated server sees it: whose it is, and what is wrong with it. */
import type { HeaderSource, IncomingRequest } from "../../templates/server/http/incoming-request.ts";
import type { Issue, Problem } from "../../templates/server/http/problem.ts";
import type { RequestContext } from "../../templates/server/request-context.ts";
import type { Program } from "../5-program/load-generated.ts";
import { acceptAnyCredential } from "../5-program/accept-any-credential.ts";
import { basePathsOf, serverAtBasePaths } from "../5-program/base-paths.ts";

export interface Verdict {
  /** Undefined where the description has no such path or method. */
  readonly operation: { readonly method: string; readonly path: string } | undefined;
  readonly issues: readonly Issue[];
  /** Why it was refused before its content was looked at; 401 where it brings no credentials. */
  readonly refusal: Problem | undefined;
}

export interface JudgedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: HeaderSource;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type RequestJudge = (request: JudgedRequest) => Promise<Verdict>;

interface Noted {
  operation?: Verdict["operation"];
  issues?: readonly Issue[];
  refusal?: Problem;
}

export function requestJudgeOf(program: Program): RequestJudge {
  const notes = new WeakMap<Request, Noted>();
  const note = ({ request, operation }: RequestContext, more: Noted): void => {
    notes.set(request, { operation, ...notes.get(request), ...more });
  };
  const handle = (requestContext: RequestContext): Response => {
    note(requestContext, {});
    return new Response();
  };
  const server = serverAtBasePaths(basePathsOf(program), (basePath) =>
    program.createServer(Object.fromEntries([...program.operations.keys()].map((id) => [id, handle])), {
      basePath,
      limits: { bodyBytes: Number.MAX_SAFE_INTEGER, query: { length: 1_000_000, pairs: 10_000, depth: 100 } },
      security: acceptAnyCredential(program),
      onInvalidRequest: (issues, requestContext) => note(requestContext, { issues }),
      onProblem: (problem, requestContext) => {
        note(requestContext, problem.errors ? {} : { refusal: problem });
      },
      onError: () => undefined,
    }),
  );

  return async (judged) => {
    const incoming = incomingOf(judged);
    await server.handle(incoming);
    const { operation, issues = [], refusal } = notes.get(incoming.request) ?? {};
    return { operation, issues, refusal };
  };
}

function incomingOf({ method, target, headers, body }: JudgedRequest): IncomingRequest {
  const [path = "", ...query] = target.split("?");
  return {
    method,
    path,
    query: query.join("?"),
    headers,
    hasBody: body.byteLength > 0,
    read: async () => body,
    signal: new AbortController().signal,
    request: new Request("http://passed.invalid"), // by which notes are found again
  };
}
