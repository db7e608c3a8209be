/** Makes credentials that a server must reject: none, incomplete ones and invalid ones. OpenAPI 3.2 §4.30 */
import type { DescribedOperation, DescribedRequirement } from "../../../5-oracle/description/described-operation.ts";
import {
  requiresCredentials,
  type Credentials,
  credentialsFor,
  fitsOneRequest,
  NO_CREDENTIALS,
  type Secrets,
} from "../../../5-oracle/description/described-security.ts";

export interface InvalidCredentials {
  readonly about: string;
  readonly credentials: Credentials;
}

export interface TestSecrets {
  /** Credentials that the server accepts, as far as they are known. */
  readonly valid: Secrets;
  /** Well-formed credentials that the server rejects. */
  readonly invalid: Secrets;
}

/** Returns invalid credentials for an operation. There are none if it needs no credentials. */
export function invalidCredentialsOf(operation: DescribedOperation, keys: TestSecrets): readonly InvalidCredentials[] {
  if (!requiresCredentials(operation)) return [];
  const alternatives = operation.security.filter(fitsOneRequest);
  return [
    { about: "no credentials", credentials: NO_CREDENTIALS },
    ...alternatives.flatMap((alternative) => invalidForAlternative(operation, alternative, keys)),
  ];
}

/** Returns credentials of which all are invalid. If an alternative needs several, one is missing or invalid in turn. */
function invalidForAlternative(
  { security }: DescribedOperation,
  alternative: readonly DescribedRequirement[],
  { valid, invalid }: TestSecrets,
): readonly InvalidCredentials[] {
  const names = alternative.flatMap(({ scheme }) => (scheme.type === "mutualTLS" ? [] : [scheme.key]));
  const allInvalid = credentialsFor(alternative, invalid);
  if (names.length === 0 || allInvalid === undefined) return [];
  const about = security.length === 1 ? "invalid credentials" : `invalid credentials for ${names.join(" and ")}`;
  const found: InvalidCredentials[] = [{ about, credentials: allInvalid }];
  if (names.length === 1) return found;
  for (const name of names) {
    const others = new Map([...valid].filter(([other]) => other !== name && names.includes(other)));
    // skip if the remaining credentials satisfy another alternative
    if (security.some((one) => credentialsFor(one, others) !== undefined)) continue;
    const without = alternative.filter(({ scheme }) => scheme.key !== name);
    const incomplete = credentialsFor(without, others);
    if (incomplete !== undefined) found.push({ about: `no credential for ${name}`, credentials: incomplete });
    const secret = invalid.get(name);
    const mixed = secret && credentialsFor(alternative, new Map([...others, [name, secret]]));
    if (mixed) found.push({ about: `an invalid credential for ${name}`, credentials: mixed });
  }
  return found;
}
