/** Typed access to the modules of generated code. Copied modules have the types of their originals in `templates/`. */
import type * as clientModule from "../../templates/runtime/client/client.ts";
import type { OperationSpec, SecurityScheme, ServerSpec } from "../../templates/runtime/operation.ts";
import type { OperationValidation } from "../../templates/runtime/validation/validation.ts";
import type * as createServerModule from "../../templates/server/create-server.ts";
import type * as problemModule from "../../templates/server/http/problem.ts";
import type * as nodeModule from "../../templates/server/node.ts";
import type { AnyServerOptions } from "../../templates/server/options.ts";
import type { ModuleExports } from "./link-modules.ts";

/** Generated code that is running in this process. */
export interface Program {
  /** Operations of the server by id, in document order. Webhooks and callbacks are not included. */
  readonly operations: ReadonlyMap<string, OperationSpec>;
  readonly servers: readonly ServerSpec[];
  /** Security schemes by their key in the description. */
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Validators by operation id. */
  readonly validation: Readonly<Record<string, OperationValidation>>;
  readonly createSender: typeof clientModule.createSender;
  /**
   * Creates a server. Throws a `TypeError` if `handlers` has no function for an operation, or `options.security` has
   * none for a scheme.
   */
  readonly createServer: (handlers: object, options: AnyServerOptions) => createServerModule.Server;
  /** Creates a server for some operations, or for modified ones. */
  readonly createServerFrom: typeof createServerModule.createServerFrom;
  readonly serve: typeof nodeModule.serve;
  readonly HttpProblem: typeof problemModule.HttpProblem;
  /** Returns another module, by its path in the output folder without extension, such as `runtime/result`. */
  readonly module: (path: string) => ModuleExports;
}

/** Entry modules by path without extension. The modules of the operations are entries too. */
export const ENTRIES = ["client", "security", "validation", "server/index", "server/stubs", "server/node"] as const;

/**
 * Creates a program. `find` returns the exports of a module, by path without extension. `operations` are paths of
 * modules with operations.
 */
export function createProgram(find: (path: string) => ModuleExports, operations: readonly string[]): Program {
  const exported = operations.flatMap((path) => Object.values(find(path.replace(/\.ts$/, ""))).filter(isOperation));
  const byId = new Map(exported.map((operation) => [operation.id, operation]));
  const { stubs } = find("server/stubs") as { readonly stubs: object }; // the type in its template
  const served = Object.keys(stubs).flatMap((id) => byId.get(id) ?? []);
  return {
    operations: new Map(served.map((operation) => [operation.id, operation])),
    schemes: new Map(
      Object.values(find("security"))
        .filter(isScheme)
        .map((scheme) => [scheme.key, scheme]),
    ),
    // the types in their templates, or in the files that they are copied from
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

/** Returns true for an exported operation. */
export function isOperation(value: unknown): value is OperationSpec {
  return typeof value === "object" && value !== null && "id" in value && "method" in value && "responses" in value;
}

function isScheme(value: unknown): value is SecurityScheme {
  return typeof value === "object" && value !== null && "key" in value && "type" in value;
}
