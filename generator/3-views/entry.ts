/** The model → the view of `templates/index.ts.hbs`, the module that users of the client import from. */
import type { Api } from "../2-model/api.ts";
import { Reexports } from "./import-lines.ts";

export interface EntryView {
  readonly reexports: Reexports;
}

/** The names of the runtime that users need. `2-model/reserved-names.ts` keeps operations and schemas from having them. */
const RUNTIME: Readonly<Record<string, { values?: readonly string[]; types?: readonly string[] }>> = {
  "runtime/client/accept": { values: ["accepting"], types: ["Accepted", "MediaTypeOf"] },
  "runtime/client/auth": { types: ["BasicCredential", "Credential", "CredentialContext"] },
  "runtime/client/client": { values: ["createSender"], types: ["CallOptions", "Send", "SenderOptions"] },
  "runtime/client/middleware": { types: ["Middleware", "MiddlewareContext"] },
  "runtime/client/only-for": { values: ["onlyFor"], types: ["OperationContext", "OperationMiddleware"] },
  "runtime/client/pagination": { values: ["itemsOf", "pagesOf"] },
  "runtime/client/reconnecting": { values: ["reconnecting"], types: ["ReconnectingOptions"] },
  "runtime/client/renewable": { values: ["renewable"] },
  "runtime/client/retry": { values: ["retries"], types: ["RetryEvent", "RetryOptions"] },
  "runtime/client/validating": { values: ["InvalidMessage", "validating"], types: ["ValidatingOptions"] },
  "runtime/operation": { types: ["Operation", "OperationSpec", "PagedOperation", "ServerSpec"] },
  "runtime/result": {
    values: ["ApiError", "UnexpectedResponse", "unwrap"],
    types: ["Failure", "FailureOf", "Success", "SuccessOf", "Unexpected"],
  },
  "runtime/wire/wire-error": { values: ["WireError"] },
};

/** Returns the exports of the client, the operations, the types and the runtime. */
export function entryView({ groups }: Api): EntryView {
  const reexports = new Reexports();
  for (const module of ["client", "security", "types"]) reexports.addAll(module);
  for (const { name } of groups) reexports.addAll(`operations/${name}`);
  for (const [module, { values = [], types = [] }] of Object.entries(RUNTIME)) {
    for (const name of values) reexports.add(module, name);
    for (const name of types) reexports.addType(module, name);
  }
  return { reexports };
}
