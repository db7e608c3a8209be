/** Types of the servers that a caller can choose. OpenAPI 3.2 §4.5 */
import type { Server } from "../../2-model/api.ts";
import { literal } from "../code.ts";
import { atomicType, objectOf, STRING, type Type, union, undocumentedMember } from "./type-syntax.ts";

/** Returns a union of the servers, each with its URL and the values of its variables. */
export function serverType(servers: readonly Server[]): Type {
  return union(servers.map(serverChoiceType));
}

function serverChoiceType({ url, variables }: Server): Type {
  const values = variables.map(({ name, enum: allowed }) =>
    undocumentedMember(
      name,
      allowed.length === 0 ? STRING : union(allowed.map((value) => atomicType(literal(value)))),
      true,
    ),
  );
  return objectOf([
    undocumentedMember("url", atomicType(literal(url)), false),
    ...(values.length === 0 ? [] : [undocumentedMember("variables", objectOf(values), true)]),
  ]);
}
