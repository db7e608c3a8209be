/** Which view each template prints. Types only: the contract between `3-views` and `templates/`. */
import type { Code } from "../3-views/code.ts";
import type { OperationsView } from "../3-views/operations.ts";
import type { SecurityView } from "../3-views/security.ts";
import type { TypesView } from "../3-views/types.ts";

export interface Views {
  "partials/banner": { readonly source: Code };
  "operations/[group].ts": OperationsView;
  "security.ts": SecurityView;
  "types.ts": TypesView;
}
