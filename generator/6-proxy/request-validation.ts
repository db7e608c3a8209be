/** Validates forwarded requests with the generated server, which is not connected to a network. */
import type { HeaderSource, IncomingRequest } from "../../templates/server/http/incoming-request.ts";
import type { Issue, Problem } from "../../templates/server/http/problem.ts";
import type { RequestContext } from "../../templates/server/request-context.ts";
import type { Program } from "../5-program/load-generated.ts";
import { acceptAnyCredential } from "../5-program/accept-any-credential.ts";
import { basePathsOf, serverAtBasePaths } from "../5-program/base-paths.ts";

/** Result of the validation of a request. */
export interface RequestVerdict {
  /** Undefined if the description has no such path or method. */
  readonly operation: { readonly method: string; readonly path: string } | undefined;
  readonly issues: readonly Issue[];
  /** Problem other than `issues`. Its status is 401 for missing credentials. */
  readonly refusal: Problem | undefined;
}

/** A forwarded request. */
interface ObservedRequest {
  readonly method: string;
  /** Path and query, as received. */
  readonly target: string;
  readonly headers: HeaderSource;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Validates one request. */
export type RequestValidator = (request: ObservedRequest) => Promise<RequestVerdict>;

/** Observations of the callbacks, about one request. */
interface RequestNotes {
  operation?: RequestVerdict["operation"];
  issues?: readonly Issue[];
  refusal?: Problem;
}

/** Creates a validator from a generated server. Its handlers return empty responses. */
export function createRequestValidator(program: Program): RequestValidator {
  const notes = new WeakMap<Request, RequestNotes>();
  const note = ({ request, operation }: RequestContext, more: RequestNotes): void => {
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
    const incoming = toIncomingRequest(judged);
    await server.handle(incoming);
    const { operation, issues = [], refusal } = notes.get(incoming.request) ?? {};
    return { operation, issues, refusal };
  };
}

function toIncomingRequest({ method, target, headers, body }: ObservedRequest): IncomingRequest {
  const [path = "", ...query] = target.split("?");
  return {
    method,
    path,
    query: query.join("?"),
    headers,
    hasBody: body.byteLength > 0,
    read: async () => body,
    signal: new AbortController().signal,
    request: new Request("http://passed.invalid"), // the key for the notes about this request
  };
}
