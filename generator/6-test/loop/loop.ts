/** Generated client → generated server, in memory, and everything that passes between them on record. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { isBodiless } from "../../5-oracle/response/response-judge.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import type { Program } from "../../5-program/load-generated.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";
import { type CodeForm, codeFormOf, GROUPS } from "./code-form.ts";
import { codeValue } from "./compared-values.ts";

export const ORIGIN = "http://127.0.0.1:1";

/** What a handler of generated code is given, as far as tests look. */
export interface ReceivedCall {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly querystring: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly contentType: string | undefined;
}

/** What a caller of generated code gets, as far as tests look. */
export interface Result {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: object;
  readonly contentType: string | undefined;
}

export type Handle = (received: ReceivedCall) => unknown;

export interface Captured {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** One way through the loop, as far as it went. */
export interface Trip {
  readonly request: Captured | undefined;
  readonly response: ReceivedResponse | undefined;
  readonly result: Result | undefined;
  /** What the client threw instead of a result. */
  readonly refusal: Error | undefined;
}

export interface Loop {
  /** Through the client. */
  call(operation: DescribedOperation, input: OperationInput, auth: Secrets, handle: Handle): Promise<Trip>;
  /** What callers and handlers of the operation have. */
  formOf(operation: DescribedOperation): CodeForm;
  /** Past the client, to the server. */
  send(request: Request, handle: Handle): Promise<ReceivedResponse>;
}

/** `secrets` are what the server takes for right. Operations that the code does not have cannot be called. */
export function loopOf(program: Program, secrets: Secrets): Loop {
  let current: Handle = nothing;
  const handlers = Object.fromEntries(
    Array.from(program.operations.keys(), (id) => [id, async (received: ReceivedCall) => current(received)]),
  );
  const security = Object.fromEntries(
    Array.from(program.schemes.keys(), (key) => [
      key,
      (given: unknown) => given === undefined || JSON.stringify(given) === JSON.stringify(secrets.get(key)),
    ]),
  );
  const large = 64 * 2 ** 20;
  const limits = {
    bodyBytes: large,
    fields: 10_000,
    parts: 10_000,
    query: { length: large, pairs: 10_000, depth: 1_000 },
  };
  // what fails is looked at here, and need not be told on the standard error stream
  const silent = { onError: () => undefined, onInvalidResponse: () => undefined };
  const server = program.createServer(handlers, { security, limits, ...silent });

  async function send(request: Request, handle: Handle): Promise<ReceivedResponse> {
    current = handle;
    const response = await server.fetch(request);
    const { status, headers } = response;
    return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  const specOf = (operation: DescribedOperation) => program.operations.get(idIn(program, operation) ?? "");
  const formOf = (operation: DescribedOperation): CodeForm => codeFormOf(specOf(operation)?.conversions);

  async function call(
    operation: DescribedOperation,
    input: OperationInput,
    auth: Secrets,
    handle: Handle,
  ): Promise<Trip> {
    const spec = specOf(operation);
    if (spec === undefined) {
      throw new Error(`the generated code has no operation for ${operation.method} ${operation.path}`);
    }
    let request: Captured | undefined;
    let response: ReceivedResponse | undefined;
    const caller = program.createSender({
      baseUrl: ORIGIN,
      auth: Object.fromEntries(auth),
      timeout: 10_000,
      async fetch(sent) {
        const { method, url, headers } = sent;
        const bytes = sent.body === null ? undefined : new Uint8Array(await sent.arrayBuffer());
        request = { method, url, headers, bytes };
        const again = new Request(url, { method, headers, ...(bytes && { body: bytes }) });
        response = await send(again, handle);
        const body = isBodiless(method, response.status) ? null : response.bytes;
        return new Response(body, { status: response.status, headers: response.headers });
      },
    });
    try {
      const result = (await caller(spec, inputOf(input, formOf(operation)))) as Result; // what every result has
      return { request, response, result, refusal: undefined };
    } catch (error) {
      return {
        request,
        response,
        result: undefined,
        refusal: error instanceof Error ? error : new Error(String(error)),
      };
    }
  }

  return { call, formOf, send };
}

function nothing(): undefined {
  return undefined;
}

/** The operation of the code that has the same method and path. */
export function idIn(program: Program, { method, path }: DescribedOperation): string | undefined {
  for (const [id, spec] of program.operations) if (spec.method === method && spec.path === path) return id;
  return undefined;
}

/** In the groups that the generated client has. */
function inputOf({ parameters, body }: OperationInput, form: CodeForm): object {
  const input: Record<string, unknown> = {};
  for (const [parameter, given] of parameters) {
    const value = form.parameter(parameter, given);
    if (parameter.in === "querystring") input["querystring"] = value;
    else {
      const group = GROUPS[parameter.in];
      input[group] = { ...(input[group] as Record<string, unknown> | undefined), [parameter.name]: value }; // made here
    }
  }
  if (body === undefined) return input;
  const value = form.body(body.content, codeValue(body.content, body.value));
  return { ...input, body: value, contentType: body.content.mediaType };
}
