/** The closed loop: the generated client calls the generated server, and tests see each request and response. */
import { createApi, type ApiOptions } from "../../generated/client.ts";
import { createServer, stubs, type Server } from "../../generated/server/index.ts";
import { type Adapter, ADAPTERS } from "../support/adapters.ts";
import type { DescribedOperation } from "./description.ts";

export const TOKEN = "a token";

/** The input of a handler, as far as these tests use it. */
export interface Received {
  readonly path: object;
  readonly query: object;
  readonly headers: object;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
}

/** The result of a client method, as far as these tests use it. `test/types` tests its real types. */
export type Result = {
  readonly status: number;
  readonly headers: object;
  readonly response: Response;
} & (
  | { readonly ok: true; readonly data: unknown; readonly error?: never }
  | { readonly ok: false; readonly error: unknown; readonly data?: never }
);

type Call = (input: object) => Promise<Result>;
type TestHandler = (received: Received) => Reply | Response;

export interface Loop {
  /** Calls the client method of an operation. `response` is the handler. */
  readonly send: (operation: DescribedOperation, input: object, response: TestHandler) => Promise<Result>;
  /** The last request and response that were sent. */
  readonly travelled: { request: Request; response: Response };
  /** Base URL of the server. Not used in memory. */
  readonly url: string;
  /** Sends a request to the server without the client. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** The ways to connect client and server: in memory, and over a socket with every adapter. */
export const TRANSPORTS: readonly ("memory" | Adapter["name"])[] = ["memory", ...ADAPTERS.map(({ name }) => name)];

export async function startLoop(transport: (typeof TRANSPORTS)[number], options: ApiOptions = {}): Promise<Loop> {
  const responses = new Map<string, TestHandler>();
  const handlers = Object.fromEntries(
    Object.keys(stubs).map((id) => [
      id,
      (received: Received) => responses.get(id)?.(received) ?? new Response(undefined, { status: 501 }),
    ]),
  );
  const server: Server = createServer(
    // every handler exists, and each test checks what it returns
    handlers as unknown as typeof stubs,
    { security: { ApiKeyAuth: (token) => token === TOKEN && "a client" } },
  );
  const adapter = ADAPTERS.find(({ name }) => name === transport);
  const running = adapter && (await adapter.start(server));
  const url = running?.url ?? "http://memory.test";
  const travelled: { request?: Request; response?: Response } = {};
  const fetch = running ? globalThis.fetch : server.fetch;
  const api = createApi({
    baseUrl: url,
    auth: { ApiKeyAuth: TOKEN },
    fetch: async (request) => {
      travelled.request = request.clone();
      const response = await fetch(request);
      travelled.response = response.clone();
      return response;
    },
    ...options,
  });
  const methods = new Map<string, unknown>(Object.entries(api));
  return {
    send: (operation, input, response) => {
      responses.set(operation.id, response);
      const method = methods.get(operation.id);
      if (typeof method !== "function") throw new Error(`the client has no method ${operation.id}`);
      return (method as Call)(input); // inputs are made from the description, not from the types
    },
    travelled: travelled as Loop["travelled"], // filled by the first `send`
    url,
    fetch: (request) => fetch(request),
    close: async () => running?.close(),
  };
}
