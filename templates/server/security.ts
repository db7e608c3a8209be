/**
 * Who is asking: one alternative of the operation's requirements must hold, and all of its schemes with it
 * (OpenAPI 3.2 §4.30). Runs before anything else of a request is parsed.
 */
import type { OperationSpec, SecurityRequirement, SecurityScheme } from "../runtime/operation.js";
import { type Credential, findCredential } from "./request/find-credential.js";
import type { IncomingRequest } from "./http/incoming-request.js";
import { HttpProblem } from "./http/problem.js";
import { LazyRequestContext, type RequestContext } from "./request-context.js";

export type { BasicCredential } from "./request/find-credential.js";

/** The caller is known, and may not do this: returned by a security handler. Answered with 403. */
export const forbidden: unique symbol = Symbol("forbidden");

/**
 * Judges a credential: returns the principal, `forbidden`, or `false` or `undefined` where the credential is wrong.
 * Not called where the request brings no credential for the scheme. Reads the body only of a `request.clone()`.
 */
export type SecurityHandler<Given, Principal> = (
  credential: Given,
  requestContext: RequestContext & { readonly operation: OperationSpec; readonly scopes: readonly string[] },
) => Verdict<Principal> | Promise<Verdict<Principal>>;

export type Verdict<Principal> = Principal | false | undefined | typeof forbidden;

/** What the schemes of the alternative that holds say about the caller, by key. */
export type Principals = Readonly<Record<string, unknown>>;

/** Resolves to the principals. Rejects with a problem of status 401 or 403. */
export type Authenticate = (incoming: IncomingRequest) => Promise<Principals>;

export const NOBODY: Principals = Object.freeze(Object.create(null));

/**
 * Undefined where nothing is asked for. Throws where a scheme has no handler: a server that cannot ask must not start.
 */
export function createAuthenticate(operation: OperationSpec, handlers: object): Authenticate | undefined {
  const alternatives = (operation.security ?? []).map((alternative) =>
    alternative.map((requirement) => checkOf(operation, requirement, handlers)),
  );
  const demanding = alternatives.filter((checks) => checks.length > 0);
  if (demanding.length === 0) return undefined;
  const isOptional = demanding.length < alternatives.length;
  const challenges = challengesOf(demanding.flat());

  return async (incoming) => {
    let isForbidden = false;
    for (const checks of demanding) {
      const verdict = await judge(checks, incoming, operation);
      if (typeof verdict === "object") return verdict;
      isForbidden ||= verdict === forbidden;
    }
    if (isOptional) return NOBODY;
    if (isForbidden) throw new HttpProblem(403, { detail: "The credentials do not reach this far." });
    throw new HttpProblem(401, { detail: "Credentials are missing or wrong." }, challenges);
  };
}

interface SchemeCheck {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly handle: SecurityHandler<Credential, unknown>;
}

function checkOf(
  operation: OperationSpec,
  { scheme, scopes = [] }: SecurityRequirement,
  handlers: object,
): SchemeCheck {
  const handle: unknown = Object.hasOwn(handlers, scheme.key) ? Reflect.get(handlers, scheme.key) : undefined;
  if (!isSecurityHandler(handle)) {
    throw new TypeError(
      `${operation.id} asks for the security scheme ${scheme.key}, and options.security has no handler of that name`,
    );
  }
  return { scheme, scopes, handle };
}

/** The types of options see to the rest. */
function isSecurityHandler(value: unknown): value is SchemeCheck["handle"] {
  return typeof value === "function";
}

/** The principals, where all of the checks hold. No handler is asked before all credentials are there. */
async function judge(
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
    const verdict = await handle(
      credentials[index],
      Object.assign(new LazyRequestContext(incoming, operation), { scopes }),
    );
    if (verdict === forbidden) return forbidden;
    if (verdict === undefined || verdict === false || verdict === null) return undefined;
    principals[scheme.key] = verdict;
  }
  return principals;
}

/** RFC 9110 §11.6.1: a 401 tells how to ask again. API keys have no registered scheme, so theirs is descriptive. */
function challengesOf(checks: readonly SchemeCheck[]): [name: string, value: string][] {
  const values = new Set(checks.map(({ scheme, scopes }) => challengeOf(scheme, scopes)));
  return [...values].map((value) => ["www-authenticate", value]);
}

function challengeOf(scheme: SecurityScheme, scopes: readonly string[]): string {
  switch (scheme.type) {
    case "apiKey":
      return `ApiKey in=${quote(scheme.in)}, name=${quote(scheme.name)}`;
    case "http":
      return scheme.scheme.toLowerCase() === "basic" ? 'Basic realm="api", charset="UTF-8"' : scheme.scheme;
    case "oauth2":
    case "openIdConnect":
      return scopes.length === 0 ? "Bearer" : `Bearer scope=${quote(scopes.join(" "))}`;
    case "mutualTLS":
      return "Mutual-TLS";
    default:
      return scheme satisfies never;
  }
}

/** RFC 9110 §5.6.4. */
function quote(text: string): string {
  return `"${text.replaceAll(/[^\t\x20-\x7e]/g, "?").replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
