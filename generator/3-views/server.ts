/**
 * The model → the views of the files in `server/`: the types of handlers, the stubs, the server, and the receiver of
 * webhooks and callbacks.
 */
import { PARAMETER_GROUPS } from "../../templates/runtime/wire/parameter-places.ts";
import type { Api, Operation, Parameter, SecurityScheme } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { type DocsView, docsView } from "./docs.ts";
import { Imports, Reexports } from "./import-lines.ts";
import { LINE_WIDTH } from "./layout.ts";
import { operationNote } from "./operations.ts";
import { isBasic } from "./security.ts";

/** The view of `templates/server/handlers.ts.hbs`. */
export interface HandlersView {
  readonly imports: Imports;
  readonly hasSchemes: boolean;
  readonly schemes: readonly SchemeView[];
  readonly hasHandlers: boolean;
  readonly handlers: readonly HandlerView[];
}

interface SchemeView {
  readonly docs: DocsView;
  readonly name: Code;
  /** The key as a literal type. */
  readonly key: Code;
  readonly credential: Code;
}

interface HandlerView {
  readonly docs: DocsView;
  readonly name: Code;
  /** The type arguments of `Handler`. */
  readonly typeArguments: Code;
}

/** The view of `templates/server/stubs.ts.hbs`. */
export interface StubsView {
  readonly imports: Imports;
  readonly stubs: readonly { readonly name: Code; readonly id: Code }[];
}

/** The view of `templates/server/index.ts.hbs`. */
export interface ServerView {
  readonly imports: Imports;
  readonly reexports: Reexports;
  readonly hasSchemes: boolean;
  readonly operations: readonly Code[];
}

/** The view of `templates/server/webhooks.ts.hbs`. */
export interface WebhooksView extends Omit<ServerView, "operations"> {
  readonly webhooks: readonly Code[];
  readonly callbacks: readonly Code[];
}

type Direction = Operation["direction"];

/** Operations that clients send to the server. */
const SERVED: readonly Direction[] = ["request"];
/** Operations that the API sends to its users. */
const RECEIVED: readonly Direction[] = ["webhook", "callback"];

/** Returns the view of the handlers of the server. */
export function handlersView(api: Api): HandlersView {
  return handlersViewOf(api, SERVED);
}

/** Returns the view of the handlers of webhooks and callbacks, or undefined if the description has none. */
export function webhookHandlersView(api: Api): HandlersView | undefined {
  const view = handlersViewOf(api, RECEIVED);
  return view.hasHandlers ? view : undefined;
}

function handlersViewOf(api: Api, directions: readonly Direction[]): HandlersView {
  const operations = operationsOf(api.operations, directions);
  const schemes = requiredSchemes(operations, api);
  const imports = new Imports();
  return {
    imports,
    hasSchemes: schemes.length > 0,
    schemes: schemes.map((scheme) => schemeView(scheme, imports)),
    hasHandlers: operations.length > 0,
    handlers: operations.map((operation) => ({
      docs: docsView(operation.docs, { notes: [operationNote(operation)] }),
      name: key(operation.name),
      typeArguments: handlerTypeArguments(operation, imports),
    })),
  };
}

function schemeView(scheme: SecurityScheme, imports: Imports): SchemeView {
  imports.useType("server/security", "SecurityHandler");
  return {
    docs: docsView(scheme.docs),
    name: key(scheme.key),
    key: literal(scheme.key),
    credential: credentialType(scheme, imports),
  };
}

/** Returns the view of the stubs, one per operation. */
export function stubsView(api: Api): StubsView {
  const imports = new Imports();
  imports.useType("server/handlers", "Handlers");
  const stubs = operationsOf(api.operations, SERVED).map(({ name }) => ({
    name: key(name),
    id: literal(name),
  }));
  if (stubs.length > 0) imports.use("server/http/problem", "notImplemented");
  return { imports, stubs };
}

/** Returns the view of the server. */
export function serverView(api: Api): ServerView {
  const operations = operationsOf(api.operations, SERVED);
  const hasSchemes = requiredSchemes(operations, api).length > 0;
  const imports = new Imports();
  imports.useType("runtime/operation", "OperationSpec");
  imports.use("validation", "validation");
  imports.useType("server/create-server", "Server");
  imports.use("server/create-server", "createServerFrom");
  imports.useType("server/handler", "DocumentedResponse");
  imports.useType("server/handler", "HandlerMiddleware");
  importHandlers("server/handlers", hasSchemes, imports);
  imports.useType("server/options", "CommonServerOptions");
  return {
    imports,
    reexports: serverReexports(),
    hasSchemes,
    operations: operations.map((operation) => importOperation(operation, imports)),
  };
}

function serverReexports(): Reexports {
  const reexports = new Reexports();
  reexports.addType("server/create-server", "Server");
  reexports.addAllTypes("server/handlers");
  reexports.addType("server/limits", "Limits");
  reexports.addType("server/middleware", "Middleware");
  reexports.addType("server/http/outgoing-response", "OutgoingResponse");
  reexports.addType("server/http/problem", "Issue");
  reexports.add("server/http/problem", "HttpProblem");
  reexports.addType("server/http/problem", "Problem");
  reexports.addType("server/request-context", "RequestContext");
  reexports.add("server/security", "forbidden");
  reexports.add("server/stubs", "stubs");
  return reexports;
}

/** Returns the view of the receiver of webhooks and callbacks. */
export function webhooksView(api: Api): WebhooksView {
  const hasSchemes = requiredSchemes(operationsOf(api.operations, RECEIVED), api).length > 0;
  const imports = new Imports();
  imports.use("validation", "webhookValidation");
  imports.useType("server/create-server", "Server");
  imports.useType("server/webhooks/webhook-receiver", "WebhookDescription");
  imports.useType("server/webhooks/webhook-receiver", "WebhookReceiverOptions");
  imports.use("server/webhooks/webhook-receiver", "createWebhookReceiver");
  imports.useType("server/handler", "DocumentedResponse");
  imports.useType("server/handler", "HandlerMiddleware");
  importHandlers("server/webhook-handlers", hasSchemes, imports);
  const reexports = new Reexports();
  reexports.addType("server/webhooks/delivery", "Delivery");
  reexports.addType("server/webhook-handlers", "Handlers", "WebhookHandlers");
  const named = (direction: Direction) =>
    operationsOf(api.operations, [direction]).map(({ group, constant }) =>
      imports.use(`operations/${group}`, constant),
    );
  return { imports, reexports, hasSchemes, webhooks: named("webhook"), callbacks: named("callback") };
}

function importHandlers(module: string, hasSchemes: boolean, imports: Imports): void {
  imports.useType(module, "Handlers");
  if (!hasSchemes) return;
  imports.useType(module, "AnyPrincipals");
  imports.useType(module, "SecurityHandlers");
}

/** Returns a property with the operation: `getPets`, or `send: send_` if the file has another name for the constant. */
function importOperation({ group, name, constant }: Operation, imports: Imports): Code {
  const local = imports.use(`operations/${group}`, constant);
  return local === name ? local : code`${key(name)}: ${local}`;
}

function operationsOf(operations: readonly Operation[], directions: readonly Direction[]): readonly Operation[] {
  const chosen = operations.filter(({ direction }) => directions.includes(direction));
  return directions === SERVED ? withoutDuplicatePaths(chosen) : chosen;
}

/** Drops operations whose path matches the same requests as an earlier one. Only `lenient` lets such paths pass. */
function withoutDuplicatePaths(operations: readonly Operation[]): readonly Operation[] {
  const first = new Map<string, Operation>();
  for (const operation of operations.toReversed()) first.set(requestPattern(operation), operation);
  return operations.filter((operation) => first.get(requestPattern(operation)) === operation);
}

function requestPattern({ method, path: template }: Operation): string {
  return `${method} ${template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Returns the security schemes that the operations require. The others need no handler. */
function requiredSchemes(operations: readonly Operation[], api: Api): readonly SecurityScheme[] {
  const used = new Set(operations.flatMap(({ security }) => security.flat()).map(({ scheme }) => scheme));
  return api.securitySchemes.filter((scheme) => used.has(scheme.key));
}

/** Returns the type of the credential that `templates/server/request/find-credential.ts` reads from a request. */
function credentialType(scheme: SecurityScheme, imports: Imports): Code {
  if (scheme.type === "mutualTLS") return code`undefined`;
  return isBasic(scheme) ? imports.useType("server/security", "BasicCredential") : code`string`;
}

function handlerTypeArguments(operation: Operation, imports: Imports): Code {
  const { name, typeName, security, parameters } = operation;
  imports.useType("server/handler", "Handler");
  const types = imports.useAllTypes("types", "types");
  const principals = security.map((alternative) => principalsType(alternative.map(({ scheme }) => scheme)));
  const defaults = defaultsType(parameters);
  const typeArguments = [
    code`${types}.${identifier(`${typeName}Request`)}`,
    code`${types}.${identifier(`${typeName}Response`)}`,
    code`Context`,
    join(principals.length === 0 ? [principalsType([])] : [...new Set(principals)], code` | `),
    ...(defaults === undefined ? [] : [defaults]),
  ];
  const inline = join(typeArguments, code`, `);
  const taken = `  readonly ${name}: Handler<>;`.length;
  return taken + inline.length <= LINE_WIDTH
    ? inline
    : code`${LINE_BREAK}${join(typeArguments, code`,${LINE_BREAK}`)}${OUTER_BREAK}`;
}

const OUTER_BREAK = code`\n  `;
const LINE_BREAK = code`${OUTER_BREAK}  `;

/** Returns the type of the principals of one security requirement, one per scheme. */
function principalsType(schemes: readonly string[]): Code {
  return code`Pick<Principals, ${schemes.length === 0 ? code`never` : join(schemes.map(literal), code` | `)}>`;
}

/** Returns the type of the names of parameters with defaults, by group, or undefined if there are none. */
function defaultsType(parameters: readonly Parameter[]): Code | undefined {
  const withDefaults = parameters.filter(
    (parameter) => parameter.default !== undefined && parameter.constant === undefined,
  );
  const members = Object.entries(PARAMETER_GROUPS).flatMap(([location, group]) => {
    const names = withDefaults.filter((parameter) => parameter.in === location).map(({ name }) => literal(name));
    return names.length === 0 ? [] : [code`${key(group)}: ${join(names, code` | `)}`];
  });
  return members.length === 0 ? undefined : code`{ ${join(members, code`; `)} }`;
}
