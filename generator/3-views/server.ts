/**
 * The views of the server's own files: the handlers to write, the stubs to begin with, the server of both; and of the
 * receiver of webhooks and callbacks.
 */
import { PARAMETER_GROUPS } from "../../templates/runtime/wire/parameter-places.ts";
import type { Api, Operation, Parameter, SecurityScheme } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal, path } from "./code.ts";
import { type DocsView, docsView } from "./docs.ts";
import { noteOf } from "./operations.ts";

/** Of `templates/server/handlers.ts.hbs`. */
export interface HandlersView {
  readonly hasSchemes: boolean;
  /** Types of `security.ts` that the file uses. */
  readonly securityTypes: Code;
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
  /** The arguments of the type `Handler`. */
  readonly arguments: Code;
}

/** Of `templates/server/stubs.ts.hbs`. */
export interface StubsView {
  readonly hasStubs: boolean;
  readonly stubs: readonly { readonly name: Code; readonly id: Code }[];
}

/** Of `templates/server/index.ts.hbs`. */
export interface ServerView {
  readonly hasSchemes: boolean;
  /** Types of `handlers.ts` that the file uses. */
  readonly handlerTypes: Code;
  readonly groups: readonly { readonly names: Code; readonly from: Code }[];
  readonly operations: readonly Code[];
}

/** Of `templates/server/webhooks.ts.hbs`. */
export interface WebhooksView extends Omit<ServerView, "operations"> {
  readonly webhooks: readonly Code[];
  readonly callbacks: readonly Code[];
}

/** Which operations a file is about: those that clients call, or those that are sent to whoever asked for them. */
type Direction = Operation["direction"];

const ANSWERED: readonly Direction[] = ["request"];
const RECEIVED: readonly Direction[] = ["webhook", "callback"];

export function handlersView(api: Api): HandlersView {
  return handlersOf(api, ANSWERED);
}

/** The same for webhooks and callbacks; undefined where there are none. */
export function webhookHandlersView(api: Api): HandlersView | undefined {
  const view = handlersOf(api, RECEIVED);
  return view.hasHandlers ? view : undefined;
}

function handlersOf(api: Api, directions: readonly Direction[]): HandlersView {
  const operations = ofDirection(api.operations, directions);
  const schemes = schemesOf(operations, api);
  return {
    hasSchemes: schemes.length > 0,
    securityTypes: schemes.some(isBasic) ? code`BasicCredential, SecurityHandler` : code`SecurityHandler`,
    schemes: schemes.map((scheme) => ({
      docs: docsView(scheme.docs),
      name: key(scheme.key),
      key: literal(scheme.key),
      credential: credentialType(scheme),
    })),
    hasHandlers: operations.length > 0,
    handlers: operations.map((operation) => ({
      docs: docsView(operation.docs, { notes: [noteOf(operation)] }),
      name: identifier(operation.name),
      arguments: handlerArguments(operation),
    })),
  };
}

export function stubsView(api: Api): StubsView {
  const stubs = ofDirection(api.operations, ANSWERED).map(({ name }) => ({
    name: identifier(name),
    id: literal(name),
  }));
  return { hasStubs: stubs.length > 0, stubs };
}

export function serverView(api: Api): ServerView {
  const operations = ofDirection(api.operations, ANSWERED);
  return { ...scopeOf(api, ANSWERED), operations: operations.map(({ name }) => identifier(name)) };
}

export function webhooksView(api: Api): WebhooksView {
  const named = (direction: Direction) => ofDirection(api.operations, [direction]).map(({ name }) => identifier(name));
  return { ...scopeOf(api, RECEIVED), webhooks: named("webhook"), callbacks: named("callback") };
}

/** What the file imports. */
function scopeOf(api: Api, directions: readonly Direction[]): Omit<ServerView, "operations"> {
  const operations = ofDirection(api.operations, directions);
  const groups = api.groups.flatMap((group) => {
    const names = operations.filter((each) => each.group === group.name).map(({ name }) => identifier(name));
    const from = path(`../operations/${group.name}.js`);
    return names.length === 0 ? [] : { names: importNames(names, from), from };
  });
  const hasSchemes = schemesOf(operations, api).length > 0;
  return {
    hasSchemes,
    handlerTypes: hasSchemes ? code`AnyPrincipals, Handlers, SecurityHandlers` : code`Handlers`,
    groups,
  };
}

/** On one line where they fit. */
function importNames(names: readonly Code[], from: Code): Code {
  const inline = code`{ ${join(names, code`, `)} }`;
  const taken = `import  from ${from};`.length;
  return taken + inline.length <= WIDTH
    ? inline
    : code`{${join(
        names.map((name) => code`\n  ${name},`),
        code``,
      )}\n}`;
}

function ofDirection(operations: readonly Operation[], directions: readonly Direction[]): readonly Operation[] {
  const chosen = operations.filter(({ direction }) => directions.includes(direction));
  return directions === ANSWERED ? firstOfEachRoute(chosen) : chosen;
}

/** Of two paths that mean the same, which `lenient` lets be, the first counts. */
function firstOfEachRoute(operations: readonly Operation[]): readonly Operation[] {
  const first = new Map<string, Operation>();
  for (const operation of operations.toReversed()) first.set(routeOf(operation), operation);
  return operations.filter((operation) => first.get(routeOf(operation)) === operation);
}

function routeOf({ method, path: template }: Operation): string {
  return `${method} ${template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Those that some operation asks for: the others need no handler. */
function schemesOf(operations: readonly Operation[], api: Api): readonly SecurityScheme[] {
  const used = new Set(operations.flatMap(({ security }) => security.flat()).map(({ scheme }) => scheme));
  return api.securitySchemes.filter((scheme) => used.has(scheme.key));
}

/** What `templates/server/request/find-credential.ts` finds. */
function credentialType(scheme: SecurityScheme): Code {
  if (scheme.type === "mutualTLS") return code`undefined`;
  return isBasic(scheme) ? code`BasicCredential` : code`string`;
}

/** RFC 9110 §11.1: in any case. */
function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
}

function handlerArguments(operation: Operation): Code {
  const { name, typeName, security, parameters } = operation;
  const [request, response] = [identifier(`${typeName}Request`), identifier(`${typeName}Response`)];
  const principals = security.map((alternative) => pickPrincipals(alternative.map(({ scheme }) => scheme)));
  const defaults = defaultsType(parameters);
  const types = [
    code`types.${request}`,
    code`types.${response}`,
    code`Context`,
    join(principals.length === 0 ? [pickPrincipals([])] : [...new Set(principals)], code` | `),
    ...(defaults === undefined ? [] : [defaults]),
  ];
  const inline = join(types, code`, `);
  const taken = `  readonly ${name}: Handler<>;`.length;
  return taken + inline.length <= WIDTH
    ? inline
    : code`${LINE_BREAK}${join(types, code`,${LINE_BREAK}`)}${OUTER_BREAK}`;
}

const WIDTH = 120;
const OUTER_BREAK = code`\n  `;
const LINE_BREAK = code`${OUTER_BREAK}  `;

/** One alternative: the principals of all its schemes. */
function pickPrincipals(schemes: readonly string[]): Code {
  return code`Pick<Principals, ${schemes.length === 0 ? code`never` : join(schemes.map(literal), code` | `)}>`;
}

/** The names of the parameters that the server fills in, by group. */
function defaultsType(parameters: readonly Parameter[]): Code | undefined {
  const filled = parameters.filter((parameter) => parameter.default !== undefined && parameter.constant === undefined);
  const members = Object.entries(PARAMETER_GROUPS).flatMap(([place, group]) => {
    const names = filled.filter((parameter) => parameter.in === place).map(({ name }) => literal(name));
    return names.length === 0 ? [] : [code`${key(group)}: ${join(names, code` | `)}`];
  });
  return members.length === 0 ? undefined : code`{ ${join(members, code`; `)} }`;
}
