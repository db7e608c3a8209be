/**
 * Every parameter of an operation to the wire and back: which group of the input it is in, how the pieces of its
 * place are joined, and what is wrong with it. OpenAPI 3.2 §4.12.
 */
import type { Encoders } from "./codec.js";
import { decodeContent } from "./content.js";
import { percentDecode } from "./escapes.js";
import type { ParameterSpec } from "./operation.js";
import { parseCookies, parseQuery, type QueryLimits } from "./query.js";
import { own } from "./records.js";
import type { Pair } from "./styles.js";
import { claims, decodeExpression, decodeHeader, decodePairs, encodeValue } from "./values.js";
import { collect, type InputError, WireError } from "./wire-error.js";

/** What a caller gives. */
export interface ParameterInput {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly querystring?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
}

/** What the client puts on the wire. */
export interface EncodedParameters {
  /** By name, for `expandPath`. */
  readonly path: Map<string, string>;
  /** To be joined with `&`. */
  readonly query: string[];
  readonly headers: [name: string, value: string][];
  /** To be joined with `; `. */
  readonly cookies: string[];
}

/** Parameters without a value are left out, constants put in. Throws a `WireError` that names the parameter. */
export function encodeParameters(
  specs: readonly ParameterSpec[],
  input: ParameterInput,
  encoders?: Encoders,
): EncodedParameters {
  const encoded: EncodedParameters = { path: new Map(), query: [], headers: [], cookies: [] };
  for (const spec of specs) {
    const { name, in: place, constant } = spec;
    try {
      const value = constant ?? (place === "querystring" ? input.querystring : own(input[GROUPS[place]], name));
      const pieces = encodeValue(place, spec, value, encoders);
      if (place === "path") encoded.path.set(name, expressionOf(value, pieces));
      else if (place !== "header") encoded[place === "cookie" ? "cookies" : "query"].push(...pieces);
      else if (pieces.length > 0) encoded.headers.push([name, pieces.join(",")]);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      throw new WireError(`${place} parameter "${name}" ${error.message}`);
    }
  }
  return encoded;
}

const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** An expression must come out as something; `expandPath` looks at whole segments. */
function expressionOf(value: unknown, [piece]: readonly string[]): string {
  if (piece === undefined || value === null || value === "") {
    throw new WireError("is required, and neither null nor empty");
  }
  return piece;
}

/** What the server finds on the wire. */
export interface RawParameters {
  /** By name: the text that the expression matched, not yet decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: Pick<Headers, "get">;
}

/** What a handler gets: groups without a prototype, with the parameters that are there and the defaults. */
export interface DecodedParameters {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  querystring: unknown;
  readonly headers: Record<string, unknown>;
  readonly cookies: Record<string, unknown>;
}

/** The counterpart of `encodeParameters`. Where `errors` is not empty, `value` lacks what they are about. */
export function decodeParameters(
  specs: readonly ParameterSpec[],
  raw: RawParameters,
  limits?: QueryLimits,
): { readonly value: DecodedParameters; readonly errors: readonly InputError[] } {
  const errors: InputError[] = [];
  const value: DecodedParameters = {
    path: Object.create(null),
    query: Object.create(null),
    querystring: undefined,
    headers: Object.create(null),
    cookies: Object.create(null),
  };
  const query = collect(errors, { in: "query", name: "" }, () => parseQuery(raw.query, limits));
  const cookies = parseCookies(raw.headers.get("cookie") ?? "");
  if (query === undefined) return { value, errors };
  const sources: Sources = {
    path: raw.path,
    query: raw.query,
    headers: raw.headers,
    pairs: query,
    cookies,
    depth: limits?.depth,
  };
  for (const spec of specs) {
    const decoded = collect(errors, spec, () => decodeParameter(spec, specs, sources));
    if (decoded === undefined) continue;
    if (spec.in === "querystring") value.querystring = decoded;
    else value[GROUPS[spec.in]][spec.name] = decoded;
  }
  return { value, errors };
}

interface Sources extends RawParameters {
  readonly pairs: readonly Pair[];
  readonly cookies: readonly Pair[];
  /** Of style `deepObject`. */
  readonly depth: number | undefined;
}

function decodeParameter(spec: ParameterSpec, specs: readonly ParameterSpec[], sources: Sources): unknown {
  const value = findParameter(spec, specs, sources);
  if (value !== undefined) return value;
  if (spec.default !== undefined) return structuredClone(spec.default); // a handler may change what it gets
  if (spec.required) throw new WireError("is required");
  return undefined;
}

function findParameter(spec: ParameterSpec, specs: readonly ParameterSpec[], sources: Sources): unknown {
  const isTaken = (name: string) =>
    specs.some((other) => other !== spec && other.in === spec.in && claims(other, name));
  switch (spec.in) {
    case "path": {
      const text = own(sources.path, spec.name);
      return typeof text === "string" ? decodeExpression(spec, text) : undefined;
    }
    case "query":
      return decodePairs("query", spec, sources.pairs, isTaken, sources.depth);
    case "querystring":
      return decodeQuerystring(spec, sources.query);
    case "header": {
      const text = sources.headers.get(spec.name);
      return text === null ? undefined : decodeHeader(spec, text);
    }
    case "cookie":
      return decodePairs("cookie", spec, sources.cookies, isTaken);
    default:
      return spec.in satisfies never;
  }
}

function decodeQuerystring({ content = "text", shape = "any", json }: ParameterSpec, query: string): unknown {
  if (query === "") return undefined;
  return decodeContent(content, content === "form" ? query : percentDecode(query), shape, json);
}
