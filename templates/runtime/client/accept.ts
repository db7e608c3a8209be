/**
 * Asking for some of the media types that a success may have, and a result of no others:
 *
 *     const result = await send(accepting(exportReport, "text/csv"), input);
 *
 * `createApi` has it as the option `accept` of each method that has a choice. Failures come as they are described: a
 * server may give them in a type that was not asked for. RFC 9110 §12.5.1.
 */
import type { Operation, ResponseSpec } from "../operation.js";
import { findContent } from "../wire/bodies.js";
import type { CallOptions } from "./call-options.js";
import type { Arguments, Send } from "./client.js";

/** The media types that can be asked for: those of successes; of a range (`image/*`), any in it. */
export type MediaTypeOf<Result> = Result extends { readonly ok: true; readonly contentType: infer Type extends string }
  ? InRange<Type>
  : never;

type InRange<Type extends string> = Type extends "*" | "*/*"
  ? string
  : Type extends `${infer Main}/*`
    ? `${Main}/${string}`
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

/** The operation, asked for these media types, the first one preferably. A success of another type is unexpected. */
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

/** A method whose successes have several media types: `accept` chooses among them. */
export interface Negotiated<Request, Result, Options extends CallOptions<object, never>> {
  (...rest: Arguments<Request, Options>): Promise<Result>;
  <const Type extends MediaTypeOf<Result>>(
    input: Request,
    options: Options & { readonly accept: Type | readonly Type[] },
  ): Promise<Accepted<Result, Type>>;
}

/** Such an operation as a method of `createApi`. */
export function negotiated<Request, Result, Options extends CallOptions<object, never>>(
  send: Send<Options>,
  operation: Operation<Request, Result>,
): Negotiated<Request, Result, Options> {
  const choosing = negotiating(send) as AnySend;
  const method = async (input?: Request, options?: object): Promise<unknown> =>
    choosing(operation as AnyOperation, input, options);
  return method as Negotiated<Request, Result, Options>; // the answer is decoded to what was asked for
}

/** `send`, with `accept` among the options of a call. */
export function negotiating<Options extends CallOptions<object, never>>(
  send: Send<Options>,
): Send<Options & { readonly accept?: string | readonly string[] }> {
  const choosing: AnySend = (operation, input, { accept, ...options } = {}) =>
    (send as AnySend)(accept === undefined ? operation : accepting(operation, accept), input, options);
  return choosing as Send<Options>; // as every sender has it
}

type AnyOperation = Operation<unknown, { readonly ok: true; readonly contentType: "*" }>;
type AnyOptions = CallOptions<object, never> & { readonly accept?: string | readonly string[] };
type AnySend = (operation: AnyOperation, input: unknown, options?: AnyOptions) => Promise<unknown>;
