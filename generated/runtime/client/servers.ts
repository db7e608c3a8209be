/** Selection among the servers of a description. OpenAPI 3.2 §4.5, §4.6. */
import { withCode } from "../error-codes.js";
import type { OperationSpec, ServerSpec } from "../operation.js";
import { own } from "../wire/records.js";
import type { CallOptions } from "./call-options.js";
import type { Send } from "./client.js";

/** A server of the description, by its URL, with values for its variables. Absent variables have their defaults. */
export interface ServerChoice {
  readonly url: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns the URL of a server. Throws a `TypeError` if the description has no such server, or the server does not
 * permit a value.
 */
export function urlOfServer(servers: readonly ServerSpec[], { url, variables }: ServerChoice): string {
  const server = servers.find((one) => one.url === url);
  if (!server) {
    throw withCode(
      "unknown-server",
      new TypeError("server must be a server of the description: pass its URL as the description writes it"),
    );
  }
  const [authority = ""] = /^[^/]*:\/\/[^/]*/.exec(url) ?? [];
  return url.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => {
    const { default: fallback = expression, enum: values } = own(server.variables, name) ?? {};
    const value = String(own(variables, name) ?? fallback);
    if (values && !values.includes(value)) {
      throw withCode("server-variable", new TypeError(`server variable "${name}" must be ${values.join(" or ")}`));
    }
    // otherwise the value could redirect credentials to another host
    if (authority.includes(expression) && /[/\\?#@]/.test(value)) {
      throw withCode("server-variable", new TypeError(`server variable "${name}" must be a part of a host name`));
    }
    return value;
  });
}

/** Returns `send` with the additional option `server`: a server of the operation, or else one of `servers`. */
export function withServers<Options extends ServerCallOptions>(
  send: Send<Options>,
  servers: readonly ServerSpec[],
): Send<Options> {
  const choosing = async (operation: OperationSpec, input: object, { server, ...options }: ServerCallOptions = {}) => {
    const baseUrl = options.baseUrl ?? (server && urlOfServer(operation.servers ?? servers, server));
    return (send as AnySend)(operation, input, { ...options, ...(baseUrl !== undefined && { baseUrl }) }); // every sender has this type at run time
  };
  return choosing as Send<Options>; // it resolves like `send`
}

type ServerCallOptions = CallOptions<object, never> & { readonly server?: ServerChoice };
type AnySend = (operation: OperationSpec, input: object, options: ServerCallOptions) => Promise<unknown>;
