/** The versions of OpenAPI that are read. */
import { type Json, ownProperty } from "./json.ts";

export const OPENAPI_VERSIONS = ["2.0", "3.0", "3.1", "3.2"] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/** The version of a description, what it says where that is none that we know, or undefined where it says nothing. */
export function readOpenApiVersion(
  document: Json,
): { readonly version: OpenApiVersion } | { readonly unknown: string | undefined } {
  const written = ownProperty(document, "openapi") ?? ownProperty(document, "swagger");
  if (typeof written !== "number" && typeof written !== "string") return { unknown: undefined };
  // `3.1` without quotes is a number in YAML, and `3.0` would become 3; `2.0` becomes 2.
  const text = typeof written === "number" ? written.toFixed(1) : written;
  const version = OPENAPI_VERSIONS.find((known) => text === known || text.startsWith(`${known}.`));
  const isSwagger = ownProperty(document, "openapi") === undefined;
  return version !== undefined && isSwagger === (version === "2.0") ? { version } : { unknown: text };
}
