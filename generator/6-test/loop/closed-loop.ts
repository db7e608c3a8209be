/** Connects the generated client to the generated server in memory, and records the requests and responses between them. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { isBodiless } from "../../5-oracle/response/response-judge.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import type { Program } from "../../5-program/load-generated.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";
import { type ValueConverter, converterOf, INPUT_GROUPS } from "./value-converter.ts";
import { clientValue } from "./comparable-values.ts";

export const ORIGIN = "http://127.0.0.1:1";

/** The argument of a handler in generated code, as far as tests use it. */
export interface HandlerCall {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly querystring: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly contentType: string | undefined;
}

/** The result of a call in generated code, as far as tests use it. */
interface ClientResult {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: object;
  readonly contentType: string | undefined;
}

type Handler = (received: HandlerCall) => unknown;

export interface CapturedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** One call through client and server. Parts are undefined if the call failed before them. */
export interface LoopExchange {
  readonly request: CapturedRequest | undefined;
  readonly response: ReceivedResponse | undefined;
  readonly result: ClientResult | undefined;
  /** The error that the client threw instead of a result. */
  readonly clientError: Error | undefined;
}

export interface ClosedLoop {
  /** Calls the operation with the client. */
  call(operation: DescribedOperation, input: OperationInput, auth: Secrets, handler: Handler): Promise<LoopExchange>;
  /** Returns the converter for values of callers and handlers. */
  converterFor(operation: DescribedOperation): ValueConverter;
  /** Sends a request to the server, past the client. */
  send(request: Request, handler: Handler): Promise<ReceivedResponse>;
}

/** Connects client and server. The server accepts the credentials in `secrets` only. */
export function createClosedLoop(program: Program, secrets: Secrets): ClosedLoop {
  let current: Handler = returnNothing;
  const handlers = Object.fromEntries(
    Array.from(program.operations.keys(), (id) => [id, async (received: HandlerCall) => current(received)]),
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
  // tests report errors themselves, so the server must not log them
  const silent = { onError: () => undefined, onInvalidResponse: () => undefined };
  const server = program.createServer(handlers, { security, limits, ...silent });

  async function send(request: Request, handler: Handler): Promise<ReceivedResponse> {
    current = handler;
    const response = await server.fetch(request);
    const { status, headers } = response;
    return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  const generatedOperationOf = (operation: DescribedOperation) =>
    program.operations.get(operationIdIn(program, operation) ?? "");
  const converterFor = (operation: DescribedOperation): ValueConverter =>
    converterOf(generatedOperationOf(operation)?.conversions);

  async function call(
    operation: DescribedOperation,
    input: OperationInput,
    auth: Secrets,
    handler: Handler,
  ): Promise<LoopExchange> {
    const spec = generatedOperationOf(operation);
    if (spec === undefined) {
      throw new Error(`The generated code has no operation for ${operation.method} ${operation.path}.`);
    }
    let request: CapturedRequest | undefined;
    let response: ReceivedResponse | undefined;
    const sendByClient = program.createSender({
      baseUrl: ORIGIN,
      auth: Object.fromEntries(auth),
      timeout: 10_000,
      async fetch(sent) {
        const { method, url, headers } = sent;
        const bytes = sent.body === null ? undefined : new Uint8Array(await sent.arrayBuffer());
        request = { method, url, headers, bytes };
        const again = new Request(url, { method, headers, ...(bytes && { body: bytes }) });
        response = await send(again, handler);
        const body = isBodiless(method, response.status) ? null : response.bytes;
        return new Response(body, { status: response.status, headers: response.headers });
      },
    });
    try {
      const result = (await sendByClient(spec, clientInputOf(input, converterFor(operation)))) as ClientResult; // every result has these properties
      return { request, response, result, clientError: undefined };
    } catch (error) {
      return {
        request,
        response,
        result: undefined,
        clientError: error instanceof Error ? error : new Error(String(error)),
      };
    }
  }

  return { call, converterFor, send };
}

function returnNothing(): undefined {
  return undefined;
}

/** Returns the id of the generated operation with the same method and path. */
export function operationIdIn(program: Program, { method, path }: DescribedOperation): string | undefined {
  for (const [id, spec] of program.operations) if (spec.method === method && spec.path === path) return id;
  return undefined;
}

/** Groups parameters as the generated client expects them. */
function clientInputOf({ parameters, body }: OperationInput, form: ValueConverter): object {
  const input: Record<string, unknown> = {};
  for (const [parameter, given] of parameters) {
    const value = form.parameter(parameter, given);
    if (parameter.in === "querystring") input["querystring"] = value;
    else {
      const group = INPUT_GROUPS[parameter.in];
      input[group] = { ...(input[group] as Record<string, unknown> | undefined), [parameter.name]: value }; // created above
    }
  }
  if (body === undefined) return input;
  const value = form.body(body.content, clientValue(body.content, body.value));
  return { ...input, body: value, contentType: body.content.mediaType };
}
