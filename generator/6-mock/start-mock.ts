/** `specwright mock`: a server with sample responses, which reloads the description when it changes. */
import { setTimeout as sleep } from "node:timers/promises";
import { rewriteDocument } from "../1-document/rewrite/rewrite-document.ts";
import type { Middleware } from "../../templates/server/middleware.ts";
import type { OperationSpec } from "../../templates/runtime/operation.ts";
import type { RunningServer } from "../../templates/server/node.ts";
import { createJudge } from "../5-oracle/judge/judge.ts";
import { loadGenerated, type LoadedProgram } from "../5-program/load-generated.ts";
import { seededRandom } from "../5-oracle/sampling/seeded-random.ts";
import { createSampler } from "../5-oracle/sampling/sampler.ts";
import type { Checked } from "../diagnostics.ts";
import { createResponseChooser } from "./choose-response.ts";
import { basePathsOf, serverAtBasePaths } from "../5-program/base-paths.ts";
import { corsMiddleware } from "./cors-middleware.ts";
import { mockHandlers } from "./mock-handlers.ts";
import type { MockEvent, MockOptions, RunningMock } from "./mock-options.ts";
import { watchFiles } from "./watch-files.ts";

/** Starts the mock. Errors in the description are diagnostics. Rejects if the port is not available. */
export async function startMock(options: MockOptions): Promise<Checked<RunningMock>> {
  const { value: loaded, diagnostics } = await loadGenerated(options);
  if (loaded === undefined) return { value: undefined, diagnostics };
  let current = await startServer(loaded, options, options.port);
  const { url } = current;
  const port = Number(new URL(url).port);
  const emit = (event: MockEvent): void => options.onEvent?.(event);

  async function reload(): Promise<void> {
    const { value: changed, diagnostics: found } = await loadGenerated(options);
    emit({ kind: "reload", ok: changed !== undefined, diagnostics: found });
    if (changed === undefined) return;
    watching?.follow(changed.files);
    void current.close(); // it stops listening, and completes requests in flight
    current = await startServer(changed, options, port);
  }

  let reloading = Promise.resolve();
  const watching = options.watch
    ? watchFiles(() => {
        reloading = reloading.then(reload).catch((error: unknown) => {
          emit({ kind: "failure", message: error instanceof Error ? error.message : String(error) });
        });
      })
    : undefined;
  watching?.follow(loaded.files);

  const mock: RunningMock = {
    url,
    basePaths: basePathsOf(loaded.program),
    operations: Array.from(loaded.program.operations.values(), ({ id, method, path }) => ({ id, method, path })),
    async close() {
      watching?.stop();
      await reloading;
      await current.close();
    },
  };
  return { value: mock, diagnostics };
}

/** Starts a server for one version of the description. */
function startServer({ program, bundled }: LoadedProgram, options: MockOptions, port: number): Promise<RunningServer> {
  const { seed, failureRate, auth, host } = options;
  const notes = new WeakMap<object, string[]>();
  const note = (requestContext: object, text: string): void => {
    notes.set(requestContext, [...(notes.get(requestContext) ?? []), text]);
  };
  const responses = memoized(() => {
    const document = rewriteDocument(bundled, options);
    const judge = createJudge(document);
    return createResponseChooser(
      { document, judge, sampler: createSampler(document, judge), seed },
      program.validation,
    );
  });
  const random = seededRandom(seed);
  const mocking = mockHandlers(program, { responses, failureRate, random, note });
  const operations = Array.from(program.operations.values(), (operation) =>
    auth ? operation : withoutSecurity(operation),
  );
  const middleware = [
    eventMiddleware(options, (requestContext) => notes.get(requestContext) ?? []),
    ...(options.cors.length === 0 ? [] : [corsMiddleware(options.cors)]),
    ...(options.delay[1] === 0 ? [] : [delayMiddleware(options.delay, random)]),
  ];
  const server = serverAtBasePaths(basePathsOf(program), (basePath) =>
    program.createServerFrom({ operations, validation: program.validation }, mocking.handlers, {
      ...mocking.options,
      middleware,
      basePath,
    }),
  );
  return program.serve(server, { host, port });
}

/** Returns an operation that needs no credentials. */
function withoutSecurity(operation: OperationSpec): OperationSpec {
  return { ...operation, security: [] };
}

function eventMiddleware({ onEvent }: MockOptions, notesOf: (requestContext: object) => readonly string[]): Middleware {
  return async (requestContext, next) => {
    const start = performance.now();
    const response = await next();
    onEvent?.({
      kind: "response",
      method: requestContext.request.method,
      path: new URL(requestContext.request.url).pathname,
      operation: requestContext.operation?.id,
      status: response.status,
      notes: notesOf(requestContext),
      duration: performance.now() - start,
    });
    return response;
  };
}

function delayMiddleware([least, most]: MockOptions["delay"], random: () => number): Middleware {
  return async ({ signal }, next) => {
    await sleep(least + random() * (most - least), undefined, { signal });
    return next();
  };
}

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
