/** The receiver of webhooks and callbacks: a server like any other, at paths that the one who receives has chosen. */
import type { OperationSpec } from "../../runtime/operation.js";
import type { OperationValidation } from "../../runtime/validation/validation.js";
import { type Server, serverOf } from "../create-server.js";
import type { AnyServerOptions, ReceiverHooks, ServerOptions } from "../options.js";

export type ReceiverOptions<Context = undefined, Id extends string = string> = ServerOptions<Context, Id> &
  ReceiverHooks<Id> & {
    /**
     * Where each is received, below `basePath`: `/hooks/added`, with `{expressions}` where it has path parameters.
     * Default: a webhook's own name. A callback has none: its path is that of the URL that you gave to its sender.
     */
    readonly paths?: { readonly [Name in Id]?: string };
  };

/** What is generated from the description. */
export interface ReceivedDescription {
  /** Their `path` is the name of the webhook. */
  readonly webhooks: readonly OperationSpec[];
  /** Their `path` is the runtime expression of the callback. */
  readonly callbacks: readonly OperationSpec[];
  readonly validation: Readonly<Record<string, OperationValidation>>;
}

/**
 * Receives what `handlers` has a function for; whatever else is sent is a 404. Throws a `TypeError` where a callback
 * has no path, or as `serverOf` does.
 */
export function receiverOf(
  { webhooks, callbacks, validation }: ReceivedDescription,
  handlers: object,
  options: AnyServerOptions & { readonly paths?: Readonly<Record<string, string | undefined>> },
): Server {
  const { paths = {}, identify } = options;
  const operations = [...webhooks, ...callbacks].filter(({ id }) => Reflect.get(handlers, id) !== undefined);

  function pathOf({ id, path }: OperationSpec): string {
    if (identify) return `/${id}`;
    const chosen = Object.hasOwn(paths, id) ? paths[id] : undefined;
    if (chosen?.startsWith("/")) return chosen;
    if (chosen !== undefined) throw new TypeError(`paths.${id} must begin with a slash`);
    if (webhooks.some((webhook) => webhook.id === id)) return `/${encodeURIComponent(path)}`;
    throw new TypeError(`the callback ${id} needs a path in options.paths: that of the URL which its sender was given`);
  }

  const placed = operations.map((operation) => ({ ...operation, path: pathOf(operation) }));
  return serverOf({ operations: placed, validation }, handlers, options);
}
