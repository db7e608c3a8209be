/**
 * Credentials of a call: one alternative of the operation's security, whole or not at all. OpenAPI 3.2 §4.30.
 * No message here holds a credential.
 */
import { crumb, percent, verbatim } from "./escapes.js";
import type { OperationSpec, SecurityScheme } from "./operation.js";
import { own } from "./records.js";
import { WireError } from "./wire-error.js";

/** A credential, or what gives it for a call; undefined where there is none. */
export type Credential<T> = T | ((context: CredentialContext) => T | undefined | Promise<T | undefined>);

export interface CredentialContext {
  /** Id of the operation that is called. */
  readonly operation: string;
  readonly scopes: readonly string[];
}

/** Of the HTTP scheme `basic`. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** Pieces of a request, as `EncodedParameters` has them. */
export interface EncodedCredentials {
  readonly headers: [name: string, value: string][];
  readonly query: string[];
  readonly cookies: string[];
}

/**
 * The first alternative whose credentials `auth` has, all of them, ready to send; nothing where there is none, which
 * is what an empty alternative asks for as well. Rejects with a `WireError` where a credential cannot be sent.
 */
export async function encodeCredentials(
  { id, security = [] }: OperationSpec,
  auth: object | undefined,
): Promise<EncodedCredentials> {
  const encoded: EncodedCredentials = { headers: [], query: [], cookies: [] };
  for (const requirements of security) {
    const alternative = requirements.filter(({ scheme }) => scheme.type !== "mutualTLS"); // the connection's own
    // before any of them is asked for: a provider may open a dialogue
    if (alternative.length === 0 || !alternative.every(({ scheme }) => isThere(own(auth, scheme.key)))) continue;
    const credentials = await Promise.all(
      alternative.map(async ({ scheme, scopes = [] }) => {
        const credential = own(auth, scheme.key);
        return typeof credential === "function" ? await credential({ operation: id, scopes }) : credential;
      }),
    );
    if (!credentials.every(isThere)) continue;
    for (const [index, { scheme }] of alternative.entries()) encodeCredential(encoded, scheme, credentials[index]);
    break;
  }
  return encoded;
}

function isThere(credential: unknown): boolean {
  return credential !== undefined && credential !== null && credential !== false;
}

function encodeCredential(
  { headers, query, cookies }: EncodedCredentials,
  scheme: SecurityScheme,
  credential: unknown,
) {
  try {
    switch (scheme.type) {
      case "apiKey": {
        const { name } = scheme;
        const key = textOf(credential);
        if (scheme.in === "header") headers.push([name, verbatim.encode(key, "")]);
        else if (scheme.in === "query") query.push(`${percent.encode(name, "")}=${percent.encode(key, "")}`);
        else cookies.push(`${crumb.encode(name, "=")}=${crumb.encode(key, "")}`);
        break;
      }
      case "http":
        headers.push(["Authorization", verbatim.encode(authorizationOf(scheme.scheme, credential), "")]);
        break;
      case "oauth2":
      case "openIdConnect":
        headers.push(["Authorization", verbatim.encode(`Bearer ${textOf(credential)}`, "")]);
        break;
      case "mutualTLS":
        break;
      default:
        scheme satisfies never;
    }
  } catch (error) {
    if (error instanceof WireError) throw new WireError(`the credential of "${scheme.key}" ${error.message}`);
    throw error;
  }
}

/** RFC 7617 and RFC 6750; of any other scheme the credential is what stands behind its name. */
function authorizationOf(scheme: string, credential: unknown): string {
  switch (scheme.toLowerCase()) {
    case "basic":
      return `Basic ${base64(`${textOf(own(credential, "username"))}:${textOf(own(credential, "password"))}`)}`;
    case "bearer":
      return `Bearer ${textOf(credential)}`;
    default:
      return `${scheme} ${textOf(credential)}`;
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function textOf(credential: unknown): string {
  if (typeof credential !== "string") throw new WireError("is not a string");
  return credential;
}
