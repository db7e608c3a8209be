/** Credentials of which only that they are there can be told: which are right, no description says. */
import type { Program } from "./load-generated.ts";

/** A handler per security scheme that takes whoever has brought anything. */
export function acceptAnyCredential({
  schemes,
}: Program): Readonly<Record<string, (credential: unknown) => string | false>> {
  return Object.fromEntries([...schemes.keys()].map((key) => [key, isAnybody]));
}

function isAnybody(credential: unknown): string | false {
  return credential !== "" && "anybody";
}
