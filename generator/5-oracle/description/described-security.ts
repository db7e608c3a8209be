/** What an operation asks of its caller, and the credentials that a request carries for it. OpenAPI 3.2 §4.27, §4.30 */
import type { Document, SecurityRequirementObject, SecuritySchemeObject } from "../../1-document/openapi.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import type { DescribedOperation, DescribedRequirement, DescribedScheme } from "./description.ts";
import { dereference } from "./described-schemas.ts";

const SCHEMES = "#/components/securitySchemes/";

/** A scheme may be named by its key or by a reference (3.2); one that is not described asks for nothing that we know of. */
export function securityOf(
  document: Document,
  requirements: readonly SecurityRequirementObject[],
): readonly (readonly DescribedRequirement[])[] {
  return requirements.map((requirement) =>
    Object.entries(requirement).flatMap(([name, scopes]) => {
      const key = name.startsWith(SCHEMES) ? (parsePointer(name).at(-1) ?? name) : name;
      const scheme = schemeOf(document, key);
      return scheme === undefined ? [] : [{ scheme, scopes }];
    }),
  );
}

function schemeOf(document: Document, key: string): DescribedScheme | undefined {
  const schemes = document.components?.securitySchemes ?? {};
  const written = Object.hasOwn(schemes, key) ? schemes[key] : undefined;
  return written && { key, ...kindOf(dereference(document, written)) };
}

type SchemeKind = DescribedScheme extends infer Scheme ? (Scheme extends unknown ? Omit<Scheme, "key"> : never) : never;

function kindOf({ type, in: place = "header", name = "", scheme = "" }: SecuritySchemeObject): SchemeKind {
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

/** What a credential is worth at the door: text, or a pair for Basic. */
export type Secret = string | { readonly username: string; readonly password: string };

/** Credentials by the key of their scheme. */
export type Secrets = ReadonlyMap<string, Secret>;

/** Where credentials stand in a request. */
export interface Credentials {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly (readonly [name: string, value: string])[];
}

export const NO_CREDENTIALS: Credentials = { headers: [], query: [], cookies: [] };

/** Whether a request without any credential is refused. */
export function asksForCredentials({ security }: DescribedOperation): boolean {
  return (
    security.length > 0 &&
    security.every((alternative) => alternative.some(({ scheme }) => scheme.type !== "mutualTLS"))
  );
}

/** Two of them may want the same place: then no request can carry both. */
export function isSendable(alternative: readonly DescribedRequirement[]): boolean {
  const places = alternative.flatMap(({ scheme }) => {
    if (scheme.type === "mutualTLS") return [];
    return [scheme.type === "apiKey" ? `${scheme.in} ${scheme.name.toLowerCase()}` : "header authorization"];
  });
  return new Set(places).size === places.length;
}

/** Undefined where `secrets` lack one that the alternative asks for. */
export function credentialsFor(
  alternative: readonly DescribedRequirement[],
  secrets: Secrets,
): Credentials | undefined {
  const [headers, query, cookies]: [string, string][][] = [[], [], []];
  for (const { scheme } of alternative) {
    if (scheme.type === "mutualTLS") continue; // the connection's own
    const secret = secrets.get(scheme.key);
    if (secret === undefined) return undefined;
    if (scheme.type === "authorization") headers?.push(["Authorization", authorization(scheme.scheme, secret)]);
    else {
      const list = { header: headers, query, cookie: cookies }[scheme.in];
      list?.push([scheme.name, typeof secret === "string" ? secret : secret.password]);
    }
  }
  return { headers: headers ?? [], query: query ?? [], cookies: cookies ?? [] };
}

/** RFC 7617, RFC 6750; of any other scheme the credential is all that follows its name. */
function authorization(scheme: string, secret: Secret): string {
  const text = typeof secret === "string" ? secret : `${secret.username}:${secret.password}`;
  if (scheme.toLowerCase() === "basic") return `Basic ${Buffer.from(text).toString("base64")}`;
  return `${/^bearer$/i.test(scheme) ? "Bearer" : scheme} ${text}`;
}
