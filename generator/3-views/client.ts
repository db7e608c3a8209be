/** The model → the view of `templates/client.ts.hbs`. */
import type { Api, Operation } from "../2-model/api.ts";
import { code, type Code, join, key, literal, methodKey } from "./code.ts";
import { docsView, type DocsView } from "./docs.ts";
import { Imports } from "./import-lines.ts";
import { layOut } from "./layout.ts";
import { operationTypeArguments } from "./operations.ts";
import { isRequestOptional } from "./types/request-types.ts";
import { serverType } from "./types/server-types.ts";
import { appendType } from "./types/type-syntax.ts";
import { defaultUrl, serverData } from "./wire-data.ts";

export interface ClientView {
  readonly imports: Imports;
  readonly servers: Code;
  /** True if the first server has an absolute URL, so that `baseUrl` is optional. */
  readonly hasDefaultServer: boolean;
  /** True if callers can choose between servers, or between values of server variables. */
  readonly hasServerChoice: boolean;
  /** The type of the servers to choose from, with the text before it on its line. */
  readonly serverType: Code;
  /** Properties of the type `OperationServers`, one per operation that has its own servers. */
  readonly hasOwnServers: boolean;
  readonly ownServers: readonly Code[];
  /** True if `paths.ts` is generated, too. It has the types of the client of openapi-fetch. */
  readonly hasFacade: boolean;
  /** The property of `Api` with that client. */
  readonly facade: Code;
  readonly hasMethods: boolean;
  /** True if there are no methods and no facade, because the description has at most webhooks. */
  readonly isEmpty: boolean;
  readonly methods: readonly MethodView[];
}

interface MethodView {
  readonly docs: DocsView;
  readonly name: Code;
  /** The constant with the data of the operation, as the file imports it. */
  readonly operation: Code;
  /** A property with that constant: `getPets`, or `send: send_`. */
  readonly property: Code;
  /** The parameter `input`, with a question mark if all of the input is optional. */
  readonly input: Code;
  readonly request: Code;
  readonly result: Code;
  /** The type of the options of a call. */
  readonly options: Code;
  /** True if the method is made by a function of the runtime, because it has pages or several media types. */
  readonly isWrapped: boolean;
  /** The function of the runtime, and the type of the methods that it makes. */
  readonly wrapper: Code;
  readonly wrapperType: Code;
}

export interface ClientOptions {
  /** True if `paths.ts` is generated, too. */
  readonly paths: boolean;
}

/** Returns the exports of the file, which `index.ts` exports as well. */
export function clientExports(api: Api): {
  readonly values: readonly string[];
  readonly types: readonly string[];
} {
  const { withOwnServers, hasServerChoice } = serverChoice(api);
  return {
    values: ["createApi", "servers", ...(hasServerChoice ? ["serverUrl"] : [])],
    types: [
      "Api",
      "ApiCallOptions",
      "ApiOptions",
      "OperationId",
      ...(hasServerChoice ? ["ApiServer"] : []),
      ...(withOwnServers.length > 0 ? ["OperationServers"] : []),
    ],
  };
}

/** Returns the view with one method per operation that a client sends, in document order. */
export function clientView(api: Api, { paths }: ClientOptions): ClientView {
  const { servers } = api;
  const sent = api.operations.filter(isSent);
  const { withOwnServers, hasServerChoice } = serverChoice(api);
  const imports = importsOf({ hasServerChoice, hasFacade: paths, hasMethods: sent.length > 0 });
  const methods = sent.map((operation) => methodView(operation, imports));
  return {
    imports,
    servers: layOut(servers.map(serverData), { margin: 0, taken: 50 }),
    hasDefaultServer: servers[0] !== undefined && /^https?:/i.test(defaultUrl(servers[0])),
    hasServerChoice,
    serverType: appendType(code` =`, serverType(servers)),
    hasOwnServers: withOwnServers.length > 0,
    ownServers: withOwnServers.map((operation) =>
      appendType(code`${key(operation.name)}:`, serverType(operation.servers)),
    ),
    hasFacade: paths,
    facade: sent.some(({ name }) => name === "client") ? code`client_` : code`client`,
    hasMethods: methods.length > 0,
    isEmpty: methods.length === 0 && !paths,
    methods,
  };
}

interface ServerChoice {
  /** Sent operations that have servers of their own. */
  readonly withOwnServers: readonly Operation[];
  /** True if callers can choose between servers, or between values of server variables. */
  readonly hasServerChoice: boolean;
}

function serverChoice({ servers, operations }: Api): ServerChoice {
  const withOwnServers = operations.filter((operation) => isSent(operation) && hasServers(operation));
  const hasVariables = servers.some(({ variables }) => variables.length > 0);
  return { withOwnServers, hasServerChoice: servers.length > 1 || withOwnServers.length > 0 || hasVariables };
}

/** Returns the imports of the client. The imports of its methods are added later. */
function importsOf(client: {
  readonly hasServerChoice: boolean;
  readonly hasFacade: boolean;
  readonly hasMethods: boolean;
}): Imports {
  const imports = new Imports();
  imports.useType("runtime/client/client", "CallOptions");
  imports.useType("runtime/client/client", "SenderOptions");
  imports.useType("runtime/operation", "ServerSpec");
  imports.useType("security", "Auth");
  if (client.hasMethods) imports.use("runtime/client/client", "createSender");
  if (client.hasServerChoice) imports.use("runtime/client/servers", "urlOfServer");
  if (client.hasServerChoice && client.hasMethods) {
    imports.useType("runtime/client/client", "Send");
    imports.useType("runtime/client/servers", "ServerChoice");
    imports.use("runtime/client/servers", "withServers");
  }
  if (client.hasFacade) {
    imports.useType("npm:openapi-fetch", "Client");
    imports.useType("paths", "paths");
    imports.use("runtime/client/facade", "createFacade");
    imports.useType("runtime/operation", "OperationSpec");
  }
  return imports;
}

/** Returns true if clients send the operation. Webhooks and callbacks are sent by the API. */
function isSent({ direction }: Operation): boolean {
  return direction === "request";
}

/** Returns true if successful responses have several media types. Without a documented success, `default` counts as one. */
function hasSeveralTypes({ responses }: Operation): boolean {
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  const possible = successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
  return new Set(possible.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType))).size > 1;
}

function hasServers({ servers }: Operation): boolean {
  return servers.length > 0;
}

function methodView(operation: Operation, imports: Imports): MethodView {
  const { constant, docs, group, method, name, path, typeName } = operation;
  const options = hasServers(operation)
    ? code`ApiCallOptions<OperationServers[${literal(name)}]>`
    : code`ApiCallOptions`;
  const local = imports.use(`operations/${group}`, constant);
  const wrapping = wrapperOf(operation);
  const { module = "", wrapper = "", type = "" } = wrapping ?? {};
  return {
    docs: docsView(docs, { notes: [`\`${method} ${path}\``] }),
    name: methodKey(name),
    operation: local,
    property: local === name ? local : code`${key(name)}: ${local}`,
    input: isRequestOptional(operation) ? code`input?` : code`input`,
    request: imports.useType("types", `${typeName}Request`),
    result: imports.useType("types", `${typeName}Result`),
    options,
    isWrapped: wrapping !== undefined,
    wrapper: wrapping === undefined ? code`` : imports.use(module, wrapper),
    wrapperType:
      wrapping === undefined
        ? code``
        : code`${imports.useType(module, type)}<${join([...operationTypeArguments(operation, imports), options], code`, `)}>`,
  };
}

/** Returns the function of the runtime that makes the method, and the type of its result. */
function wrapperOf(operation: Operation): { module: string; wrapper: string; type: string } | undefined {
  const isPaged = operation.pagination !== undefined;
  if (hasSeveralTypes(operation)) {
    return isPaged
      ? { module: "runtime/client/negotiated-pages", wrapper: "negotiatedPagedMethod", type: "NegotiatedPagedMethod" }
      : { module: "runtime/client/accept", wrapper: "negotiatedMethod", type: "NegotiatedMethod" };
  }
  return isPaged ? { module: "runtime/client/pagination", wrapper: "pagedMethod", type: "PagedMethod" } : undefined;
}
