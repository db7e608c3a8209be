/** Encoding and decoding of one parameter, with the platform's URL and Headers in between. */
import type { ParameterSpec } from "../../../templates/runtime/operation.ts";
import type { Decoders } from "../../../templates/runtime/wire/codec.ts";
import {
  decodeByType,
  decodeEvents,
  decodeForm,
  decodeHeader,
  decodeLines,
  decodeMultipart,
  decodeParts,
  decodePartStream,
  ENCODERS,
} from "../../../templates/runtime/wire/codecs.ts";
import { encodeParameters, parametersDecoder } from "../../../templates/runtime/wire/parameters.ts";
import { expandPath } from "../../../templates/runtime/wire/path.ts";
import type { InputError } from "../../../templates/runtime/wire/wire-error.ts";

export const DECODERS: Required<Decoders> = {
  header: decodeHeader,
  form: decodeForm,
  multipart: decodeMultipart,
  parts: decodeParts,
  "part-stream": decodePartStream,
  "by-type": decodeByType,
  "event-stream": decodeEvents,
  "json-lines": decodeLines,
};

const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Returns the encoded value of one parameter. Undefined if nothing is sent. */
export function encode(spec: ParameterSpec, value: unknown): string | undefined {
  const input = spec.in === "querystring" ? { querystring: value } : { [GROUPS[spec.in]]: { [spec.name]: value } };
  const { path, query, headers, cookies } = encodeParameters([spec], input, ENCODERS);
  switch (spec.in) {
    case "path":
      return expandPath(`/{${spec.name}}`, path).slice(1);
    case "query":
    case "querystring":
      return query.length === 0 ? undefined : query.join("&");
    case "header":
      return headers[0]?.[1];
    case "cookie":
      return cookies.length === 0 ? undefined : cookies.join("; ");
  }
}

/** Returns the decoded value and the errors. */
export function decode(
  spec: ParameterSpec,
  wire: string | undefined,
): { readonly value: unknown; readonly errors: readonly InputError[] } {
  const isIn = (...places: string[]) => (places.includes(spec.in) ? (wire ?? "") : "");
  const url = new URL(`http://host/${isIn("path")}${isIn("query", "querystring") && `?${wire}`}`);
  const headers = new Headers();
  if (spec.in === "header" && wire !== undefined) headers.set(spec.name, wire);
  if (spec.in === "cookie" && wire !== undefined) headers.set("cookie", wire);
  const { value, errors } = parametersDecoder([spec])({
    path: new Map(spec.in === "path" ? [[spec.name, url.pathname.slice(1)]] : []),
    query: url.search.slice(1),
    headers,
  });
  return { value: spec.in === "querystring" ? value.querystring : value[GROUPS[spec.in]][spec.name], errors };
}
