/** Encoding and decoding of all parameters of an operation. OpenAPI 3.2 §4.12. */
import type { ParameterSpec } from "./specs.js";
import type { Encoders } from "./codec.js";
import { decodeContent } from "./content.js";
import { percentDecode } from "./escapes.js";
import { decodeQuerystring } from "./form.js";
import { parseCookies, parseQuery, type QueryLimits } from "./query.js";
import { PARAMETER_GROUPS } from "./parameter-places.js";
import { own } from "./records.js";
import type { Attempts } from "./shapes.js";
import type { Pair } from "./styles.js";
import { claimsPair, claimsOtherPairs, encodeValue, expressionDecoder, headerDecoder, pairsDecoder } from "./values.js";
import { type InputError, recordError, WireError } from "./wire-error.js";

/** Parameters as a caller passes them. */
export interface ParameterInput {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly querystring?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
}

/** Parameters as the client sends them. */
export interface EncodedParameters {
  /** Expressions by name, for `expandPath`. */
  readonly path: Map<string, string>;
  /** Pieces of the query, to be joined with `&`. */
  readonly query: string[];
  readonly headers: [name: string, value: string][];
  /** Pieces of the header `Cookie`, to be joined with `; `. */
  readonly cookies: string[];
}

/**
 * Encodes parameters. Absent parameters are omitted, constants are added. Throws a `WireError` that names the
 * parameter.
 */
export function encodeParameters(
  specs: readonly ParameterSpec[],
  input: ParameterInput,
  encoders?: Encoders,
): EncodedParameters {
  const encoded: EncodedParameters = { path: new Map(), query: [], headers: [], cookies: [] };
  for (const spec of specs) {
    const { name, in: place, constant } = spec;
    try {
      const value =
        constant ?? (place === "querystring" ? input.querystring : own(input[PARAMETER_GROUPS[place]], name));
      const pieces = encodeValue(place, spec, value, encoders);
      if (place === "path") encoded.path.set(name, requireExpression(value, pieces));
      else if (place !== "header") encoded[place === "cookie" ? "cookies" : "query"].push(...pieces);
      else if (pieces.length > 0) encoded.headers.push([name, pieces.join(",")]);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      throw new WireError(`${place} parameter "${name}" ${error.message}`);
    }
  }
  return encoded;
}

/**
 * Returns the expression of a path parameter. Throws a `WireError` if it is empty. `expandPath` checks whole segments.
 */
function requireExpression(value: unknown, [piece]: readonly string[]): string {
  if (piece === undefined || value === null || value === "") {
    throw new WireError("must not be null or empty");
  }
  return piece;
}

/** Parameters as the server receives them. */
export interface RawParameters {
  /** The strings that expressions matched, by name, not yet decoded. */
  readonly path: Pick<ReadonlyMap<string, string>, "get">;
  /** The query without its question mark. */
  readonly query: string;
  readonly headers: Pick<Headers, "get">;
}

/** Decoded parameters, in groups without a prototype. Absent parameters are not set. */
export interface DecodedParameters {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  querystring: unknown;
  readonly headers: Record<string, unknown>;
  readonly cookies: Record<string, unknown>;
}

/** Decodes the parameters of a request. If there are errors, `value` lacks the parameters that they name. */
export type DecodeParameters = (raw: RawParameters) => {
  readonly value: DecodedParameters;
  readonly errors: readonly InputError[];
};

/**
 * Creates the decoder of an operation's parameters. Everything that depends on the description only is computed here.
 * `known` has decoders of other operations. Equal parameters share a decoder, which keeps it in the processor's cache.
 */
export function parametersDecoder(
  specs: readonly ParameterSpec[],
  limits?: QueryLimits,
  known: ParameterDecoders = new Map(),
): DecodeParameters {
  const decoders = specs.map((spec) => sharedDecoder(spec, specs, { limits, known }));
  const [hasPath, hasQuery, hasHeaders, hasCookies] = (["path", "query", "header", "cookie"] as const).map((place) =>
    specs.some((spec) => spec.in === place),
  );
  return (raw) => {
    const errors: InputError[] = [];
    const value: DecodedParameters = {
      path: hasPath ? Object.create(null) : NOTHING,
      query: hasQuery ? Object.create(null) : NOTHING,
      querystring: undefined,
      headers: hasHeaders ? Object.create(null) : NOTHING,
      cookies: hasCookies ? Object.create(null) : NOTHING,
    };
    let pairs: readonly Pair[];
    try {
      pairs = parseQuery(raw.query, limits); // an invalid query is an error even without query parameters
    } catch (error) {
      recordError(errors, WHOLE_QUERY, error);
      return { value, errors };
    }
    const cookies = hasCookies ? parseCookies(raw.headers.get("cookie") ?? "") : [];
    const sources: Sources = { raw, pairs, cookies };
    for (const { spec, find } of decoders) {
      try {
        const decoded = find(sources);
        if (decoded !== undefined) setParameter(value, spec, decoded);
        else if (spec.required) throw new WireError("is required");
      } catch (error) {
        recordError(errors, spec, error);
      }
    }
    return { value, errors };
  };
}

/**
 * Creates a function that decodes one parameter of a request again, with other alternatives of its shape. It throws a
 * `WireError` if no alternative decodes.
 */
export function parameterRedecoder(
  specs: readonly ParameterSpec[],
  limits?: QueryLimits,
): (raw: RawParameters, spec: ParameterSpec, attempts: Attempts) => unknown {
  return (raw, spec, attempts) => {
    const pairs = parseQuery(raw.query, limits);
    const cookies = parseCookies(raw.headers.get("cookie") ?? "");
    return createFinder(spec, specs, limits)({ raw, pairs, cookies }, attempts);
  };
}

const NOTHING = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.create(null));

/** Decoders by a key of everything that they depend on. */
export type ParameterDecoders = Map<string, ParameterDecoder>;

interface ParameterDecoder {
  readonly spec: ParameterSpec;
  /** Returns undefined if the request does not have the parameter. Throws a `WireError`. */
  readonly find: (sources: Sources, attempts?: Attempts) => unknown;
}

function sharedDecoder(
  spec: ParameterSpec,
  specs: readonly ParameterSpec[],
  { limits, known }: { readonly limits: QueryLimits | undefined; readonly known: ParameterDecoders },
): ParameterDecoder {
  // the decoder of remaining pairs depends on the other parameters
  if (claimsOtherPairs(spec)) return { spec, find: createFinder(spec, specs, limits) };
  const key = `${JSON.stringify(spec)} ${limits?.depth}`; // only one JSON syntax exists besides that of JSON
  const decoder = known.get(key) ?? { spec, find: createFinder(spec, specs, limits) };
  known.set(key, decoder);
  return decoder;
}

/**
 * Creates a function that sets the defaults of absent parameters. It runs after validation, because a default can be
 * invalid. Returns undefined if there are no defaults.
 */
export function parametersCompleter(specs: readonly ParameterSpec[]): ((value: DecodedParameters) => void) | undefined {
  const withDefault = specs.filter((spec) => spec.default !== undefined);
  if (withDefault.length === 0) return undefined;
  return (value) => {
    for (const spec of withDefault) {
      if (decodedParameter(value, spec) === undefined) setParameter(value, spec, cloneDefault(spec.default));
    }
  };
}

/** Returns a copy of a default, because a handler can modify it. */
function cloneDefault(value: unknown): unknown {
  return typeof value === "object" ? structuredClone(value) : value;
}

/** Returns a decoded parameter, or undefined if it is absent. */
export function decodedParameter(value: DecodedParameters, { in: place, name }: ParameterSpec): unknown {
  return place === "querystring" ? value.querystring : value[PARAMETER_GROUPS[place]][name];
}

export function setParameter(value: DecodedParameters, { in: place, name }: ParameterSpec, decoded: unknown): void {
  if (place === "querystring") value.querystring = decoded;
  else value[PARAMETER_GROUPS[place]][name] = decoded;
}

const WHOLE_QUERY = { in: "query", name: "" } as const;

interface Sources {
  readonly raw: RawParameters;
  readonly pairs: readonly Pair[];
  readonly cookies: readonly Pair[];
}

function createFinder(
  spec: ParameterSpec,
  specs: readonly ParameterSpec[],
  limits: QueryLimits | undefined,
): ParameterDecoder["find"] {
  const others = specs.filter((other) => other !== spec && other.in === spec.in);
  const isTaken = (name: string) => others.some((other) => claimsPair(other, name));
  switch (spec.in) {
    case "path": {
      const decode = expressionDecoder(spec);
      return ({ raw }, attempts) => decodeIfPresent(raw.path.get(spec.name), decode, attempts);
    }
    case "query": {
      const decode = pairsDecoder("query", spec, isTaken, limits?.depth);
      return ({ pairs }, attempts) => decode(pairs, attempts);
    }
    case "querystring":
      return ({ raw }, attempts) => decodeWholeQuery(spec, raw.query, limits, attempts);
    case "header": {
      const decode = headerDecoder(spec);
      return ({ raw }, attempts) => decodeIfPresent(raw.headers.get(spec.name), decode, attempts);
    }
    case "cookie": {
      const decode = pairsDecoder("cookie", spec, isTaken);
      return ({ cookies }, attempts) => decode(cookies, attempts);
    }
    default:
      return spec.in satisfies never;
  }
}

function decodeIfPresent(
  text: string | null | undefined,
  decode: (text: string, attempts?: Attempts) => unknown,
  attempts?: Attempts,
): unknown {
  return typeof text === "string" ? decode(text, attempts) : undefined;
}

function decodeWholeQuery(spec: ParameterSpec, query: string, limits?: QueryLimits, attempts?: Attempts): unknown {
  if (query === "") return undefined;
  const { content = "text", shape = "any", json, parts } = spec;
  if (parts) return decodeQuerystring(spec, query, limits, attempts);
  return decodeContent(content, content === "form" ? query : percentDecode(query), shape, json);
}
