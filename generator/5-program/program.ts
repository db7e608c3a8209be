/** The modules of generated code by what they are good for. The copied ones have the types of the files they are copies of. */
import type * as clientModule from "../../templates/runtime/client/client.ts";
import type { OperationSpec, SecurityScheme, ServerSpec } from "../../templates/runtime/operation.ts";
import type { OperationValidation } from "../../templates/runtime/validation/validation.ts";
import type * as createServerModule from "../../templates/server/create-server.ts";
import type * as problemModule from "../../templates/server/http/problem.ts";
import type * as nodeModule from "../../templates/server/node.ts";
import type { AnyServerOptions } from "../../templates/server/options.ts";
import type { Exports } from "./link.ts";

/** Generated code that runs in this process. */
export interface Program {
  /** Those that a server answers (no webhooks, no callbacks), by id, in the order of the description. */
  readonly operations: ReadonlyMap<string, OperationSpec>;
  readonly servers: readonly ServerSpec[];
  /** By the key of the description. */
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** By the id of the operation. */
  readonly validation: Readonly<Record<string, OperationValidation>>;
  readonly createSender: typeof clientModule.createSender;
  /** Throws a `TypeError` where `handlers` has no function for an operation, or `options.security` none for a scheme. */
  readonly createServer: (handlers: object, options: AnyServerOptions) => createServerModule.Server;
  /** The same for some of the operations, or for what was made of them. */
  readonly createServerFrom: typeof createServerModule.createServerFrom;
  readonly serve: typeof nodeModule.serve;
  readonly HttpProblem: typeof problemModule.HttpProblem;
  /** Any other module that was reached, by its path below the output folder: `runtime/result`. */
  readonly module: (path: string) => Exports;
}

/** What a program is made from, by path without extension, besides the modules of the operations. */
export const ENTRIES = ["client", "security", "validation", "server/index", "server/stubs", "server/node"] as const;

/** `find` gives the exports of a module by its path without extension; `operations` are paths of modules with theirs. */
export function programOf(find: (path: string) => Exports, operations: readonly string[]): Program {
  const exported = operations.flatMap((path) => Object.values(find(path.replace(/\.ts$/, ""))).filter(isOperation));
  const byId = new Map(exported.map((operation) => [operation.id, operation]));
  const { stubs } = find("server/stubs") as { readonly stubs: object }; // as its template has it
  const served = Object.keys(stubs).flatMap((id) => byId.get(id) ?? []);
  return {
    operations: new Map(served.map((operation) => [operation.id, operation])),
    schemes: new Map(
      Object.values(find("security"))
        .filter(isScheme)
        .map((scheme) => [scheme.key, scheme]),
    ),
    // these are as their templates, or the files that they are copies of, have them
    servers: find("client")["servers"] as Program["servers"],
    validation: find("validation")["validation"] as Program["validation"],
    createSender: find("runtime/client/client")["createSender"] as Program["createSender"],
    createServer: find("server/index")["createServer"] as Program["createServer"],
    createServerFrom: find("server/create-server")["createServerFrom"] as Program["createServerFrom"],
    serve: find("server/node")["serve"] as Program["serve"],
    HttpProblem: find("server/http/problem")["HttpProblem"] as Program["HttpProblem"],
    module: find,
  };
}

export function isOperation(value: unknown): value is OperationSpec {
  return typeof value === "object" && value !== null && "id" in value && "method" in value && "responses" in value;
}

function isScheme(value: unknown): value is SecurityScheme {
  return typeof value === "object" && value !== null && "key" in value && "type" in value;
}
