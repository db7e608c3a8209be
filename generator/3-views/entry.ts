/** The model → the view of `templates/index.ts.hbs`, the module that users of the client import from. */
import type { Api } from "../2-model/api.ts";
import { clientExports } from "./client.ts";
import { formsOf, identifierOf } from "./forms.ts";
import { Reexports } from "./import-lines.ts";

export interface EntryView {
  readonly reexports: Reexports;
}

/** The names of the runtime that users need. */
const RUNTIME: Readonly<Record<string, { values?: readonly string[]; types?: readonly string[] }>> = {
  "runtime/client/accept": { values: ["accepting"], types: ["Accepted", "MediaTypeOf"] },
  "runtime/client/auth": { types: ["BasicCredential", "Credential", "CredentialContext"] },
  "runtime/client/client": { values: ["createSender"], types: ["CallOptions", "Send", "SenderOptions"] },
  "runtime/client/fetch-by-url": { values: ["fetchByUrl"] },
  "runtime/client/leniently": { values: ["leniently"] },
  "runtime/client/middleware": { types: ["Middleware", "MiddlewareContext"] },
  "runtime/client/oauth": {
    values: ["clientCredentials", "refreshTokens"],
    types: ["IssuedTokens", "RefreshOptions", "TokenEndpoint"],
  },
  "runtime/client/only-for": { values: ["onlyFor"], types: ["OperationContext", "OperationMiddleware"] },
  "runtime/client/pagination": { values: ["itemsOf", "pagesOf"] },
  "runtime/client/reconnecting": { values: ["reconnecting"], types: ["ReconnectingOptions"] },
  "runtime/client/renewable": { values: ["renewable"] },
  "runtime/client/retry": { values: ["retries"], types: ["RetryEvent", "RetryOptions"] },
  "runtime/client/validating": { values: ["InvalidMessage", "validating"], types: ["ValidatingOptions"] },
  "runtime/operation": { types: ["FormatCodec", "Operation", "OperationSpec", "PagedOperation", "ServerSpec"] },
  "runtime/result": {
    values: ["ApiError", "UnexpectedResponse", "isApiError", "unwrap"],
    types: ["Failure", "FailureOf", "Success", "SuccessOf", "Unexpected"],
  },
  "runtime/wire/wire-error": { values: ["WireError"] },
};

/** Returns the exports of the types, the operations, the client and the runtime. */
export function entryView(api: Api): EntryView {
  const reexports = new Reexports();
  reexports.addAll("types");
  for (const { name } of api.groups) reexports.addAll(`operations/${name}`);
  const own = ownExports(api);
  const isRenamed = (module: string) => own.some((one) => one.module === module && one.name !== one.exportedName);
  const whole = ["client", "security"].filter((module) => !isRenamed(module));
  for (const module of whole) reexports.addAll(module);
  for (const { module, name, isType, exportedName } of own.filter((one) => !whole.includes(one.module))) {
    if (isType) reexports.addType(module, name, exportedName);
    else reexports.add(module, name, exportedName);
  }
  return { reexports };
}

/** An export of the client itself whose name the description has. */
export interface HiddenName {
  readonly name: string;
  /** The name under which the index exports it. */
  readonly exportedName: string;
  /** The pointer of the schema or operation with the name. */
  readonly pointer: string;
}

/** Returns the exports of the client that have another name because of the description. */
export function hiddenNames(api: Api): readonly HiddenName[] {
  const owners = namesOfDescription(api);
  return ownExports(api).flatMap(({ name, exportedName }) => {
    const pointer = owners.get(name);
    return pointer === undefined || name === exportedName ? [] : [{ name, exportedName, pointer }];
  });
}

interface OwnExport {
  readonly module: string;
  readonly name: string;
  readonly isType: boolean;
  /** The name in the index. It ends in underscores if a schema or an operation has the name. */
  readonly exportedName: string;
}

function ownExports(api: Api): readonly OwnExport[] {
  const taken = namesOfDescription(api);
  const { values, types } = clientExports(api);
  const schemes = api.securitySchemes.map(({ identifier }) => identifier);
  const modules = Object.entries({
    client: { values, types },
    security: { values: schemes, types: ["Auth"] },
    ...RUNTIME,
  });
  return modules.flatMap(([module, { values: constants = [], types: declared = [] }]) => {
    const exported = (name: string, isType: boolean): OwnExport => {
      let exportedName = name;
      while (taken.has(exportedName)) exportedName += "_";
      return { module, name, isType, exportedName };
    };
    return [...constants.map((name) => exported(name, false)), ...declared.map((name) => exported(name, true))];
  });
}

/** Returns the names of schemas and of constants of operations, each with its pointer. */
function namesOfDescription({ schemas, operations }: Api): ReadonlyMap<string, string> {
  return new Map([
    ...schemas.flatMap((schema) =>
      formsOf(schema).map((form) => [identifierOf(schema, form), schema.pointer] as const),
    ),
    ...operations.map(({ constant, pointer }) => [constant, pointer] as const),
  ]);
}
