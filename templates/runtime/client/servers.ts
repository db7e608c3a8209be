/** The servers of a description, for those who choose among them: OpenAPI 3.2 §4.5, §4.6. */
import type { OperationSpec, ServerSpec } from "../operation.js";
import { own } from "../wire/records.js";
import type { CallOptions } from "./call-options.js";
import type { Send } from "./client.js";

/** A server by its URL, as the description writes it, and values for its variables; those left out have their defaults. */
export interface ServerChoice {
  readonly url: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** The URL of one of `servers`. Throws a `TypeError` where there is none like it, or it does not allow a value. */
export function urlOfServer(servers: readonly ServerSpec[], { url, variables }: ServerChoice): string {
  const server = servers.find((one) => one.url === url);
  if (!server) throw new TypeError("server must be one that the description has");
  const [authority = ""] = /^[^/]*:\/\/[^/]*/.exec(url) ?? [];
  return url.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => {
    const { default: fallback = expression, enum: values } = own(server.variables, name) ?? {};
    const value = String(own(variables, name) ?? fallback);
    if (values && !values.includes(value)) {
      throw new TypeError(`server variable "${name}" must be ${values.join(" or ")}`);
    }
    // else it would say where credentials go
    if (authority.includes(expression) && /[/\\?#@]/.test(value)) {
      throw new TypeError(`server variable "${name}" must be part of a host`);
    }
    return value;
  });
}

/** The same sender, whose calls may choose a server too: one of the operation's own, or else of `servers`. */
export function withServers<Options extends Choosing>(
  send: Send<Options>,
  servers: readonly ServerSpec[],
): Send<Options> {
  const choosing = async (operation: OperationSpec, input: object, { server, ...options }: Choosing = {}) => {
    const baseUrl = options.baseUrl ?? (server && urlOfServer(operation.servers ?? servers, server));
    return (send as AnySend)(operation, input, { ...options, ...(baseUrl !== undefined && { baseUrl }) }); // as every sender has it
  };
  return choosing as Send<Options>; // which answers as `send` does
}

type Choosing = CallOptions<object, never> & { readonly server?: ServerChoice };
type AnySend = (operation: OperationSpec, input: object, options: Choosing) => Promise<unknown>;
