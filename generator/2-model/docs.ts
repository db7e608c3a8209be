/** The human text of an OpenAPI object, whatever its kind. */
import type { ExternalDocumentation } from "../1-document/openapi.ts";
import type { Docs } from "./api.ts";

interface Documented {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocumentation;
}

/** `over`, a Reference Object, may say it differently (OpenAPI 3.2 §4.23). */
export function buildDocs(documented: Documented, over: Documented = {}): Docs {
  return {
    summary: over.summary ?? documented.summary,
    description: over.description ?? documented.description,
    deprecated: documented.deprecated === true,
    externalDocs: documented.externalDocs?.url,
  };
}
