/** The groups of an operation's parameters: their names in its input, and the names of their types. */
import { PARAMETER_GROUPS } from "../../templates/runtime/wire/parameter-places.ts";
import type { ParameterIn } from "../2-model/api.ts";

/** A group of parameters. `GetClientsQuery` is the type of a group with the suffix `Query`. */
export interface ParameterGroup {
  readonly in: ParameterIn;
  /** The property of the input. */
  readonly name: string;
  readonly suffix: string;
}

/** All groups in the order of the input. A parameter of `querystring` is a group by itself, without names. */
export const ALL_PARAMETER_GROUPS: readonly ParameterGroup[] = [
  { in: "path", name: PARAMETER_GROUPS.path, suffix: "Path" },
  { in: "query", name: PARAMETER_GROUPS.query, suffix: "Query" },
  { in: "querystring", name: "querystring", suffix: "Querystring" },
  { in: "header", name: PARAMETER_GROUPS.header, suffix: "Headers" },
  { in: "cookie", name: PARAMETER_GROUPS.cookie, suffix: "Cookies" },
];

/** The groups whose parameters have names. */
export const NAMED_PARAMETER_GROUPS: readonly ParameterGroup[] = ALL_PARAMETER_GROUPS.filter(
  (group) => group.in !== "querystring",
);

/** Returns the suffix of the type of a group. */
export function suffixOfGroup(place: ParameterIn): string {
  return ALL_PARAMETER_GROUPS.find((group) => group.in === place)?.suffix ?? "";
}
