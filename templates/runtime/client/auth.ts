/**
 * Credentials of a call: all credentials of one security alternative, or none. OpenAPI 3.2 §4.30. Error messages never
 * contain credentials.
 */
import { withCode } from "../error-codes.js";
import type { OperationSpec, ParameterSpec, SecurityScheme } from "../operation.js";
import { own } from "../wire/records.js";
import { WireError } from "../wire/wire-error.js";

/** A credential, or a function that returns it for a call. Undefined means that there is none. */
export type Credential<T> = T | ((context: CredentialContext) => T | undefined | Promise<T | undefined>);

export interface CredentialContext {
  /** The id of the operation. */
  readonly operation: string;
  readonly scopes: readonly string[];
  /**
   * The credential that the server rejected with 401. If the function returns another credential, the client sends the
   * request once more. See `renewable`.
   */
  readonly refused?: unknown;
}

/** The credential of the HTTP scheme `basic`. RFC 7617. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** A credential as a parameter of the request. */
export interface SentCredential {
  readonly key: string;
  readonly credential: unknown;
  readonly parameter: ParameterSpec;
}

/**
 * Returns the credentials of the first security alternative that `auth` covers completely. Returns an empty array if
 * there is none, or if that alternative is empty. `refused` are the credentials that the server rejected before.
 */
export async function findCredentials(
  { id, security = [] }: OperationSpec,
  auth: object,
  refused: readonly SentCredential[] = [],
): Promise<readonly SentCredential[]> {
  for (const requirements of security) {
    const alternative = requirements.filter(({ scheme }) => scheme.type !== "mutualTLS"); // client certificates belong to the connection
    // checked before any provider is called: it may open a dialog
    if (!alternative.every(({ scheme }) => isPresent(own(auth, scheme.key)))) continue;
    const found = await Promise.all(
      alternative.map(async ({ scheme, scopes = [] }) => {
        const given = own(auth, scheme.key);
        if (typeof given !== "function") return { scheme, credential: given };
        const last = refused.find(({ key }) => key === scheme.key);
        const context = { operation: id, scopes, ...(last && { refused: last.credential }) };
        return { scheme, credential: await given(context) };
      }),
    );
    // an empty alternative applies only if no other one does
    if (found.length === 0 || !found.every(({ credential }) => isPresent(credential))) continue;
    return found.map(({ scheme, credential }) => ({
      key: scheme.key,
      credential,
      parameter: credentialParameter(scheme, credential),
    }));
  }
  return [];
}

/** Throws a `TypeError` if middleware sends a request with credentials to an origin that is not in `origins`. */
export function checkCredentialOrigin(
  credentials: readonly SentCredential[],
  url: string,
  origins: readonly string[],
): void {
  if (credentials.length > 0 && !origins.includes(new URL(url).origin)) {
    throw withCode(
      "other-origin",
      new TypeError('middleware must not send credentials to an origin that is not in "authOrigins"'),
    );
  }
}

function isPresent(credential: unknown): boolean {
  return credential !== undefined && credential !== null;
}

function credentialParameter(scheme: SecurityScheme, credential: unknown): ParameterSpec {
  if (scheme.type !== "apiKey") {
    return { name: "Authorization", in: "header", constant: authorizationHeader(scheme, credential) };
  }
  const { name, in: place } = scheme;
  return { name, in: place, constant: requireString(credential), ...(place === "cookie" && { style: "cookie" }) };
}

/**
 * Returns the header `Authorization`. RFC 7617, RFC 6750. In other HTTP schemes the credential follows the scheme's
 * name.
 */
function authorizationHeader(scheme: SecurityScheme, credential: unknown): string {
  const name = scheme.type === "http" ? scheme.scheme : "Bearer";
  if (name.toLowerCase() === "basic") {
    const pair = `${requireString(own(credential, "username"))}:${requireString(own(credential, "password"))}`;
    return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(pair)))}`;
  }
  return `${/^bearer$/i.test(name) ? "Bearer" : name} ${requireString(credential)}`;
}

function requireString(credential: unknown): string {
  if (typeof credential !== "string") throw new WireError('a credential in "auth" does not fit its security scheme');
  return credential;
}
