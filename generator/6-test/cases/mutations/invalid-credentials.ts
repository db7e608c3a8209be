/** Requests without their credentials, with one too few, and with wrong ones. OpenAPI 3.2 §4.30 */
import type { DescribedOperation, DescribedRequirement } from "../../../5-oracle/description/description.ts";
import {
  asksForCredentials,
  type Credentials,
  credentialsFor,
  isSendable,
  NO_CREDENTIALS,
  type Secrets,
} from "../../../5-oracle/description/described-security.ts";

export interface Intrusion {
  readonly about: string;
  readonly credentials: Credentials;
}

export interface Keys {
  /** What the server takes for right, as far as it is known. */
  readonly right: Secrets;
  /** Those that look right and are wrong. */
  readonly wrong: Secrets;
}

/** None where the operation lets everybody in. */
export function intrusionsOf(operation: DescribedOperation, keys: Keys): readonly Intrusion[] {
  if (!asksForCredentials(operation)) return [];
  const ways = operation.security.filter(isSendable);
  return [
    { about: "no credentials", credentials: NO_CREDENTIALS },
    ...ways.flatMap((way) => ofWay(operation, way, keys)),
  ];
}

/** With all of them wrong; where several are asked for together, also with one that is missing or wrong. */
function ofWay(
  { security }: DescribedOperation,
  way: readonly DescribedRequirement[],
  { right, wrong }: Keys,
): readonly Intrusion[] {
  const names = way.flatMap(({ scheme }) => (scheme.type === "mutualTLS" ? [] : [scheme.key]));
  const allWrong = credentialsFor(way, wrong);
  if (names.length === 0 || allWrong === undefined) return [];
  const about = security.length === 1 ? "wrong credentials" : `wrong credentials for ${names.join(" and ")}`;
  const found: Intrusion[] = [{ about, credentials: allWrong }];
  if (names.length === 1) return found;
  for (const name of names) {
    const others = new Map([...right].filter(([other]) => other !== name && names.includes(other)));
    // the others may be enough for another alternative
    if (security.some((one) => credentialsFor(one, others) !== undefined)) continue;
    const without = way.filter(({ scheme }) => scheme.key !== name);
    const lacking = credentialsFor(without, others);
    if (lacking !== undefined) found.push({ about: `no credential for ${name}`, credentials: lacking });
    const secret = wrong.get(name);
    const mixed = secret && credentialsFor(way, new Map([...others, [name, secret]]));
    if (mixed) found.push({ about: `a wrong credential for ${name}`, credentials: mixed });
  }
  return found;
}
