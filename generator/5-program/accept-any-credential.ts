/** Authentication for servers that run without user code. A description does not say which credentials are valid. */
import type { Program } from "./load-generated.ts";

/** Returns authentication handlers, by security scheme. They accept all credentials except for empty ones. */
export function acceptAnyCredential({
  schemes,
}: Program): Readonly<Record<string, (credential: unknown) => string | false>> {
  return Object.fromEntries([...schemes.keys()].map((key) => [key, acceptPresent]));
}

function acceptPresent(credential: unknown): string | false {
  return credential !== "" && "authenticated";
}
