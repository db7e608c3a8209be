/** Which checks tell what they have looked at, because a schema that applies them to its own value asks for the others. */
import { type Assertion, type Assertions, appliedParts, otherParts } from "./assertions.ts";
import type { ValidatorCheck } from "./checks.ts";

/** JSON Schema 2020-12 Core §11. The names of the checks. */
export function trackedChecks(checks: readonly ValidatorCheck[]): ReadonlySet<string> {
  const asks = checks.some(({ prepared: { keywords } }) => ASKING.some((keyword) => keywords.has(keyword)));
  if (!asks) return new Set();
  const schemas = new Map(checks.map(({ name, prepared }) => [name, prepared.schema]));
  const bearers = bearersOf(checks);
  const found = new Set<string>();

  function visit(assertion: Assertion, isTracked: boolean): void {
    if (typeof assertion === "boolean") return;
    const tracks = isTracked || ASKING.some((keyword) => assertion[keyword] !== undefined);
    if (tracks) for (const name of calledBy(assertion, bearers)) found.add(name);
    for (const part of appliedParts(assertion)) visit(part, tracks);
    for (const part of otherParts(assertion)) visit(part, false);
  }

  for (const { prepared } of checks) visit(prepared.schema, false);
  // what is found is visited in its turn, as it is added
  for (const name of found) visit(schemas.get(name) ?? true, true);
  return found;
}

const ASKING = ["unevaluatedProperties", "unevaluatedItems"] as const;

/** The checks that a `$dynamicRef` to an anchor may lead to. */
function bearersOf(checks: readonly ValidatorCheck[]): ReadonlyMap<string, readonly string[]> {
  const bearers = new Map<string, string[]>();
  for (const { prepared } of checks) {
    const { enter = [] }: Assertions = typeof prepared.schema === "boolean" ? {} : prepared.schema;
    for (const [anchor, name] of enter) bearers.set(anchor, [...(bearers.get(anchor) ?? []), name]);
  }
  return bearers;
}

function calledBy(
  { check, dynamicCheck }: Assertions,
  bearers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const names = check === undefined ? [] : [check];
  if (dynamicCheck === undefined) return names;
  return [...names, dynamicCheck.name, ...(bearers.get(dynamicCheck.anchor ?? "") ?? [])];
}
