/** The model → the view of `templates/client.ts.hbs`. */
import type { Api, Operation } from "../2-model/api.ts";
import { code, type Code, identifier, join, path } from "./code.ts";
import { docsView, type DocsView } from "./docs.ts";
import { layOut } from "./layout.ts";
import { argumentsOf } from "./operations.ts";
import { serverData } from "./wire-data.ts";

export interface ClientView {
  /** Operations by the file that they are in. */
  readonly groups: readonly { readonly from: Code; readonly names: readonly Code[] }[];
  readonly types: readonly Code[];
  readonly servers: Code;
  /** Whether the description has a server to begin with, so that `baseUrl` may be left out. */
  readonly hasHome: boolean;
  /** Whether `paths.ts` is generated too, and so openapi-fetch's own client can be typed. */
  readonly hasFacade: boolean;
  readonly hasMethods: boolean;
  readonly hasPages: boolean;
  /** Neither facade nor methods: the description has webhooks only, or nothing at all. */
  readonly isEmpty: boolean;
  readonly methods: readonly MethodView[];
}

interface MethodView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly request: Code;
  readonly result: Code;
  /** Whether the answers are pages of one list, and the arguments of the type `Paged` then. */
  readonly isPaged: boolean;
  readonly paged: Code;
  /** Whether all of the input may be left out. */
  readonly optional: boolean;
}

/** One method per operation that a client sends, in document order. */
export function clientView(api: Api, { paths }: { readonly paths: boolean }): ClientView {
  const methods = api.operations.filter(isSent).map(methodView);
  return {
    groups: api.groups
      .map(({ name, operations }) => ({
        from: path(`./operations/${name}.js`),
        names: operations.filter(isSent).map(nameOf),
      }))
      .filter(({ names }) => names.length > 0),
    types: methods.flatMap(({ request, result }) => [request, result]).toSorted(),
    servers: layOut(api.servers.map(serverData), { margin: 0, taken: 50 }),
    hasHome: /^https?:/i.test(api.servers[0]?.url ?? ""),
    hasFacade: paths,
    hasMethods: methods.length > 0,
    hasPages: methods.some(({ isPaged }) => isPaged),
    isEmpty: methods.length === 0 && !paths,
    methods,
  };
}

/** Webhooks and callbacks are received. */
function isSent({ direction }: Operation): boolean {
  return direction === "request";
}

function nameOf({ name }: Operation): Code {
  return identifier(name);
}

function methodView(operation: Operation): MethodView {
  const { docs, method, path: template, typeName, parameters, body } = operation;
  return {
    docs: docsView(docs, { notes: [`\`${method} ${template}\``] }),
    name: nameOf(operation),
    request: identifier(`${typeName}Request`),
    result: identifier(`${typeName}Result`),
    isPaged: operation.pagination !== undefined,
    paged: join(argumentsOf(operation), code`, `),
    optional: !body?.required && !parameters.some(({ required, constant }) => required && constant === undefined),
  };
}
