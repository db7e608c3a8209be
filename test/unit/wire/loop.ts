/** Generated client and generated server in memory: the handler's input for the caller's input. */
import type { Program } from "../../../generator/5-program/load-generated.ts";
import type { HandlerCall } from "../../../generator/6-test/loop/closed-loop.ts";

export type Trip<Value = unknown> =
  | { readonly arrives: Value; readonly sent: Request }
  /** The error of the client. */
  | { readonly refused: string }
  /** The response of the server if it did not call the handler. */
  | { readonly status: number };

export const ORIGIN = "http://api.example";

export function loopOver({ createSender, createServer, operations }: Program): {
  readonly call: (id: string, input: object) => Promise<Trip<HandlerCall>>;
} {
  let received: HandlerCall | undefined;
  let sent: Request | undefined;
  const handlers = Object.fromEntries(
    Array.from(operations.keys(), (id) => [
      id,
      async (input: HandlerCall) => {
        received = input;
        return { status: 204 };
      },
    ]),
  );
  const server = createServer(handlers, { limits: { query: { length: 1e6, pairs: 1e4, depth: 10 } } });
  const send = createSender({
    baseUrl: ORIGIN,
    async fetch(request) {
      sent = request;
      return server.fetch(request);
    },
  });
  return {
    async call(id, input) {
      const operation = operations.get(id);
      if (operation === undefined) throw new Error(`there is no operation ${id}`);
      received = undefined;
      const answered = Promise.resolve(send(operation, input)) as Promise<{ readonly status: number }>; // as every result is
      const { status, refused } = await answered.then(
        (result) => ({ status: result.status, refused: undefined }),
        (error: unknown) => ({ status: 0, refused: String(error) }),
      );
      if (refused !== undefined) return { refused };
      return received === undefined || sent === undefined ? { status } : { arrives: received, sent };
    },
  };
}
