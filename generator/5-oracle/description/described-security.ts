/** The oracle's reading of security requirements, and the credentials in a request. OpenAPI 3.2 §4.27, §4.30 */
import type { Document, SecurityRequirementObject, SecuritySchemeObject } from "../../1-document/openapi.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import type { DescribedOperation, DescribedRequirement, DescribedScheme } from "./described-operation.ts";
import { dereference } from "./described-schemas.ts";

const SCHEMES = "#/components/securitySchemes/";

/**
 * Returns the alternatives of security requirements. OpenAPI 3.2 §4.30 permits a key or a reference as the name of a
 * scheme. Schemes that the description does not define are left out.
 */
export function readSecurity(
  document: Document,
  requirements: readonly SecurityRequirementObject[],
): readonly (readonly DescribedRequirement[])[] {
  return requirements.map((requirement) =>
    Object.entries(requirement).flatMap(([name, scopes]) => {
      const key = name.startsWith(SCHEMES) ? (parsePointer(name).at(-1) ?? name) : name;
      const scheme = readSecurityScheme(document, key);
      return scheme === undefined ? [] : [{ scheme, scopes }];
    }),
  );
}

function readSecurityScheme(document: Document, key: string): DescribedScheme | undefined {
  const schemes = document.components?.securitySchemes ?? {};
  const written = Object.hasOwn(schemes, key) ? schemes[key] : undefined;
  return written && { key, ...schemeKindOf(dereference(document, written)) };
}

type SchemeKind = DescribedScheme extends infer Scheme ? (Scheme extends unknown ? Omit<Scheme, "key"> : never) : never;

function schemeKindOf({ type, in: place = "header", name = "", scheme = "" }: SecuritySchemeObject): SchemeKind {
  switch (type) {
    case "apiKey":
      return { type: "apiKey", in: place, name };
    case "mutualTLS":
      return { type: "mutualTLS" };
    case "http":
      return { type: "authorization", scheme };
    case "oauth2":
    case "openIdConnect":
      return { type: "authorization", scheme: "bearer" };
    default:
      return type satisfies never;
  }
}

/** A credential: a string, or user name and password for Basic authentication. */
export type Secret = string | { readonly username: string; readonly password: string };

/** Credentials by the key of their security scheme. */
export type Secrets = ReadonlyMap<string, Secret>;

/** Parts of a request that contain credentials. */
export interface Credentials {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly (readonly [name: string, value: string])[];
}

/** Credentials of a request that has none. */
export const NO_CREDENTIALS: Credentials = { headers: [], query: [], cookies: [] };

/** Returns true if the server must reject a request without credentials. */
export function requiresCredentials({ security }: DescribedOperation): boolean {
  return (
    security.length > 0 &&
    security.every((alternative) => alternative.some(({ scheme }) => scheme.type !== "mutualTLS"))
  );
}

/** Returns false if two schemes use the same header, query parameter or cookie: no request can contain both. */
export function fitsOneRequest(alternative: readonly DescribedRequirement[]): boolean {
  const places = alternative.flatMap(({ scheme }) => {
    if (scheme.type === "mutualTLS") return [];
    return [scheme.type === "apiKey" ? `${scheme.in} ${scheme.name.toLowerCase()}` : "header authorization"];
  });
  return new Set(places).size === places.length;
}

/** Returns the credentials of an alternative. Undefined if `secrets` has no secret for one of its schemes. */
export function credentialsFor(
  alternative: readonly DescribedRequirement[],
  secrets: Secrets,
): Credentials | undefined {
  const [headers, query, cookies]: [string, string][][] = [[], [], []];
  for (const { scheme } of alternative) {
    if (scheme.type === "mutualTLS") continue; // part of the connection, not of the request
    const secret = secrets.get(scheme.key);
    if (secret === undefined) return undefined;
    if (scheme.type === "authorization") headers?.push(["Authorization", authorizationValue(scheme.scheme, secret)]);
    else {
      const list = { header: headers, query, cookie: cookies }[scheme.in];
      list?.push([scheme.name, typeof secret === "string" ? secret : secret.password]);
    }
  }
  return { headers: headers ?? [], query: query ?? [], cookies: cookies ?? [] };
}

/** Returns the value of `Authorization`: RFC 7617 for Basic, RFC 6750 for Bearer, otherwise scheme name and secret. */
function authorizationValue(scheme: string, secret: Secret): string {
  const text = typeof secret === "string" ? secret : `${secret.username}:${secret.password}`;
  if (scheme.toLowerCase() === "basic") return `Basic ${Buffer.from(text).toString("base64")}`;
  return `${/^bearer$/i.test(scheme) ? "Bearer" : scheme} ${text}`;
}
