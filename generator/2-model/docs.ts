/** Builds the documentation of an OpenAPI object of any kind. */
import type { ExternalDocumentation } from "../1-document/openapi.ts";
import type { Docs } from "./api.ts";

interface Documented {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocumentation;
}

/** Returns the documentation of an object. `over`, a Reference Object, can override it (OpenAPI 3.2 §4.23). */
export function buildDocs(documented: Documented, over: Documented = {}): Docs {
  return {
    summary: over.summary ?? documented.summary,
    description: over.description ?? documented.description,
    deprecated: documented.deprecated === true,
    externalDocs: documented.externalDocs?.url,
  };
}
