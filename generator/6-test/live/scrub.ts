/** Removes credentials from findings, since some servers echo them in responses. */
import type { Finding } from "../../5-oracle/report/report.ts";
import { type Secret, type Secrets } from "../../5-oracle/description/described-security.ts";
import { variableFor } from "../../5-oracle/report/curl.ts";

/** The shortest text that is replaced. Shorter ones occur in too many words. */
const LEAST = 4;

/** Returns a function that replaces each credential in a finding by the name of its variable. */
export function scrubberOf(secrets: Secrets): (finding: Finding) => Finding {
  const spellings = [...secrets]
    .flatMap(([key, secret]) => spellingsOf(secret).map((text) => ({ text, shown: `$${variableFor(key)}` })))
    .filter(({ text }) => text.length >= LEAST)
    .toSorted((one, other) => other.text.length - one.text.length);
  const scrub = (text: string): string => {
    return spellings.reduce((rest, { text: secret, shown }) => rest.replaceAll(secret, () => shown), text);
  };
  return (finding) => (spellings.length === 0 ? finding : eachText(finding, scrub));
}

function spellingsOf(secret: Secret): readonly string[] {
  const texts =
    typeof secret === "string"
      ? [secret, ...passwordIn(secret)]
      : [`${secret.username}:${secret.password}`, secret.password];
  const spelled = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  return [...new Set([...spelled, ...texts.map((text) => Buffer.from(text).toString("base64"))])];
}

/** Returns the password of Basic credentials `user:password`. The user name is not secret. */
function passwordIn(secret: string): readonly string[] {
  const at = secret.indexOf(":");
  return at === -1 ? [] : [secret.slice(at + 1)];
}

/** Copies a JSON value, with each string changed. */
function eachText<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) => {
    return typeof member === "string" ? change(member) : member;
  }) as T; // of the same shape: only texts have changed
}
