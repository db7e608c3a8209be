/** The time of the next attempt that a server requests: `Retry-After` (RFC 9110 §10.2.3) and headers of rate limits. */

/**
 * Returns milliseconds from `now`, which is in milliseconds since 1970. Returns undefined if the response does not say.
 */
export function retryTime({ status, headers }: Response, now: number): number | undefined {
  const milliseconds = numberIn(headers, "retry-after-ms");
  if (milliseconds !== undefined) return milliseconds;
  const after = headers.get("retry-after");
  if (after !== null) {
    return fromNow(/^\s*\d+(?:\.\d+)?\s*$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now);
  }
  // a rate limit that is not exhausted is not the reason of the failure
  const isLimit = status === 429 || REMAINING.some((name) => numberIn(headers, name) === 0);
  return isLimit ? resetTime(headers, now) : undefined;
}

const REMAINING = ["ratelimit-remaining", "x-ratelimit-remaining"];

/**
 * Returns the time until the rate limit resets. Reads the IETF header in its structured form (`"default";r=0;t=30`),
 * then in its older form, then common headers.
 */
function resetTime(headers: Headers, now: number): number | undefined {
  const [, structured] = /;\s*t=(\d+)/.exec(headers.get("ratelimit") ?? "") ?? [];
  const seconds =
    (structured === undefined ? undefined : Number(structured)) ??
    numberIn(headers, "ratelimit-reset") ??
    numberIn(headers, "x-ratelimit-reset-after") ??
    numberIn(headers, "x-ratelimit-reset");
  if (seconds === undefined) return undefined;
  // some servers send a duration, others a time since 1970, in seconds or in milliseconds
  if (seconds > 1e11) return fromNow(seconds - now);
  return fromNow(seconds > 1e9 ? seconds * 1000 - now : seconds * 1000);
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Returns 0 for a time in the past, and undefined for an invalid date. */
function fromNow(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
