/**
 * Calls of operations: encodes the input as a request and decodes the response as a result. `createApi` has one method
 * per operation. An application that sends single operations bundles only what they need:
 *
 *     const send = createSender({ baseUrl: "https://api.example.com", auth: { token: "…" } });
 *     const result = await send(getClients, { query: { page: 2 } });
 */
import type { Operation, OperationSpec, TargetSpec } from "../operation.js";
import { rememberRequest } from "../result.js";
import { encodeBody } from "../wire/bodies.js";
import { encodeParameters } from "../wire/parameters.js";
import { expandPath } from "../wire/path.js";
import { isStream } from "../wire/read-text.js";
import { type AnyResult, decodeResponse } from "./responses.js";
import {
  type AnyInput,
  type CallOptions,
  type SenderOptions,
  type ResolvedOptions,
  resolveOptions,
} from "./call-options.js";
import { startDeadline } from "./deadline.js";
import { type ClientExchange, sendOnce } from "./exchange.js";
import { mergeHeaders } from "./merge-headers.js";

export type { CallOptions, SenderOptions } from "./call-options.js";

/** Sends an operation. Resolves with a result for every response. Rejects if the request cannot be encoded or sent. */
export type Send<Options extends CallOptions<object, never> = CallOptions> = <Request, Result>(
  operation: Operation<Request, Result>,
  ...rest: CallArguments<Request, Options>
) => Promise<Result>;

/** The arguments of a call. The input is optional if all of its properties are. */
export type CallArguments<Request, Options extends CallOptions<object, never>> =
  Record<never, never> extends Request ? [input?: Request, options?: Options] : [input: Request, options?: Options];

/**
 * Creates a function that sends operations with these options.
 * @example const send = createSender({ baseUrl: "https://api.example.com" });
 */
export function createSender<Auth extends object = object, Id extends string = string>(
  options: SenderOptions<Auth, Id>,
): Send<CallOptions<Auth, Id>> {
  const send = async (
    operation: OperationSpec,
    input: AnyInput = {},
    own: CallOptions<Auth, Id> = {},
  ): Promise<AnyResult> => call(operation, input, resolveOptions(operation, options, own));
  return send as Send<CallOptions<Auth, Id>>; // the response is decoded by the operation
}

async function call(operation: OperationSpec, given: AnyInput, options: ResolvedOptions): Promise<AnyResult> {
  const { retry, validation } = options;
  const { conversions: values } = operation;
  const wire = values ? (values.codec.toWire(given, values.formats) as AnyInput) : given; // a conversion keeps the properties of the input
  const input = validation?.request(operation, wire) ?? wire;
  const { parameters = [], body: bodySpec, encoders } = operation;
  const target: TargetSpec = operation.target ?? operation;
  const { headers, query: own, cookies, ...encoded } = encodeParameters(parameters, input, encoders);
  const { contentType: chosen } = input;
  const { body, contentType } = encodeBody(bodySpec, input.body, { contentType: chosen, encoders });
  const path = expandPath(target.path, encoded.path, encoders);
  const deadline = startDeadline(options.timeout, options.signal);
  const exchange: ClientExchange = {
    operation,
    options,
    path,
    query: target.query ? [target.query, ...own] : own,
    cookies,
    params: {
      path: given.path,
      query: given.query,
      header: given.headers,
      cookie: given.cookies,
    } as ClientExchange["params"], // the types of the operation guarantee it
    headers: mergeHeaders(
      ...options.headers.below,
      { accept: acceptHeader(operation), "content-type": contentType },
      new Headers(headers),
      options.headers.above,
    ),
    body,
    signal: deadline.signal,
    hold: deadline.hold,
    isReplayable: !isStream(body),
  };
  let streaming = false;
  try {
    const attempt = (signal = deadline.signal) => sendOnce(exchange, signal);
    const response = await deadline.within(retry ? retry(attempt, exchange) : attempt());
    const decoded = await deadline.within(decodeResponse(operation, response, options));
    const result = values
      ? values.codec.convertResult(operation, values, decoded, validation)
      : (validation?.response(operation, decoded) ?? decoded);
    if (!result.ok) {
      const { query } = exchange;
      rememberRequest(result.response, {
        operation: operation.id,
        method: operation.method,
        url: options.baseUrl + path + (query.length > 0 ? `?${query.join("&")}` : ""),
      });
    }
    if (!isSequence(result.data)) return result;
    streaming = true;
    deadline.suspend();
    return { ...result, data: endAfter(result.data, deadline.end) };
  } finally {
    if (!streaming) deadline.end();
  }
}

/** Returns the header `Accept`: the media types of all responses, failures included. */
function acceptHeader({ responses, accept }: OperationSpec): string | undefined {
  if (accept) return accept;
  const contents = Object.values(responses).flatMap((response) => response.contents ?? []);
  return [...new Set(contents.map((content) => content.mediaType))].join(", ") || undefined;
}

function isSequence(data: unknown): data is AsyncIterable<unknown> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

async function* endAfter(items: AsyncIterable<unknown>, end: () => void): AsyncGenerator<unknown> {
  try {
    yield* items;
  } finally {
    end();
  }
}
