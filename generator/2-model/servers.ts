/** Builds servers with their variables. OpenAPI 3.2 §4.5 */
import type { ServerObject } from "../1-document/openapi.ts";
import type { Server } from "./api.ts";

export function buildServers(servers: readonly ServerObject[] | undefined): readonly Server[] {
  return (servers ?? []).map(({ url, description, variables = {} }) => ({
    url,
    description,
    variables: Object.entries(variables).map(([name, variable]) => ({
      name,
      default: variable.default,
      enum: allowedValues(variable),
    })),
  }));
}

/**
 * Returns the allowed values of a variable, including its default, which 3.0 does not require among them. Returns an
 * empty array if any value is allowed.
 */
function allowedValues({
  enum: values = [],
  default: fallback,
}: NonNullable<ServerObject["variables"]>[string]): readonly string[] {
  return values.length === 0 || values.includes(fallback) ? values : [...values, fallback];
}
