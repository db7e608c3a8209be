/** When a server wants to be asked again: `Retry-After` (RFC 9110 §10.2.3), and what services say of their rate limits. */

/** Milliseconds from `now`, which is in milliseconds since 1970; undefined where the answer does not tell. */
export function retryTime({ status, headers }: Response, now: number): number | undefined {
  const milliseconds = numberIn(headers, "retry-after-ms");
  if (milliseconds !== undefined) return milliseconds;
  const after = headers.get("retry-after");
  if (after !== null) {
    return fromNow(/^\s*\d+(?:\.\d+)?\s*$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now);
  }
  // a limit that is not used up says nothing of why this request has failed
  const isLimit = status === 429 || REMAINING.some((name) => numberIn(headers, name) === 0);
  return isLimit ? resetTime(headers, now) : undefined;
}

const REMAINING = ["ratelimit-remaining", "x-ratelimit-remaining"];

/** The IETF's header in its structured form (`"default";r=0;t=30`), then as it was before, then the common ones. */
function resetTime(headers: Headers, now: number): number | undefined {
  const [, structured] = /;\s*t=(\d+)/.exec(headers.get("ratelimit") ?? "") ?? [];
  const seconds =
    (structured === undefined ? undefined : Number(structured)) ??
    numberIn(headers, "ratelimit-reset") ??
    numberIn(headers, "x-ratelimit-reset-after") ??
    numberIn(headers, "x-ratelimit-reset");
  if (seconds === undefined) return undefined;
  // some count from now on, others since 1970, in seconds or in milliseconds
  if (seconds > 1e11) return fromNow(seconds - now);
  return fromNow(seconds > 1e9 ? seconds * 1000 - now : seconds * 1000);
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A moment that is over is now; a date that is none is no moment. */
function fromNow(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
