/** The receiver of webhooks and callbacks: a server whose paths are chosen by its user. */
import { withCode } from "../../runtime/error-codes.js";
import type { OperationSpec } from "../../runtime/operation.js";
import type { OperationValidation } from "../../runtime/validation/validation.js";
import { type Server, createServerFrom } from "../create-server.js";
import type { AnyServerOptions, WebhookHooks, CommonServerOptions } from "../options.js";

/** Options of a webhook receiver. */
export type WebhookReceiverOptions<
  Context = undefined,
  Id extends string = string,
  Documented = unknown,
> = CommonServerOptions<Context, Id, Documented> &
  WebhookHooks<Id> & {
    /**
     * Paths by operation id, below `basePath`: for example `/hooks/added`, or `/hooks/{id}` if the webhook has path
     * parameters. Default for a webhook: its name. A callback has no default: use the path of the URL that you gave to
     * its sender.
     */
    readonly paths?: { readonly [Name in Id]?: string };
  };

/** Generated data about the webhooks and callbacks of a description. */
export interface WebhookDescription {
  /** Webhooks. Their `path` is the name of the webhook. */
  readonly webhooks: readonly OperationSpec[];
  /** Operations of callbacks. Their `path` is the runtime expression of the callback. */
  readonly callbacks: readonly OperationSpec[];
  readonly validation: Readonly<Record<string, OperationValidation>>;
}

/**
 * Creates a server for the webhooks and callbacks that have a handler. Any other request gets status 404. Throws a
 * `TypeError` if a callback has no path, or for the reasons of `createServerFrom`.
 */
export function createWebhookReceiver(
  { webhooks, callbacks, validation }: WebhookDescription,
  handlers: object,
  options: AnyServerOptions & { readonly paths?: Readonly<Record<string, string | undefined>> },
): Server {
  const { paths = {}, identify } = options;
  const operations = [...webhooks, ...callbacks].filter(({ id }) => Reflect.get(handlers, id) !== undefined);

  function receivingPath({ id, path }: OperationSpec): string {
    if (identify) return `/${encodeURIComponent(id)}`;
    const chosen = Object.hasOwn(paths, id) ? paths[id] : undefined;
    if (chosen?.startsWith("/")) return chosen;
    if (chosen !== undefined) {
      throw withCode("invalid-option", new TypeError(`options.paths.${id} must begin with a slash`));
    }
    if (webhooks.some((webhook) => webhook.id === id)) return `/${escapeSegment(path)}`;
    throw withCode(
      "invalid-option",
      new TypeError(`options.paths.${id} is required: set it to the path of the URL that you gave to the sender`),
    );
  }

  const receivedOperations = operations.map((operation) => ({ ...operation, path: receivingPath(operation) }));
  return createServerFrom({ operations: receivedOperations, validation }, handlers, options);
}

/** Returns a name as a segment of a path. Delimiters such as `:` stay, as in the URLs that users write. */
function escapeSegment(name: string): string {
  return name.replaceAll(/[^\w.~!$&'()*+,;=:@-]+/g, encodeURIComponent);
}
