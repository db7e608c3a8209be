/**
 * Pagination as `x-pagination` describes it. `createApi` offers it at each paged method. It works for operations that
 * are sent alone, too:
 *
 *     for await (const client of itemsOf(send, getClients, { query: { per_page: 100 } })) …
 *
 * A page that is not a success is thrown as an `ApiError`.
 */
import { withCode } from "../error-codes.js";
import type { OperationSpec, PagedOperation, PaginationSpec } from "../operation.js";
import { ApiError, type SuccessOf } from "../result.js";
import { resolvePointer } from "../wire/pointer.js";
import { own } from "../wire/records.js";
import type { AnyResult } from "./responses.js";
import type { AnyInput, CallOptions } from "./call-options.js";
import type { CallArguments, Send } from "./client.js";
import { followLinks } from "./link-header.js";

/** The items of the array at the end of `Path`, in any success that has one there. */
export type ItemOf<Result, Path> =
  ListAt<DataOf<Result>, Path> extends infer List ? (List extends readonly (infer Item)[] ? Item : never) : never;

type DataOf<Result> = Result extends { readonly ok: true; readonly data: infer Data } ? Data : never;
type ListAt<Value, Path> = Path extends readonly [infer Step, ...infer Rest]
  ? Value extends unknown // distributes over unions
    ? Step extends keyof Value
      ? ListAt<Value[Step], Rest>
      : never
    : never
  : Value;

/** A method of `createApi` that returns an array page by page. A call returns one page. */
export interface PagedMethod<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
> {
  (...rest: CallArguments<Request, Options>): Promise<Result>;
  /**
   * Iterates over the pages. It begins with the page that the input selects, by default the first. Each page is
   * requested when the loop needs it.
   */
  readonly pages: (...rest: CallArguments<Request, Options>) => AsyncGenerator<SuccessOf<Result>, void, undefined>;
  /** Iterates over the items of these pages. */
  readonly items: (...rest: CallArguments<Request, Options>) => AsyncGenerator<ItemOf<Result, Path>, void, undefined>;
}

/** Creates the method of `createApi` for a paged operation. */
export function pagedMethod<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(send: Send<Options>, operation: PagedOperation<Request, Result, Path>): PagedMethod<Request, Result, Path, Options> {
  return Object.assign((...rest: CallArguments<Request, Options>) => send(operation, ...rest), {
    pages: (...rest: CallArguments<Request, Options>) => pagesOf(send, operation, ...rest),
    items: (...rest: CallArguments<Request, Options>) => itemsOf(send, operation, ...rest),
  });
}

/**
 * Iterates over the items of all pages. Throws an `ApiError` for a page that is not a success.
 * @example for await (const client of itemsOf(send, getClients, {})) console.log(client.name);
 */
export async function* itemsOf<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
  ...rest: CallArguments<Request, Options>
): AsyncGenerator<ItemOf<Result, Path>, void, undefined> {
  for await (const { data } of walkPages<Result, Options>(send, operation, ...rest)) {
    yield* arrayOfPage(operation, data) as readonly ItemOf<Result, Path>[]; // the description guarantees the type
  }
}

/**
 * Iterates over the pages. Throws an `ApiError` for a page that is not a success, and an `Error` if a page has no array
 * or its cursor repeats.
 */
export async function* pagesOf<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
  ...rest: CallArguments<Request, Options>
): AsyncGenerator<SuccessOf<Result>, void, undefined> {
  yield* walkPages<Result, Options>(send, operation, ...rest);
}

type AnyPaged = OperationSpec & { readonly pagination: PaginationSpec };
type AnyOptions = CallOptions<object, never>;
type AnySend = (operation: AnyPaged, input: AnyInput, options: AnyOptions) => Promise<AnyResult>;

async function* walkPages<Result, Options extends AnyOptions>(
  send: Send<Options>,
  operation: AnyPaged,
  first: unknown = {},
  options: AnyOptions = {},
): AsyncGenerator<AnyResult & SuccessOf<Result>, void, undefined> {
  const links = operation.pagination.style === "link" ? followLinks(operation) : undefined;
  const middleware = [...(options.middleware ?? []), ...(links ? [links.middleware] : [])];
  let input: AnyInput | undefined = first as AnyInput; // inputs of all operations have this type
  while (input) {
    const result: AnyResult = await (send as AnySend)(operation, input, { ...options, middleware }); // every sender has this type at run time
    if (!result.ok) throw new ApiError({ ...result, ok: false, error: result.error });
    yield result as AnyResult & SuccessOf<Result>; // the description guarantees the type of a success
    if (links) input = links.follow(result.response) ? input : undefined;
    else input = nextInput(operation, input, result.data);
  }
}

/** Returns the input for the next page, or undefined after the last page. A page without items is the last one. */
function nextInput(operation: AnyPaged, input: AnyInput, data: unknown): AnyInput | undefined {
  const { style, parameter = "", pages = NOWHERE, total = NOWHERE, more, next, lastItem = "" } = operation.pagination;
  const list = arrayOfPage(operation, data);
  if (list.length === 0 || (more !== undefined && resolvePointer(data, more) !== true)) return undefined;
  const asked = own(input.query, parameter);
  const initial = operation.parameters?.find(({ name, in: place }) => place === "query" && name === parameter)?.default;
  const ask = (value: unknown) => ({ ...input, query: { ...(input.query as object), [parameter]: value } });

  if (style === "cursor") {
    const cursor = next === undefined ? resolvePointer(list.at(-1), lastItem) : resolvePointer(data, next);
    if (cursor === undefined || cursor === null || cursor === "") return undefined;
    if (cursor === asked) {
      throw withCode("next-page", new Error(`the response of ${operation.id} repeats the cursor of its request`));
    }
    return ask(cursor);
  }
  if (style === "offset") {
    const offset = Number(asked ?? initial ?? 0) + list.length; // servers may return fewer items than requested
    return isReached(offset, resolvePointer(data, total)) ? undefined : ask(offset);
  }
  const start = Number(initial ?? 1);
  const page = Number(asked ?? start) + 1;
  return isReached(page - start, resolvePointer(data, pages)) ? undefined : ask(page);
}

/** A pointer that resolves to undefined, unless a property has an empty name. */
const NOWHERE = "/";

function isReached(count: number, end: unknown): boolean {
  return (typeof end === "number" || typeof end === "bigint") && count >= end;
}

function arrayOfPage({ id, pagination: { items } }: AnyPaged, data: unknown): readonly unknown[] {
  const list = resolvePointer(data, items);
  if (Array.isArray(list)) return list;
  throw withCode(
    "next-page",
    new Error(`the response of ${id} has no array ${items === "" ? "as its body" : `at ${items}`}`),
  );
}
