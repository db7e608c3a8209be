/**
 * Builds security schemes and requirements, and recognizes parameters that are credentials. OpenAPI 3.2 §4.27, §4.30
 */
import type { SecurityRequirementObject, SecuritySchemeObject } from "../1-document/openapi.ts";
import { parsePointer } from "../1-document/pointer.ts";
import type { Parameter, Security, SecurityScheme } from "./api.ts";
import { buildDocs } from "./docs.ts";
import { resolvedEntries, type ModelSource } from "./model-source.ts";

const SCHEMES_POINTER = "#/components/securitySchemes";

/** Returns the keys of the security schemes in document order. */
export function securitySchemeKeys(source: ModelSource): readonly string[] {
  return resolvedEntries(source, source.document.components?.securitySchemes, SCHEMES_POINTER).map(({ key }) => key);
}

/** Returns the security schemes with the names that were assigned to their keys. */
export function buildSecuritySchemes(
  source: ModelSource,
  identifiers: ReadonlyMap<string, string>,
): readonly SecurityScheme[] {
  return resolvedEntries(source, source.document.components?.securitySchemes, SCHEMES_POINTER).flatMap(
    ({ key, value, unresolved }) => {
      const identifier = identifiers.get(key);
      if (identifier === undefined) return [];
      return { key, identifier, docs: buildDocs(value, unresolved), ...securitySchemeFields(value) };
    },
  );
}

function securitySchemeFields(scheme: SecuritySchemeObject): SecuritySchemeFields<SecurityScheme> {
  switch (scheme.type) {
    case "apiKey":
      return { type: "apiKey", in: scheme.in ?? "header", name: scheme.name ?? "" };
    case "http":
      return { type: "http", scheme: scheme.scheme ?? "", bearerFormat: scheme.bearerFormat };
    case "openIdConnect":
      return { type: "openIdConnect", url: scheme.openIdConnectUrl ?? "" };
    case "oauth2":
    case "mutualTLS":
      return { type: scheme.type };
  }
}

type SecuritySchemeFields<Scheme> = Scheme extends unknown ? Omit<Scheme, "key" | "identifier" | "docs"> : never;

/** Returns the alternatives of a `security` field. A scheme is named by its key, or by a reference in 3.2. */
export function buildSecurity(requirements: readonly SecurityRequirementObject[] | undefined): Security {
  return (requirements ?? []).map((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => ({
      scheme: name.startsWith(`${SCHEMES_POINTER}/`) ? (parsePointer(name).at(-1) ?? name) : name,
      scopes,
    })),
  );
}

/**
 * Returns a function that tests whether a parameter is the credential of one of `schemes`. Generated code asks for
 * it as a credential only.
 */
export function isCredentialOf(schemes: readonly SecurityScheme[]): (parameter: Parameter) => boolean {
  const places = new Set(
    schemes.flatMap((scheme) => (scheme.type === "apiKey" ? parameterKey(scheme.in, scheme.name) : [])),
  );
  return (parameter) => places.has(parameterKey(parameter.in, parameter.name));
}

/** Returns the location and the name of a parameter as one string. Header names ignore case. RFC 9110 §5.1 */
function parameterKey(where: string, name: string): string {
  return `${where} ${where === "header" ? name.toLowerCase() : name}`;
}
