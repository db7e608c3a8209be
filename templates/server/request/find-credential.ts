/** Finds the credential of a security scheme in a request. */
import type { SecurityScheme } from "../../runtime/operation.js";
import { parseCookies, parseQuery } from "../../runtime/wire/query.js";
import type { HeaderSource, IncomingRequest } from "../http/incoming-request.js";

/** The decoded credential of HTTP basic authentication. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** A key, a token or a basic credential. Undefined for mutual TLS: only the platform knows the certificate. */
export type Credential = string | BasicCredential | undefined;

/** Returns the credential of a scheme. Undefined if the request has none, or if it is malformed. */
export function findCredential(
  scheme: SecurityScheme,
  incoming: IncomingRequest,
): { credential: Credential } | undefined {
  if (scheme.type === "mutualTLS") return { credential: undefined };
  const credential = scheme.type === "apiKey" ? findKey(scheme, incoming) : findAuthorization(scheme, incoming.headers);
  return credential === undefined ? undefined : { credential };
}

function findKey(
  { in: place, name }: Extract<SecurityScheme, { type: "apiKey" }>,
  { headers, query }: IncomingRequest,
): string | undefined {
  if (place === "header") return headers.get(name) ?? undefined;
  const pairs = place === "cookie" ? parseCookies(headers.get("cookie") ?? "") : parseQueryLeniently(query);
  const [key, ...more] = pairs.filter((pair) => pair.name === name);
  if (!key || more.length > 0) return undefined; // a key given twice is ambiguous
  return decodeLeniently(key.raw.replaceAll("+", place === "query" ? "%20" : "+"));
}

function findAuthorization(
  scheme: Exclude<SecurityScheme, { type: "apiKey" | "mutualTLS" }>,
  headers: HeaderSource,
): string | BasicCredential | undefined {
  const expected = scheme.type === "http" ? scheme.scheme.toLowerCase() : "bearer";
  const [, given, rest = ""] = /^([^\s,]+)(?: +([^]*))?$/.exec(headers.get("authorization") ?? "") ?? [];
  if (given?.toLowerCase() !== expected || rest === "") return undefined;
  return expected === "basic" ? parseBasicCredential(rest) : rest.trim();
}

/** Parses base64 of `username:password` (RFC 7617 §2). Returns undefined if it is malformed. */
function parseBasicCredential(text: string): BasicCredential | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const [, username, password] =
      /^([^:]*):([^]*)$/.exec(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) ?? [];
    return username === undefined || password === undefined ? undefined : { username, password };
  } catch {
    return undefined;
  }
}

/** Returns no parameters for a malformed query: its error is reported only to clients that are authenticated. */
function parseQueryLeniently(query: string): ReturnType<typeof parseQuery> {
  try {
    return parseQuery(query);
  } catch {
    return [];
  }
}

/** Decodes percent-encoding. Returns the string unchanged if it is malformed: cookies need not be percent-encoded. */
function decodeLeniently(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
