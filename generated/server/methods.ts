/** Which operation of a path a method asks for. RFC 9110 §9. */
import type { Outgoing } from "./outgoing.js";
import { HttpProblem } from "./problem.js";
import type { Endpoint, Match } from "./router.js";

/** Methods that everyone knows, if only to refuse them: RFC 9110 §9.3 and RFC 5789. */
export const KNOWN_METHODS: readonly string[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "CONNECT",
  "OPTIONS",
  "TRACE",
];

/**
 * The operation; or an answer of ours, where OPTIONS asks what there is. GET answers HEAD. Throws a problem of status
 * 405, or 501 where the method is not `known` at all.
 */
export function chooseMethod<Value>(
  methods: Match<Value>["methods"],
  method: string,
  known: ReadonlySet<string>,
): Endpoint<Value> | Outgoing {
  const endpoint = methods.get(method) ?? (method === "HEAD" ? methods.get("GET") : undefined);
  if (endpoint) return endpoint;
  const allow: [string, string] = ["allow", allowed(methods).join(", ")];
  if (method === "OPTIONS") return { status: 204, headers: [allow], body: null };
  if (!known.has(method)) throw new HttpProblem(501, { detail: "The method is unknown here." });
  throw new HttpProblem(405, { detail: `This path answers ${allow[1]}.` }, [allow]);
}

function allowed(methods: ReadonlyMap<string, unknown>): readonly string[] {
  const names = new Set(methods.keys());
  if (names.has("GET")) names.add("HEAD");
  return [...names.add("OPTIONS")];
}
