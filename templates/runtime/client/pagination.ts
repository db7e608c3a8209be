/**
 * Lists that come in pages, as `x-pagination` describes them. `createApi` has it at each method that is paged; an operation
 * that is sent alone is paged alone:
 *
 *     for await (const client of itemsOf(send, getClients, { query: { per_page: 100 } })) …
 *
 * A page that is not a success is thrown, as an `ApiError`.
 */
import type { OperationSpec, PagedOperation, PaginationSpec } from "../operation.js";
import { ApiError, type SuccessOf } from "../result.js";
import { valueAt } from "../wire/pointer.js";
import { own } from "../wire/records.js";
import type { AnyResult } from "./responses.js";
import type { AnyInput, CallOptions } from "./call-options.js";
import type { Arguments, Send } from "./client.js";
import { followLinks } from "./links.js";

/** The items of the list at the end of `Path`, in whatever success has one there. */
export type ItemOf<Result, Path> =
  ListAt<DataOf<Result>, Path> extends infer List ? (List extends readonly (infer Item)[] ? Item : never) : never;

type DataOf<Result> = Result extends { readonly ok: true; readonly data: infer Data } ? Data : never;
type ListAt<Value, Path> = Path extends readonly [infer Step, ...infer Rest]
  ? Value extends unknown // of each member of a union
    ? Step extends keyof Value
      ? ListAt<Value[Step], Rest>
      : never
    : never
  : Value;

/** A method whose answers are pages: called, it asks for one of them. */
export interface Paged<Request, Result, Path extends readonly string[], Options extends CallOptions<object, never>> {
  (...rest: Arguments<Request, Options>): Promise<Result>;
  /** The pages from the one that the input asks for (by default, the first) to the last, each asked for when it is wanted. */
  readonly pages: (...rest: Arguments<Request, Options>) => AsyncGenerator<SuccessOf<Result>, void, undefined>;
  /** The items of those pages. */
  readonly items: (...rest: Arguments<Request, Options>) => AsyncGenerator<ItemOf<Result, Path>, void, undefined>;
}

/** A paged operation as a method of `createApi`. */
export function paged<Request, Result, Path extends readonly string[], Options extends CallOptions<object, never>>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
): Paged<Request, Result, Path, Options> {
  return Object.assign((...rest: Arguments<Request, Options>) => send(operation, ...rest), {
    pages: (...rest: Arguments<Request, Options>) => pagesOf(send, operation, ...rest),
    items: (...rest: Arguments<Request, Options>) => itemsOf(send, operation, ...rest),
  });
}

/** The items of all pages, one by one. */
export async function* itemsOf<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
  ...rest: Arguments<Request, Options>
): AsyncGenerator<ItemOf<Result, Path>, void, undefined> {
  for await (const { data } of walk<Result, Options>(send, operation, ...rest)) {
    yield* listIn(operation, data) as readonly ItemOf<Result, Path>[]; // as the description says
  }
}

/** Page after page. Rejects where one has no list, or would be followed by itself. */
export async function* pagesOf<
  Request,
  Result,
  Path extends readonly string[],
  Options extends CallOptions<object, never>,
>(
  send: Send<Options>,
  operation: PagedOperation<Request, Result, Path>,
  ...rest: Arguments<Request, Options>
): AsyncGenerator<SuccessOf<Result>, void, undefined> {
  yield* walk<Result, Options>(send, operation, ...rest);
}

type AnyPaged = OperationSpec & { readonly pagination: PaginationSpec };
type AnyOptions = CallOptions<object, never>;
type AnySend = (operation: AnyPaged, input: AnyInput, options: AnyOptions) => Promise<AnyResult>;

async function* walk<Result, Options extends AnyOptions>(
  send: Send<Options>,
  operation: AnyPaged,
  first: unknown = {},
  options: AnyOptions = {},
): AsyncGenerator<AnyResult & SuccessOf<Result>, void, undefined> {
  const links = operation.pagination.style === "link" ? followLinks(operation) : undefined;
  const middleware = [...(options.middleware ?? []), ...(links ? [links.middleware] : [])];
  let input: AnyInput | undefined = first as AnyInput; // the input of an operation
  while (input) {
    const result: AnyResult = await (send as AnySend)(operation, input, { ...options, middleware }); // as every sender has it
    if (!result.ok) throw new ApiError({ ...result, ok: false, error: result.error });
    yield result as AnyResult & SuccessOf<Result>; // which the description says of a success
    if (links) input = links.follow(result.response) ? input : undefined;
    else input = inputAfter(operation, input, result.data);
  }
}

/** What asks for the next page; undefined after the last. A page without items is the last, whatever it says. */
function inputAfter(operation: AnyPaged, input: AnyInput, data: unknown): AnyInput | undefined {
  const { style, parameter = "", pages = NOWHERE, total = NOWHERE, more, next, lastItem = "" } = operation.pagination;
  const list = listIn(operation, data);
  if (list.length === 0 || (more !== undefined && valueAt(data, more) !== true)) return undefined;
  const asked = own(input.query, parameter);
  const initial = operation.parameters?.find(({ name, in: place }) => place === "query" && name === parameter)?.default;
  const ask = (value: unknown) => ({ ...input, query: { ...(input.query as object), [parameter]: value } });

  if (style === "cursor") {
    const cursor = next === undefined ? valueAt(list.at(-1), lastItem) : valueAt(data, next);
    if (cursor === undefined || cursor === null || cursor === "") return undefined;
    if (cursor === asked) throw new Error(`the answer to ${operation.id} has the cursor that it was asked with`);
    return ask(cursor);
  }
  if (style === "offset") {
    const offset = Number(asked ?? initial ?? 0) + list.length; // servers may give fewer than they were asked for
    return isReached(offset, valueAt(data, total)) ? undefined : ask(offset);
  }
  const start = Number(initial ?? 1);
  const page = Number(asked ?? start) + 1;
  return isReached(page - start, valueAt(data, pages)) ? undefined : ask(page);
}

/** No pointer leads there. */
const NOWHERE = "/";

function isReached(count: number, end: unknown): boolean {
  return (typeof end === "number" || typeof end === "bigint") && count >= end;
}

function listIn({ id, pagination: { items } }: AnyPaged, data: unknown): readonly unknown[] {
  const list = valueAt(data, items);
  if (Array.isArray(list)) return list;
  throw new Error(`the answer to ${id} has no list ${items === "" ? "as its body" : `at ${items}`}`);
}
