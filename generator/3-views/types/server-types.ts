/** Servers → the types of what a caller may choose among. OpenAPI 3.2 §4.5 */
import type { Server } from "../../2-model/api.ts";
import { literal } from "../code.ts";
import { NO_DOCS } from "../docs.ts";
import { closed, type TypeMember, objectOf, STRING, type Type, union } from "./type-syntax.ts";

/** One of `servers`, by its URL, with values for its variables. */
export function serverType(servers: readonly Server[]): Type {
  return union(servers.map(choiceOf));
}

function choiceOf({ url, variables }: Server): Type {
  const values = variables.map(({ name, enum: allowed }) =>
    member(name, true, allowed.length === 0 ? STRING : union(allowed.map((value) => closed(literal(value))))),
  );
  return objectOf([
    member("url", false, closed(literal(url))),
    ...(values.length === 0 ? [] : [member("variables", true, objectOf(values))]),
  ]);
}

function member(name: string, optional: boolean, type: Type): TypeMember {
  return { name, optional, type, docs: NO_DOCS };
}
