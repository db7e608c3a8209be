/**
 * Credentials of a call: one alternative of the operation's security, whole or not at all. OpenAPI 3.2 §4.30.
 * No message here holds a credential.
 */
import type { OperationSpec, ParameterSpec, SecurityScheme } from "../operation.js";
import { own } from "../wire/records.js";
import { WireError } from "../wire/wire-error.js";

/** A credential, or what gives it for a call; undefined where there is none. */
export type Credential<T> = T | ((context: CredentialContext) => T | undefined | Promise<T | undefined>);

export interface CredentialContext {
  /** Id of the operation that is called. */
  readonly operation: string;
  readonly scopes: readonly string[];
  /**
   * The credential that the server has refused with 401. Where the provider gives another one now, the call is sent
   * again, once. `renewable` is such a provider.
   */
  readonly refused?: unknown;
}

/** Of the HTTP scheme `basic`. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** A credential of a scheme as it travels. */
export interface SentCredential {
  readonly key: string;
  readonly credential: unknown;
  readonly parameter: ParameterSpec;
}

/**
 * The first alternative whose credentials `auth` has, all of them, as constant parameters of the request; none where
 * there is no such alternative, which is what an empty one asks for as well. `refused`: those that were of no use.
 */
export async function findCredentials(
  { id, security = [] }: OperationSpec,
  auth: object,
  refused: readonly SentCredential[] = [],
): Promise<readonly SentCredential[]> {
  for (const requirements of security) {
    const alternative = requirements.filter(({ scheme }) => scheme.type !== "mutualTLS"); // the connection's own
    // before any of them is asked for: a provider may open a dialogue
    if (!alternative.every(({ scheme }) => isThere(own(auth, scheme.key)))) continue;
    const found = await Promise.all(
      alternative.map(async ({ scheme, scopes = [] }) => {
        const given = own(auth, scheme.key);
        if (typeof given !== "function") return { scheme, credential: given };
        const last = refused.find(({ key }) => key === scheme.key);
        const context = { operation: id, scopes, ...(last && { refused: last.credential }) };
        return { scheme, credential: await given(context) };
      }),
    );
    // an alternative that asks for nothing leaves the others their chance
    if (found.length === 0 || !found.every(({ credential }) => isThere(credential))) continue;
    return found.map(({ scheme, credential }) => ({
      key: scheme.key,
      credential,
      parameter: parameterOf(scheme, credential),
    }));
  }
  return [];
}

/** Throws a `TypeError` where credentials would go to none of `origins`: middleware may send a request elsewhere. */
export function keepCredentials(credentials: readonly SentCredential[], url: string, origins: readonly string[]): void {
  if (credentials.length > 0 && !origins.includes(new URL(url).origin)) {
    throw new TypeError("middleware must not take credentials to another origin");
  }
}

function isThere(credential: unknown): boolean {
  return credential !== undefined && credential !== null;
}

function parameterOf(scheme: SecurityScheme, credential: unknown): ParameterSpec {
  if (scheme.type !== "apiKey") {
    return { name: "Authorization", in: "header", constant: authorizationOf(scheme, credential) };
  }
  const { name, in: place } = scheme;
  return { name, in: place, constant: textOf(credential), ...(place === "cookie" && { style: "cookie" }) };
}

/** RFC 7617 and RFC 6750; of any other HTTP scheme the credential is all that follows its name. */
function authorizationOf(scheme: SecurityScheme, credential: unknown): string {
  const name = scheme.type === "http" ? scheme.scheme : "Bearer";
  if (name.toLowerCase() === "basic") {
    const pair = `${textOf(own(credential, "username"))}:${textOf(own(credential, "password"))}`;
    return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(pair)))}`;
  }
  return `${/^bearer$/i.test(name) ? "Bearer" : name} ${textOf(credential)}`;
}

function textOf(credential: unknown): string {
  if (typeof credential !== "string") throw new WireError("a credential is not what its security scheme asks for");
  return credential;
}
