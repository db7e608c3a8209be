/**
 * Authentication by the security requirements of an operation: all schemes of at least one requirement must succeed
 * (OpenAPI 3.2 §4.30). Runs before the request is parsed.
 */
import { withCode } from "../runtime/error-codes.js";
import type { OperationSpec, SecurityRequirement, SecurityScheme } from "../runtime/operation.js";
import type { IncomingRequest } from "./http/incoming-request.js";
import { HttpProblem } from "./http/problem.js";
import { LazyRequestContext, type RequestContext } from "./request-context.js";
import { type Credential, findCredential } from "./request/find-credential.js";

export type { BasicCredential } from "./request/find-credential.js";

/** The result of a security handler for a known client that is not permitted to do this. The response has status 403. */
export const forbidden: unique symbol = Symbol("forbidden");

/**
 * A function that verifies the credential of one security scheme. It returns the principal, which handlers receive in
 * `input.principals`, or `false` or `undefined` if the credential is invalid, or `forbidden`. It runs only if the
 * request has a credential for the scheme. To read the body, use a `request.clone()`.
 *
 * @example
 * ApiKeyAuth: async (key) => (await findUserByKey(key)) ?? false
 */
export type SecurityHandler<Given, Principal> = (
  credential: Given,
  requestContext: RequestContext & { readonly operation: OperationSpec; readonly scopes: readonly string[] },
) => SecurityResult<Principal> | Promise<SecurityResult<Principal>>;

/** The result of a security handler: a principal, `forbidden`, or `false` or `undefined` for an invalid credential. */
export type SecurityResult<Principal> = Principal | false | undefined | typeof forbidden;

/** Results of the security handlers, by the name of the security scheme. */
export type Principals = Readonly<Record<string, unknown>>;

/** Resolves to the principals. Rejects with a problem of status 401 or 403. */
export type Authenticate = (incoming: IncomingRequest) => Promise<Principals>;

export const NO_PRINCIPALS: Principals = Object.freeze(Object.create(null));

/**
 * Returns the function that authenticates requests for an operation. Undefined if the operation has no security
 * requirement. Throws a `TypeError` if a security handler is missing, so that the server does not start without it.
 */
export function createAuthenticate(operation: OperationSpec, handlers: object): Authenticate | undefined {
  const alternatives = (operation.security ?? []).map((alternative) =>
    alternative.map((requirement) => createSchemeCheck(operation, requirement, handlers)),
  );
  const withRequirements = alternatives.filter((checks) => checks.length > 0);
  if (withRequirements.length === 0) return undefined;
  const isOptional = withRequirements.length < alternatives.length;
  const challenges = toChallengeHeaders(withRequirements.flat());

  return async (incoming) => {
    let isForbidden = false;
    for (const checks of withRequirements) {
      const result = await checkAlternative(checks, incoming, operation);
      if (typeof result === "object") return result;
      isForbidden ||= result === forbidden;
    }
    if (isOptional) return NO_PRINCIPALS;
    if (isForbidden) throw new HttpProblem(403, { detail: "The credentials do not permit this operation." });
    throw new HttpProblem(401, { detail: "The credentials are missing or invalid." }, challenges);
  };
}

interface SchemeCheck {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly handle: SecurityHandler<Credential, unknown>;
}

function createSchemeCheck(
  operation: OperationSpec,
  { scheme, scopes = [] }: SecurityRequirement,
  handlers: object,
): SchemeCheck {
  const handle: unknown = Object.hasOwn(handlers, scheme.key) ? Reflect.get(handlers, scheme.key) : undefined;
  if (!isSecurityHandler(handle)) {
    throw withCode(
      "missing-security-handler",
      new TypeError(
        `options.security.${scheme.key} must be a function: operation "${operation.id}" requires this security scheme`,
      ),
    );
  }
  return { scheme, scopes, handle };
}

/** Checks for a function only. The types of the options ensure the rest. */
function isSecurityHandler(value: unknown): value is SchemeCheck["handle"] {
  return typeof value === "function";
}

/**
 * Returns the principals if all checks of one security requirement succeed, else `forbidden` or undefined. Security
 * handlers run only if the request has the credentials of all schemes.
 */
async function checkAlternative(
  checks: readonly SchemeCheck[],
  incoming: IncomingRequest,
  operation: OperationSpec,
): Promise<Principals | typeof forbidden | undefined> {
  const credentials: Credential[] = [];
  for (const { scheme } of checks) {
    const found = findCredential(scheme, incoming);
    if (!found) return undefined;
    credentials.push(found.credential);
  }
  const principals: Record<string, unknown> = Object.create(null);
  for (const [index, { scheme, scopes, handle }] of checks.entries()) {
    const result = await handle(
      credentials[index],
      Object.assign(new LazyRequestContext(incoming, operation), { scopes }),
    );
    if (result === forbidden) return forbidden;
    if (result === undefined || result === false || result === null) return undefined;
    principals[scheme.key] = result;
  }
  return principals;
}

/** Returns the `WWW-Authenticate` headers of a 401 response (RFC 9110 §11.6.1), without duplicates. */
function toChallengeHeaders(checks: readonly SchemeCheck[]): [name: string, value: string][] {
  const values = new Set(checks.map(({ scheme, scopes }) => toChallenge(scheme, scopes)));
  return [...values].map((value) => ["www-authenticate", value]);
}

/** Returns the challenge of a security scheme. API keys have no registered scheme: theirs only describes the key. */
function toChallenge(scheme: SecurityScheme, scopes: readonly string[]): string {
  switch (scheme.type) {
    case "apiKey":
      return `ApiKey in=${quotedString(scheme.in)}, name=${quotedString(scheme.name)}`;
    case "http":
      return scheme.scheme.toLowerCase() === "basic" ? 'Basic realm="api", charset="UTF-8"' : scheme.scheme;
    case "oauth2":
    case "openIdConnect":
      return scopes.length === 0 ? "Bearer" : `Bearer scope=${quotedString(scopes.join(" "))}`;
    case "mutualTLS":
      return "Mutual-TLS";
    default:
      return scheme satisfies never;
  }
}

/** Returns a string as a `quoted-string` of RFC 9110 §5.6.4. */
function quotedString(text: string): string {
  return `"${text.replaceAll(/[^\t\x20-\x7e]/g, "?").replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
