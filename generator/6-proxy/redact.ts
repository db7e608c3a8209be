/** A request that has passed, as reports show it: what could be a credential is a variable of the shell. */
import type { DescribedOperation, DescribedScheme } from "../5-oracle/description/description.ts";
import { type Redaction, variableFor } from "../5-oracle/report/curl.ts";
import type { WireRequest } from "../5-oracle/wire/wire-request.ts";

/** Of the connection, or written by curl itself. */
const LEFT_OUT = /^(?:host|connection|content-length|transfer-encoding|keep-alive|cookie|content-type)$/;

export function wireRequestOf(given: {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}): WireRequest {
  const [path = "", ...query] = given.target.split("?");
  const { headers, body, method } = given;
  const contentType = headers.get("content-type") ?? undefined;
  return {
    method,
    path,
    query: query.join("?").split("&").filter(Boolean),
    headers: [...headers].filter(([name]) => !LEFT_OUT.test(name)),
    cookies: (headers.get("cookie") ?? "").split(/;\s*/).filter(Boolean),
    body: body === undefined || body.byteLength === 0 ? undefined : { bytes: body, contentType },
  };
}

/** Whatever a scheme of the description names, every cookie, and every `Authorization`. */
export function redactionsIn(request: WireRequest, operations: readonly DescribedOperation[]): readonly Redaction[] {
  const schemes = operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme));
  const keyFor = (place: string, name: string): string | undefined => schemes.find(isAt(place, name))?.key;
  return [
    ...request.headers.flatMap(([name, value]) => {
      const piece = `${name}: ${value}`;
      const key = keyFor("header", name.toLowerCase());
      if (key !== undefined) return [hidden(piece, `${name}: `, key)];
      if (!/^(?:proxy-)?authorization$|token|secret|api-?key/i.test(name)) return [];
      const [, word = ""] = /^([A-Za-z]+ )/.exec(value) ?? [];
      return [hidden(piece, `${name}: ${word}`, name.replaceAll("-", "_"))];
    }),
    ...request.query.flatMap((piece) => {
      const [name = ""] = piece.split("=");
      const key = keyFor("query", name);
      return key === undefined ? [] : [hidden(piece, `${name}=`, key)];
    }),
    ...request.cookies.map((piece) => {
      const [name = ""] = piece.split("=");
      return hidden(piece, `${name}=`, keyFor("cookie", name) ?? `cookie_${name}`);
    }),
  ];
}

function hidden(piece: string, start: string, key: string): Redaction {
  return { piece, shown: [start, { variable: variableFor(key) }], isBasic: false };
}

function isAt(place: string, name: string): (scheme: DescribedScheme) => boolean {
  return (scheme) => {
    if (scheme.type !== "apiKey" || scheme.in !== place) return false;
    return place === "header" ? scheme.name.toLowerCase() === name : scheme.name === name;
  };
}
