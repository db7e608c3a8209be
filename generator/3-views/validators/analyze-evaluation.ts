/** Analysis: which checks must report evaluated properties and items, because a caller has `unevaluated…` keywords. */
import { type Assertion, type Assertions, inPlaceSubschemas, otherSubschemas } from "./assertions.ts";
import type { ValidatorCheck } from "./collect-checks.ts";

/** Returns the names of the checks that must report what they evaluate. JSON Schema 2020-12 Core §11. */
export function trackedChecks(checks: readonly ValidatorCheck[]): ReadonlySet<string> {
  const asks = checks.some(({ resolved: { keywords } }) =>
    UNEVALUATED_KEYWORDS.some((keyword) => keywords.has(keyword)),
  );
  if (!asks) return new Set();
  const schemas = new Map(checks.map(({ name, resolved }) => [name, resolved.schema]));
  const bearers = anchorChecks(checks);
  const found = new Set<string>();

  function visit(assertion: Assertion, isTracked: boolean): void {
    if (typeof assertion === "boolean") return;
    const tracks = isTracked || UNEVALUATED_KEYWORDS.some((keyword) => assertion[keyword] !== undefined);
    if (tracks) for (const name of checksCalledBy(assertion, bearers)) found.add(name);
    for (const part of inPlaceSubschemas(assertion)) visit(part, tracks);
    for (const part of otherSubschemas(assertion)) visit(part, false);
  }

  for (const { resolved } of checks) visit(resolved.schema, false);
  // the loop also visits the names that it adds
  for (const name of found) visit(schemas.get(name) ?? true, true);
  return found;
}

const UNEVALUATED_KEYWORDS = ["unevaluatedProperties", "unevaluatedItems"] as const;

/** Returns the checks that a `$dynamicRef` to each anchor may call, by anchor. */
function anchorChecks(checks: readonly ValidatorCheck[]): ReadonlyMap<string, readonly string[]> {
  const bearers = new Map<string, string[]>();
  for (const { resolved } of checks) {
    const { enter = [] }: Assertions = typeof resolved.schema === "boolean" ? {} : resolved.schema;
    for (const [anchor, name] of enter) bearers.set(anchor, [...(bearers.get(anchor) ?? []), name]);
  }
  return bearers;
}

function checksCalledBy(
  { check, dynamicCheck }: Assertions,
  bearers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const names = check === undefined ? [] : [check];
  if (dynamicCheck === undefined) return names;
  return [...names, dynamicCheck.name, ...(bearers.get(dynamicCheck.anchor ?? "") ?? [])];
}
