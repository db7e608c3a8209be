/** Where a request carries the credential of a security scheme. */
import type { SecurityScheme } from "../../runtime/operation.js";
import { parseCookies, parseQuery } from "../../runtime/wire/query.js";
import type { HeaderSource, IncomingRequest } from "../http/incoming-request.js";

/** Basic authentication, decoded. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** A key or token; nothing for mutual TLS, whose certificate is the platform's to show. */
export type Credential = string | BasicCredential | undefined;

/** The credential as the scheme's handler gets it. Undefined where there is none, or it is malformed. */
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
  const pairs = place === "cookie" ? parseCookies(headers.get("cookie") ?? "") : readQuery(query);
  const [key, ...more] = pairs.filter((pair) => pair.name === name);
  if (!key || more.length > 0) return undefined; // which of several is meant is not ours to guess
  return decode(key.raw.replaceAll("+", place === "query" ? "%20" : "+"));
}

function findAuthorization(
  scheme: Exclude<SecurityScheme, { type: "apiKey" | "mutualTLS" }>,
  headers: HeaderSource,
): string | BasicCredential | undefined {
  const wanted = scheme.type === "http" ? scheme.scheme.toLowerCase() : "bearer";
  const [, given, rest = ""] = /^([^\s,]+)(?: +(.*))?$/s.exec(headers.get("authorization") ?? "") ?? [];
  if (given?.toLowerCase() !== wanted || rest === "") return undefined;
  return wanted === "basic" ? parseBasic(rest) : rest.trim();
}

/** RFC 7617 §2. */
function parseBasic(text: string): BasicCredential | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const [, username, password] =
      /^([^:]*):(.*)$/s.exec(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) ?? [];
    return username === undefined || password === undefined ? undefined : { username, password };
  } catch {
    return undefined;
  }
}

/** What is wrong with a query is told to those who may ask; others are told that there is no credential. */
function readQuery(query: string): ReturnType<typeof parseQuery> {
  try {
    return parseQuery(query);
  } catch {
    return [];
  }
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw; // of a cookie, which need not be percent-encoded
  }
}
