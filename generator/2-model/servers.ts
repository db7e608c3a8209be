/** Server Objects → servers with their variables. OpenAPI 3.2 §4.5 */
import type { ServerObject } from "../1-document/openapi.ts";
import type { Server } from "./api.ts";

export function buildServers(servers: readonly ServerObject[] | undefined): readonly Server[] {
  return (servers ?? []).map(({ url, description, variables = {} }) => ({
    url,
    description,
    variables: Object.entries(variables).map(([name, variable]) => ({
      name,
      default: variable.default,
      enum: variable.enum ?? [],
    })),
  }));
}
