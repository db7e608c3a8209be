/**
 * A credential that must be fetched, such as an access token. It is fetched on first use, shared by all calls, and
 * renewed when it expires or the server rejects it. Concurrent calls wait for a single renewal.
 *
 *     const token = renewable(async () => {
 *       const { access_token, expires_in } = await requestToken();
 *       return { credential: access_token, lifetime: expires_in * 1000 };
 *     });
 *     const api = createApi({ auth: { OAuth: token } });
 */
import type { CredentialContext } from "./auth.js";

export interface Renewed<T> {
  readonly credential: T;
  /** Milliseconds from now until it expires. Default: no expiry, so it is renewed when the server rejects it. */
  readonly lifetime?: number | undefined;
}

export interface RenewableOptions {
  /**
   * Milliseconds before expiry at which a credential is renewed, so that it does not expire during a call. Default:
   * 10,000.
   */
  readonly margin?: number;
  /** A clock in milliseconds. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Creates a provider for the option `auth`. If `renew` rejects, the waiting calls reject with its error, and the next
 * call tries again. All calls share one credential, whichever scopes they need: `renew` must request all scopes.
 */
export function renewable<T>(
  renew: () => Promise<Renewed<T>>,
  { margin = 10_000, now = Date.now }: RenewableOptions = {},
): (context: Pick<CredentialContext, "refused">) => Promise<T> {
  let current: { readonly credential: T; readonly end: number } | undefined;
  let renewing: Promise<T> | undefined;

  async function start(): Promise<T> {
    const { credential, lifetime = Infinity } = await renew();
    current = { credential, end: now() + lifetime - Math.min(margin, lifetime / 2) };
    return credential;
  }

  return async ({ refused }) => {
    // a call with an outdated credential takes the one that another call has fetched meanwhile
    if (current && current.credential !== refused && now() < current.end) return current.credential;
    renewing ??= start().finally(() => (renewing = undefined));
    return renewing;
  };
}
