/** Rejects parameters of the query that the description does not have, if an option asks for that. */
import type { OperationSpec, ParameterSpec } from "../../runtime/operation.js";
import { parseQuery, type QueryLimits } from "../../runtime/wire/query.js";
import { claimsOtherPairs, claimsPair } from "../../runtime/wire/values.js";
import type { InputError } from "../../runtime/wire/wire-error.js";

/** Returns an error for each unknown name in a valid query. */
export type FindUnknownQuery = (query: string) => readonly InputError[];

/** Creates the check of an operation. Returns undefined if its query can have any name. */
export function createUnknownQueryCheck(
  { parameters = [], security = [], target }: OperationSpec,
  limits: QueryLimits,
): FindUnknownQuery | undefined {
  const specs: readonly ParameterSpec[] = parameters.filter((spec) => spec.in === "query");
  if (parameters.some((spec) => spec.in === "querystring") || specs.some(claimsOtherPairs)) return undefined;
  const others = new Set([
    ...new URLSearchParams(target?.query).keys(),
    ...security
      .flat()
      .flatMap(({ scheme }) => (scheme.type === "apiKey" && scheme.in === "query" ? [scheme.name] : [])),
  ]);
  const isKnown = (name: string) => others.has(name) || specs.some((spec) => claimsPair(spec, name));
  return (query) => {
    const names = new Set(parseQuery(query, limits).map(({ name }) => name));
    return [...names]
      .filter((name) => !isKnown(name))
      .map((name) => {
        return { in: "query", name, message: "is not a parameter of this operation" };
      });
  };
}
