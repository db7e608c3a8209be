/**
 * Pagination of operations whose successes have several media types. The option `accept` selects among them. `items`
 * and `pages` permit only media types that contain the array.
 */
import type { PagedOperation } from "../operation.js";
import type { SuccessOf } from "../result.js";
import { type Accepted, type MediaTypeOf, type NegotiatedMethod, negotiatedMethod, withAccept } from "./accept.js";
import type { CallOptions } from "./call-options.js";
import type { CallArguments, Send } from "./client.js";
import { type ItemOf, pagedMethod } from "./pagination.js";

/** The media types of successes that have an array at the end of `Path`. */
export type PageTypeOf<Result, Path> = Result extends { readonly ok: true }
  ? [ItemOf<Result, Path>] extends [never]
    ? never
    : MediaTypeOf<Result>
  : never;

/** A method of `createApi` with pages and with the option `accept`. */
export interface NegotiatedPagedMethod<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
> extends NegotiatedMethod<Request, Result, Options> {
  readonly pages: PagesOf<Request, Result, Path, Options>;
  readonly items: ItemsOf<Request, Result, Path, Options>;
}

interface PagesOf<Request, Result, Path extends readonly string[], Options extends CallOptions<object, never>> {
  (...rest: CallArguments<Request, Options>): AsyncGenerator<SuccessOf<Result>, void, undefined>;
  <const Type extends PageTypeOf<Result, Path>>(
    input: Request,
    options: Options & AcceptChoice<Type>,
  ): AsyncGenerator<SuccessOf<Accepted<Result, Type>>, void, undefined>;
}

interface ItemsOf<Request, Result, Path extends readonly string[], Options extends CallOptions<object, never>> {
  (...rest: CallArguments<Request, Options>): AsyncGenerator<ItemOf<Result, Path>, void, undefined>;
  <const Type extends PageTypeOf<Result, Path>>(
    input: Request,
    options: Options & AcceptChoice<Type>,
  ): AsyncGenerator<ItemOf<Accepted<Result, Type>, Path>, void, undefined>;
}

interface AcceptChoice<Type> {
  readonly accept: Type | readonly Type[];
}

/** Creates the method of `createApi` for a paged operation whose successes have several media types. */
export function negotiatedPagedMethod<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
): NegotiatedPagedMethod<Request, Result, Path, Options> {
  const { items, pages } = pagedMethod(withAccept(send), operation);
  return Object.assign(negotiatedMethod(send, operation), {
    pages: pages as PagesOf<Request, Result, Path, Options>, // other media types are no successes
    items: items as ItemsOf<Request, Result, Path, Options>,
  });
}
