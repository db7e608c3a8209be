/** Which view each template prints. Types only: the contract between `3-views` and `templates/`. */
import type { Code } from "../3-views/code.ts";

export interface Views {
  "partials/banner": { readonly source: Code };
}
