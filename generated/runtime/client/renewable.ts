/**
 * A credential that comes from somewhere else, an access token mostly: fetched when it is first needed, shared by all
 * calls, and fetched anew when its time is over or the server refuses it; once, however many calls wait for it.
 *
 *     const token = renewable(async () => {
 *       const { access_token, expires_in } = await askForToken();
 *       return { credential: access_token, lifetime: expires_in * 1000 };
 *     });
 *     const api = createApi({ auth: { OAuth: token } });
 */
import type { CredentialContext } from "./auth.js";

export interface Renewed<T> {
  readonly credential: T;
  /** Milliseconds from now. Default: until the server refuses it. */
  readonly lifetime?: number | undefined;
}

export interface RenewableOptions {
  /** Milliseconds before the end of its life that a credential is renewed, for the time that calls take. Default: 10,000. */
  readonly margin?: number;
  /** Milliseconds since any moment in the past. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * A provider for `auth`. Where `renew` rejects, so do the calls that waited for it; the next one asks again. A credential
 * is shared whatever scopes the operations ask for: one with more than those is `renew`'s affair.
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
    // a call that was refused with an older credential takes the one that others have fetched meanwhile
    if (current && current.credential !== refused && now() < current.end) return current.credential;
    renewing ??= start().finally(() => (renewing = undefined));
    return renewing;
  };
}
