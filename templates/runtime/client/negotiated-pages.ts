/**
 * Lists in pages whose answers may have several media types: `accept` chooses among them, and `items` and `pages` take
 * those that have the list in them.
 */
import type { PagedOperation } from "../operation.js";
import { type MediaTypeOf, type Negotiated, negotiated, negotiating } from "./accept.js";
import type { CallOptions } from "./call-options.js";
import type { Send } from "./client.js";
import { type ItemOf, paged, type Paged } from "./pagination.js";

/** The media types of the successes that have a list at the end of `Path`. */
export type PageTypeOf<Result, Path> = Result extends { readonly ok: true }
  ? [ItemOf<Result, Path>] extends [never]
    ? never
    : MediaTypeOf<Result>
  : never;

/** A method with both. */
export interface NegotiatedPages<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>
  extends
    Negotiated<Request, Result, Options>,
    Pick<Paged<Request, Result, Path, Options & Choice<PageTypeOf<Result, Path>>>, "items" | "pages"> {}

interface Choice<Type> {
  readonly accept?: Type | readonly Type[];
}

/** Such an operation as a method of `createApi`. */
export function negotiatedPages<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
): NegotiatedPages<Request, Result, Path, Options> {
  const { items, pages } = paged(negotiating(send), operation);
  return Object.assign(negotiated(send, operation), { items, pages });
}
