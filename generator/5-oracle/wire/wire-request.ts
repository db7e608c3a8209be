/** An input of an operation as a request, by the description alone. */
import { isObject, type Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedOperation, DescribedParameter } from "../description/description.ts";
import { type Credentials, NO_CREDENTIALS } from "../description/described-security.ts";
import { type Bytes, bytesOf, formPairs } from "./wire-body.ts";
import { headerOf } from "./wire-headers.ts";
import { percentEncode, type Piece, piecesOf, scalar, Uncarriable } from "./wire-styles.ts";

/** Values by parameter, and the body as JSON: bytes are texts there. */
export interface OperationInput {
  readonly parameters: ReadonlyMap<DescribedParameter, Json>;
  readonly body: { readonly content: DescribedContent; readonly value: Json } | undefined;
}

/** A request that can be changed piece by piece before it is sent. */
export interface WireRequest {
  readonly method: string;
  /** As it travels, from the first slash on. */
  readonly path: string;
  /** `name=value` pieces as they travel. */
  readonly query: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly string[];
  readonly body: Bytes | undefined;
}

/** Throws an `Uncarriable` where no request can carry the input. */
export async function requestOf(
  operation: DescribedOperation,
  { parameters, body }: OperationInput,
  credentials: Credentials = NO_CREDENTIALS,
): Promise<WireRequest> {
  const expressions = new Map<string, string>();
  const query: string[] = [];
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  for (const [parameter, value] of parameters) {
    switch (parameter.in) {
      case "path":
        expressions.set(parameter.name, expressionOf(parameter, value));
        break;
      case "query":
        query.push(...queryOf(parameter, value));
        break;
      case "querystring":
        query.push(...querystringOf(parameter, value));
        break;
      case "header": {
        const text = headerOf(parameter, value);
        if (text !== undefined) headers.push([parameter.name, text]);
        break;
      }
      case "cookie":
        cookies.push(...cookiesOf(parameter, value));
        break;
      default:
        parameter.in satisfies never;
    }
  }
  query.push(...credentials.query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`));
  cookies.push(...credentials.cookies.map(([name, value]) => `${name}=${value}`));
  return {
    method: operation.method,
    path: pathOf(operation.path, expressions),
    query,
    headers: [...headers, ...credentials.headers],
    cookies,
    body: body && (await bytesOf(body.content, body.value)),
  };
}

/** Its target below `base`, which ends without a slash. */
export function urlOf({ path, query }: WireRequest, base: string): string {
  return `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** What `fetch` sends. A body of no bytes is a body all the same. */
export function fetchable(request: WireRequest, base: string, signal?: AbortSignal): Request {
  const { method, headers, cookies, body } = request;
  const lines = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  if (cookies.length > 0) lines.set("cookie", cookies.join("; "));
  if (body?.contentType !== undefined) lines.set("content-type", body.contentType);
  const init = { method, headers: lines, redirect: "manual", ...(signal && { signal }) } as const;
  return new Request(urlOf(request, base), body === undefined ? init : { ...init, body: body.bytes });
}

function pathOf(template: string, expressions: ReadonlyMap<string, string>): string {
  const segments = template.split("/").map((segment) => {
    const text = segment.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (literal, name: string | undefined) => {
      if (name !== undefined) return expressions.get(name) ?? "";
      return literal.replaceAll(/[^\w.~!$&'()*+,;=:@%-]+/g, encodeURIComponent);
    });
    // URLs fold such segments, encoded or not: the request would go elsewhere. RFC 3986 §5.2.4
    if (segment.includes("{") && /^(?:\.|%2e){0,2}$/i.test(text)) {
      throw new Uncarriable("a segment of nothing but dots");
    }
    return text;
  });
  return segments.join("/");
}

const PATH_STYLES: Readonly<Record<string, readonly [start: string, between: string]>> = {
  simple: ["", ","],
  label: [".", "."],
  matrix: [";", ";"],
};

function expressionOf(parameter: DescribedParameter, value: Json): string {
  const [start, between] = PATH_STYLES[parameter.style] ?? ["", ","];
  const isPairs = parameter.explode && parameter.style !== "matrix" && typeof value === "object";
  const pieces = piecesOf(parameter.name, parameter, value).map((piece) => {
    if (piece.items.some((item) => item === "") || hasDots(piece, parameter.style)) {
      throw new Uncarriable("an empty text");
    }
    if (parameter.style === "matrix") return assigned(piece, percentEncode);
    return isPairs && !Array.isArray(value) ? pairOf(piece) : encoded(piece, percentEncode);
  });
  if (pieces.length === 0) throw new Uncarriable("nothing, where a path wants something");
  return start + pieces.join(between);
}

/** In the style `label` a dot is what separates items. */
function hasDots({ items }: Piece, style: string): boolean {
  return style === "label" && items.some((item) => item.includes("."));
}

function pairOf(piece: Piece): string {
  return `${percentEncode(piece.name ?? "")}=${encoded(piece, percentEncode)}`;
}

function assigned(piece: Piece, encode: (text: string) => string): string {
  return `${encode(piece.name ?? "")}=${encoded(piece, encode)}`;
}

function encoded({ items, delimiter }: Piece, encode: (text: string) => string): string {
  if (delimiter.trim() !== "," && items.length > 0 && delimiter !== "") {
    if (items.some((item) => item.includes(delimiter))) {
      throw new Uncarriable(`an item with the separator "${delimiter}"`);
    }
  }
  return items.map(encode).join(delimiter === "," || delimiter === "" ? delimiter : percentEncode(delimiter));
}

export function queryOf(parameter: DescribedParameter, value: Json): readonly string[] {
  const encode = parameter.allowReserved ? encodeReserved : percentEncode;
  return piecesOf(parameter.name, parameter, value).map((piece) => assigned(piece, encode));
}

/** Reserved characters stay, apart from those that would end the value. */
function encodeReserved(text: string): string {
  return percentEncode(text).replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent);
}

function querystringOf({ mediaType = "", form }: DescribedParameter, value: Json): readonly string[] {
  if (form !== undefined && isObject(value)) return formPairs(form, value);
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaType)) {
    return [percentEncode(/json/i.test(mediaType) ? JSON.stringify(value) : scalar(value))];
  }
  const style = { style: "form", explode: true, allowReserved: false, mediaType: undefined };
  return piecesOf("", style, value).map((piece) => assigned(piece, percentEncode));
}

function cookiesOf(parameter: DescribedParameter, value: Json): readonly string[] {
  if (parameter.style !== "cookie") {
    return piecesOf(parameter.name, parameter, value).map((piece) => assigned(piece, percentEncode));
  }
  return piecesOf(parameter.name, parameter, value).map((piece) => {
    if (piece.items.some((item) => /[^\x21-\x7e]|[",;\\]/.test(item))) {
      throw new Uncarriable("a text that no cookie holds");
    }
    return assigned(piece, String);
  });
}
