/**
 * Content negotiation: requests some of the media types of a success, and types the result accordingly.
 *
 *     const result = await send(accepting(exportReport, "text/csv"), input);
 *
 * `createApi` offers it as the option `accept` of each method whose success has several media types. Failures keep all
 * of their media types: a server may send one that was not requested. RFC 9110 §12.5.1.
 */
import type { Operation, ResponseSpec } from "../operation.js";
import { findContent } from "../wire/bodies.js";
import type { CallOptions } from "./call-options.js";
import type { CallArguments, Send } from "./client.js";

/** The media types of a result's successes. A range such as `image/*` stands for all media types in it. */
export type MediaTypeOf<Result> = Result extends { readonly ok: true; readonly contentType: infer Type extends string }
  ? InRange<Type>
  : never;

type InRange<Type extends string> = Type extends "*" | "*/*"
  ? string
  : Type extends `${infer Start}*${infer End}`
    ? `${Start}${string}${End}`
    : Type;

/** The result without the successes of other media types. */
export type Accepted<Result, Type extends string> = Result extends {
  readonly ok: true;
  readonly contentType: infer Has extends string;
}
  ? [Extract<Type, InRange<Has>>] extends [never]
    ? never
    : Result
  : Result;

/**
 * Returns the operation with these media types in its header `Accept`, by preference. A success of another media type
 * is an unexpected response.
 */
export function accepting<Request, Result, const Type extends MediaTypeOf<Result>>(
  operation: Operation<Request, Result>,
  types: Type | readonly Type[],
): Operation<Request, Accepted<Result, Type>> {
  const wanted: readonly string[] = [types].flat();
  const keys = Object.keys(operation.responses);
  const isSuccess = (key: string) => key.startsWith("2") || (key === "default" && !keys.some((one) => one[0] === "2"));
  const narrowed = ({ contents = [], ...response }: ResponseSpec): ResponseSpec => ({
    ...response,
    contents: contents.filter((content) => wanted.some((type) => findContent([content], type))),
  });
  const responses = Object.entries(operation.responses).map(([key, response]) => {
    return [key, response.contents && isSuccess(key) ? narrowed(response) : response] as const;
  });
  const { types: _types, ...spec } = operation;
  return { ...spec, responses: Object.fromEntries(responses), accept: wanted.join(", ") };
}

/** A method of `createApi` whose success has several media types. The option `accept` selects among them. */
export interface NegotiatedMethod<Request, Result, Options extends CallOptions<object, never>> {
  (...rest: CallArguments<Request, Options>): Promise<Result>;
  <const Type extends MediaTypeOf<Result>>(
    input: Request,
    options: Options & { readonly accept: Type | readonly Type[] },
  ): Promise<Accepted<Result, Type>>;
}

/** Creates the method of `createApi` for an operation whose success has several media types. */
export function negotiatedMethod<Request, Result, Options extends CallOptions<object, never>>(
  send: Send<Options>,
  operation: Operation<Request, Result>,
): NegotiatedMethod<Request, Result, Options> {
  const choosing = withAccept(send) as AnySend;
  const method = async (input?: Request, options?: object): Promise<unknown> =>
    choosing(operation as AnyOperation, input, options);
  return method as NegotiatedMethod<Request, Result, Options>; // the response is decoded by the requested content
}

/** Returns `send` with the additional option `accept`. */
export function withAccept<Options extends CallOptions<object, never>>(
  send: Send<Options>,
): Send<Options & { readonly accept?: string | readonly string[] }> {
  const choosing: AnySend = (operation, input, { accept, ...options } = {}) =>
    (send as AnySend)(accept === undefined ? operation : accepting(operation, accept), input, options);
  return choosing as Send<Options>; // every sender has this type at run time
}

type AnyOperation = Operation<unknown, { readonly ok: true; readonly contentType: "*" }>;
type AnyOptions = CallOptions<object, never> & { readonly accept?: string | readonly string[] };
type AnySend = (operation: AnyOperation, input: unknown, options?: AnyOptions) => Promise<unknown>;
