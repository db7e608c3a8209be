/**
 * The oracle's encoder of requests. It follows the specification (OpenAPI 3.2 §4.12 and §4.13, RFC 3986) and not the
 * runtime of generated clients, so tests can compare both.
 */
import { isObject, type Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedOperation, DescribedParameter } from "../description/described-operation.ts";
import { type Credentials, NO_CREDENTIALS } from "../description/described-security.ts";
import { type EncodedBody, encodeBody, encodeFormPairs } from "./encode-body.ts";
import { encodeHeader } from "./encode-header.ts";
import { percentEncode, type StyledPiece, encodeStyle, encodeScalar, UnencodableValue } from "./parameter-styles.ts";

/** Input of an operation: parameters and body as JSON. Binary data is a string. */
export interface OperationInput {
  readonly parameters: ReadonlyMap<DescribedParameter, Json>;
  readonly body: { readonly content: DescribedContent; readonly value: Json } | undefined;
}

/** A request that can be changed piece by piece before it is sent. */
export interface WireRequest {
  readonly method: string;
  /** Encoded path, from its first slash. */
  readonly path: string;
  /** Encoded `name=value` pairs. */
  readonly query: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly string[];
  readonly body: EncodedBody | undefined;
}

/** Returns the request for an input. Throws an `UnencodableValue` if no request can contain the input. */
export async function encodeRequest(
  operation: DescribedOperation,
  { parameters, body }: OperationInput,
  credentials: Credentials = NO_CREDENTIALS,
): Promise<WireRequest> {
  const expressions = new Map<string, string>();
  const { template, pairs } = splitPath(operation.path);
  const query = [...pairs];
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  for (const [parameter, value] of parameters) {
    switch (parameter.in) {
      case "path":
        expressions.set(parameter.name, encodePathParameter(parameter, value));
        break;
      case "query":
        query.push(...encodeQuery(parameter, value));
        break;
      case "querystring":
        query.push(...encodeQuerystring(parameter, value));
        break;
      case "header": {
        const text = encodeHeader(parameter, value);
        if (text !== undefined) headers.push([parameter.name, text]);
        break;
      }
      case "cookie":
        cookies.push(...encodeCookies(parameter, value));
        break;
      default:
        parameter.in satisfies never;
    }
  }
  query.push(...credentials.query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`));
  cookies.push(...credentials.cookies.map(([name, value]) => `${name}=${value}`));
  return {
    method: operation.method,
    path: encodePath(template, expressions),
    query,
    headers: [...headers, ...credentials.headers],
    cookies,
    body: body && (await encodeBody(body.content, body.value)),
  };
}

/** Returns the URL of a request. `base` has no slash at its end. */
export function requestUrl({ path, query }: WireRequest, base: string): string {
  return `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Returns a `Request` for `fetch`. An empty body is sent as a body. */
export function fetchRequestOf(request: WireRequest, base: string, signal?: AbortSignal): Request {
  const { method, headers, cookies, body } = request;
  const lines = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  if (cookies.length > 0) lines.set("cookie", cookies.join("; "));
  if (body?.contentType !== undefined) lines.set("content-type", body.contentType);
  const init = { method, headers: lines, redirect: "manual", ...(signal && { signal }) } as const;
  return new Request(requestUrl(request, base), body === undefined ? init : { ...init, body: body.bytes });
}

/** Divides a path of the description at `?`. A fragment is never sent (RFC 3986 §3.5). */
function splitPath(path: string): { readonly template: string; readonly pairs: readonly string[] } {
  const marked = path.replaceAll(/\{[^{}]*\}/g, (expression) => "_".repeat(expression.length));
  const [sent = ""] = marked.split("#");
  const start = sent.indexOf("?");
  if (start === -1) return { template: path.slice(0, sent.length), pairs: [] };
  const query = path.slice(start + 1, sent.length);
  return { template: path.slice(0, start), pairs: query === "" ? [] : query.split("&") };
}

function encodePath(template: string, expressions: ReadonlyMap<string, string>): string {
  const segments = template.split("/").map((segment) => {
    const text = segment.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (literal, name: string | undefined) => {
      if (name !== undefined) return expressions.get(name) ?? "";
      return literal.replaceAll(/[^\w.~!$&'()*+,;=:@%-]+/g, encodeURIComponent);
    });
    // URL parsers remove dot segments, even if encoded. The request would have another path. RFC 3986 §5.2.4
    if (segment.includes("{") && /^(?:\.|%2e){0,2}$/i.test(text)) {
      throw new UnencodableValue("a dot segment in a path");
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

/** Returns the string that replaces `{name}` in a path template. OpenAPI 3.2 §4.12.3 */
function encodePathParameter(parameter: DescribedParameter, value: Json): string {
  const [start, between] = PATH_STYLES[parameter.style] ?? ["", ","];
  const isPairs = parameter.explode && parameter.style !== "matrix" && typeof value === "object";
  const pieces = encodeStyle(parameter.name, parameter, value).map((piece) => {
    if (piece.items.some((item) => item === "") || containsDotSeparator(piece, parameter.style)) {
      throw new UnencodableValue("an empty path segment, or a dot in the style label");
    }
    if (parameter.style === "matrix") return encodeAssignment(piece, percentEncode);
    return isPairs && !Array.isArray(value) ? encodePair(piece) : encodeItems(piece, percentEncode);
  });
  if (pieces.length === 0) throw new UnencodableValue("a path parameter without a value");
  return start + pieces.join(between);
}

/** Returns true if an item contains a dot, which separates items in the style `label`. */
function containsDotSeparator({ items }: StyledPiece, style: string): boolean {
  return style === "label" && items.some((item) => item.includes("."));
}

function encodePair(piece: StyledPiece): string {
  return `${percentEncode(piece.name ?? "")}=${encodeItems(piece, percentEncode)}`;
}

function encodeAssignment(piece: StyledPiece, encode: (text: string) => string): string {
  return `${encode(piece.name ?? "")}=${encodeItems(piece, encode)}`;
}

function encodeItems({ items, delimiter }: StyledPiece, encode: (text: string) => string): string {
  if (delimiter.trim() !== "," && items.length > 0 && delimiter !== "") {
    if (items.some((item) => item.includes(delimiter))) {
      throw new UnencodableValue(`an item with the separator "${delimiter}"`);
    }
  }
  return items.map(encode).join(delimiter === "," || delimiter === "" ? delimiter : percentEncode(delimiter));
}

function encodeQuery(parameter: DescribedParameter, value: Json): readonly string[] {
  const encode = parameter.allowReserved ? encodeReserved : percentEncode;
  return encodeStyle(parameter.name, parameter, value).map((piece) => encodeAssignment(piece, encode));
}

/** Encodes a query value but keeps reserved characters that do not end the value. OpenAPI 3.2 §4.12.2 `allowReserved` */
function encodeReserved(text: string): string {
  return percentEncode(text).replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent);
}

function encodeQuerystring({ mediaType = "", form }: DescribedParameter, value: Json): readonly string[] {
  if (form !== undefined && isObject(value)) return encodeFormPairs(form, value);
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaType)) {
    return [percentEncode(/json/i.test(mediaType) ? JSON.stringify(value) : encodeScalar(value))];
  }
  const style = { style: "form", explode: true, allowReserved: false, mediaType: undefined };
  return encodeStyle("", style, value).map((piece) => encodeAssignment(piece, percentEncode));
}

function encodeCookies(parameter: DescribedParameter, value: Json): readonly string[] {
  if (parameter.style !== "cookie") {
    return encodeStyle(parameter.name, parameter, value).map((piece) => encodeAssignment(piece, percentEncode));
  }
  return encodeStyle(parameter.name, parameter, value).map((piece) => {
    if (piece.items.some((item) => /[^\x21-\x7e]|[",;\\]/.test(item))) {
      throw new UnencodableValue("a character that no cookie can contain");
    }
    return encodeAssignment(piece, String);
  });
}
