/** The versions of OpenAPI that are read. */
import { type Json, member } from "./json.ts";

export const VERSIONS = ["2.0", "3.0", "3.1", "3.2"] as const;
export type Version = (typeof VERSIONS)[number];

/** The version of a description, what it says where that is none that we know, or undefined where it says nothing. */
export function versionOf(document: Json): { readonly version: Version } | { readonly unknown: string | undefined } {
  const written = member(document, "openapi") ?? member(document, "swagger");
  if (typeof written !== "number" && typeof written !== "string") return { unknown: undefined };
  // `3.1` without quotes is a number in YAML, and `3.0` would become 3; `2.0` becomes 2.
  const text = typeof written === "number" ? written.toFixed(1) : written;
  const version = VERSIONS.find((known) => text === known || text.startsWith(`${known}.`));
  const isSwagger = member(document, "openapi") === undefined;
  return version !== undefined && isSwagger === (version === "2.0") ? { version } : { unknown: text };
}
