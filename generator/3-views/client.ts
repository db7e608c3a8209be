/** The model → the view of `templates/client.ts.hbs`. */
import type { Api, Operation } from "../2-model/api.ts";
import { code, type Code, identifier, join, literal, path } from "./code.ts";
import { docsView, type DocsView } from "./docs.ts";
import { layOut } from "./layout.ts";
import { argumentsOf } from "./operations.ts";
import { isRequestOptional } from "./types/request-types.ts";
import { serverType } from "./types/server-types.ts";
import { appendType } from "./types/type-syntax.ts";
import { defaultUrl, serverData } from "./wire-data.ts";

export interface ClientView {
  /** Operations by the file that they are in. */
  readonly groups: readonly { readonly from: Code; readonly names: readonly Code[] }[];
  readonly types: readonly Code[];
  readonly servers: Code;
  /** Whether the description has a server to begin with, so that `baseUrl` may be left out. */
  readonly hasHome: boolean;
  /** Whether a caller can choose: among several servers, or values of variables. */
  readonly hasChoice: boolean;
  /** The type of such a choice, with what stands before it on its line. */
  readonly server: Code;
  /** The same of operations that have servers of their own, by name. */
  readonly hasOwnServers: boolean;
  readonly ownServers: readonly Code[];
  /** Whether `paths.ts` is generated too, and so openapi-fetch's own client can be typed. */
  readonly hasFacade: boolean;
  readonly hasMethods: boolean;
  readonly hasPages: boolean;
  readonly hasNegotiation: boolean;
  readonly hasNegotiatedPages: boolean;
  /** Neither facade nor methods: the description has webhooks only, or nothing at all. */
  readonly isEmpty: boolean;
  readonly methods: readonly MethodView[];
}

interface MethodView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly request: Code;
  readonly result: Code;
  /** The type of the options of a call. */
  readonly options: Code;
  /** Whether the answers are pages of one list, and the arguments of the type `Paged` then. */
  readonly isPaged: boolean;
  readonly paged: Code;
  /** Whether a caller can choose among the media types of successes. */
  readonly isNegotiated: boolean;
  /** Whether all of the input may be left out. */
  readonly optional: boolean;
}

/** One method per operation that a client sends, in document order. */
export function clientView(api: Api, { paths }: { readonly paths: boolean }): ClientView {
  const { servers } = api;
  const sent = api.operations.filter(isSent);
  const methods = sent.map(methodView);
  const withOwnServers = sent.filter(hasServers);
  return {
    groups: api.groups
      .map(({ name, operations }) => ({
        from: path(`./operations/${name}.js`),
        names: operations.filter(isSent).map(nameOf),
      }))
      .filter(({ names }) => names.length > 0),
    types: methods.flatMap(({ request, result }) => [request, result]).toSorted(),
    servers: layOut(servers.map(serverData), { margin: 0, taken: 50 }),
    hasHome: servers[0] !== undefined && /^https?:/i.test(defaultUrl(servers[0])),
    hasChoice: servers.length > 1 || withOwnServers.length > 0 || servers.some(({ variables }) => variables.length > 0),
    server: appendType(code` =`, serverType(servers)),
    hasOwnServers: withOwnServers.length > 0,
    ownServers: withOwnServers.map((operation) =>
      appendType(code`${nameOf(operation)}:`, serverType(operation.servers)),
    ),
    hasFacade: paths,
    hasMethods: methods.length > 0,
    hasPages: methods.some(({ isPaged, isNegotiated }) => isPaged && !isNegotiated),
    hasNegotiation: methods.some(({ isPaged, isNegotiated }) => isNegotiated && !isPaged),
    hasNegotiatedPages: methods.some(({ isPaged, isNegotiated }) => isPaged && isNegotiated),
    isEmpty: methods.length === 0 && !paths,
    methods,
  };
}

/** Webhooks and callbacks are received. */
function isSent({ direction }: Operation): boolean {
  return direction === "request";
}

/** Whether successes may have one of several media types. Without a documented success, `default` is one. */
function hasSeveralTypes({ responses }: Operation): boolean {
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  const possible = successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
  return new Set(possible.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType))).size > 1;
}

function hasServers({ servers }: Operation): boolean {
  return servers.length > 0;
}

function nameOf({ name }: Operation): Code {
  return identifier(name);
}

function methodView(operation: Operation): MethodView {
  const { docs, method, path: template, typeName } = operation;
  return {
    docs: docsView(docs, { notes: [`\`${method} ${template}\``] }),
    name: nameOf(operation),
    request: identifier(`${typeName}Request`),
    result: identifier(`${typeName}Result`),
    options: hasServers(operation)
      ? code`ApiCallOptions<OperationServers[${literal(operation.name)}]>`
      : code`ApiCallOptions`,
    isPaged: operation.pagination !== undefined,
    paged: join(argumentsOf(operation), code`, `),
    isNegotiated: hasSeveralTypes(operation),
    optional: isRequestOptional(operation),
  };
}
