/** The supported versions of OpenAPI. */
import { type Json, ownProperty } from "./json.ts";

const OPENAPI_VERSIONS = ["2.0", "3.0", "3.1", "3.2"] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/**
 * Returns the OpenAPI version of a description. If the version is not supported, returns it as `unknown`. `unknown`
 * is undefined if the description states no version.
 */
export function readOpenApiVersion(
  document: Json,
): { readonly version: OpenApiVersion } | { readonly unknown: string | undefined } {
  const written = ownProperty(document, "openapi") ?? ownProperty(document, "swagger");
  if (typeof written !== "number" && typeof written !== "string") return { unknown: undefined };
  // An unquoted `3.1` is a YAML number. `toFixed` keeps the zero of `3.0` and `2.0`.
  const text = typeof written === "number" ? written.toFixed(1) : written;
  const version = OPENAPI_VERSIONS.find((known) => text === known || text.startsWith(`${known}.`));
  const isSwagger = ownProperty(document, "openapi") === undefined;
  return version !== undefined && isSwagger === (version === "2.0") ? { version } : { unknown: text };
}
