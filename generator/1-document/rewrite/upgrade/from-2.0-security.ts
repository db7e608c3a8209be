/** Converts `securityDefinitions` of Swagger 2.0 to `components.securitySchemes` of OpenAPI 3.0. */
import { type Json, type JsonObject, isObject } from "../../json.ts";

export function securitySchemesFrom20(definitions: Json | undefined): JsonObject {
  const entries = isObject(definitions) ? Object.entries(definitions) : [];
  return Object.fromEntries(entries.map(([name, definition]) => [name, securitySchemeFrom20(definition)]));
}

const FLOW_NAMES: Readonly<Record<string, string>> = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

function securitySchemeFrom20(definition: Json): Json {
  if (!isObject(definition)) return definition;
  const { type, flow, authorizationUrl, tokenUrl, scopes, ...rest } = definition;
  if (type === "basic") return { ...rest, type: "http", scheme: "basic" };
  if (type !== "oauth2") return definition;
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...rest, type, flows: { [FLOW_NAMES[String(flow)] ?? "implicit"]: { ...urls, scopes: scopes ?? {} } } };
}
