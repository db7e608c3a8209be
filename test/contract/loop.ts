/** The closed loop: generated client → wire, looked at by the test → generated server → handler, and back. */
import { createApi, type ApiOptions } from "../../generated/client.ts";
import { createServer, stubs, type Server } from "../../generated/server/index.ts";
import { type Adapter, ADAPTERS } from "../support/adapters.ts";
import type { DescribedOperation } from "./description.ts";

export const TOKEN = "a token";

/** What a handler of the server has been given, as far as these tests look. */
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

/** What the client gives back, as far as these tests look; its real types are tested in `test/types`. */
export type Result = {
  readonly status: number;
  readonly headers: object;
  readonly response: Response;
} & (
  | { readonly ok: true; readonly data: unknown; readonly error?: never }
  | { readonly ok: false; readonly error: unknown; readonly data?: never }
);

type Call = (input: object) => Promise<Result>;
type Answer = (received: Received) => Reply | Response;

export interface Loop {
  /** Sends an input with the client's method of that name. */
  readonly send: (operation: DescribedOperation, input: object, response: Answer) => Promise<Result>;
  /** The last request and response, as they travelled. */
  readonly travelled: { request: Request; response: Response };
  /** Of the server; in memory there is none. */
  readonly url: string;
  /** Straight to the server, past the client. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** In memory, and on every framework over a socket. */
export const TRANSPORTS: readonly ("memory" | Adapter["name"])[] = ["memory", ...ADAPTERS.map(({ name }) => name)];

export async function startLoop(transport: (typeof TRANSPORTS)[number], options: ApiOptions = {}): Promise<Loop> {
  const responses = new Map<string, Answer>();
  const handlers = Object.fromEntries(
    Object.keys(stubs).map((id) => [
      id,
      (received: Received) => responses.get(id)?.(received) ?? new Response(undefined, { status: 501 }),
    ]),
  );
  const server: Server = createServer(
    // every member of `stubs` is there, and what they answer is the business of each test
    handlers as unknown as typeof stubs,
    { security: { ApiKeyAuth: (token) => token === TOKEN && "somebody" } },
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
