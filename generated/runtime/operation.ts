/**
 * Types of an operation as data. Each file in `operations/` has one constant of the type `Operation` per operation. The
 * client and the server read the same constants.
 */
import type { Decoders, Encoders } from "./wire/codec.js";
import type { BodySpec, ContentSpec, HeaderSpec, Json, ParameterSpec, StatusKey } from "./wire/specs.js";

export type * from "./wire/parameter-places.js";
export type * from "./wire/specs.js";

/** An operation with the types of its requests and results. */
export interface Operation<Request, Result> extends OperationSpec {
  /** Exists for the compiler only: it is never set. */
  readonly types?: { readonly request: Request; readonly result: Result };
}

/** An operation that returns an array page by page. `Path` leads to the array in the data of a success. */
export interface PagedOperation<Request, Result, Path extends readonly string[]> extends Operation<Request, Result> {
  readonly types?: { readonly request: Request; readonly result: Result; readonly path: Path };
  readonly pagination: PaginationSpec;
}

/** An operation as data. */
export interface OperationSpec {
  /** The name of the client's method and of the server's handler. */
  readonly id: string;
  /** The HTTP method. The methods that HTTP defines are in upper case. */
  readonly method: string;
  /** The path template: `/clients/{id}`. */
  readonly path: string;
  /** The path template and the query of `path`, if the description has a query or a fragment there. */
  readonly target?: TargetSpec;
  readonly parameters?: readonly ParameterSpec[];
  readonly body?: BodySpec;
  readonly responses: Readonly<Record<StatusKey, ResponseSpec>>;
  /** Encoders that its requests need and that are not built in. Bundlers drop the encoders that no operation refers to. */
  readonly encoders?: Encoders;
  /** Decoders that its responses need, except JSON, text and bytes. */
  readonly decoders?: Decoders;
  /**
   * Alternatives (OR) of requirements (AND). An empty alternative makes credentials optional. Absent if the operation
   * needs no credentials.
   */
  readonly security?: readonly (readonly SecurityRequirement[])[];
  /** The servers of this operation, if they are not the servers of the description. */
  readonly servers?: readonly ServerSpec[];
  readonly pagination?: PaginationSpec;
  /** The header `Accept` of its requests. Default: all media types of its responses. */
  readonly accept?: string;
  /** The values that code has as `Date` or `bigint`. */
  readonly conversions?: ConvertedValues;
}

/** The parts of a path such as `/?Action=List#v2` that are sent. */
export interface TargetSpec {
  /** The path template. */
  readonly path: string;
  /** The query of all requests, without the question mark. */
  readonly query?: string;
}

/** One response of an operation. OpenAPI 3.2 §4.17. */
export interface ResponseSpec {
  /** Absent if the response has no body. */
  readonly contents?: readonly ContentSpec[];
  /** Headers by name. */
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
}

/** The way to request the next page. Each place in a response is a JSON Pointer (RFC 6901) into its body. */
export interface PaginationSpec {
  readonly style: "page" | "offset" | "cursor" | "link";
  /** A pointer to the array. */
  readonly items: string;
  /** The query parameter that selects the page. Absent in the style `link`. */
  readonly parameter?: string;
  /** A pointer to the number of pages. */
  readonly pages?: string;
  /** A pointer to the number of all items. */
  readonly total?: string;
  /** A pointer to a boolean: true if there are more pages. */
  readonly more?: string;
  /** A pointer to the cursor of the next page. */
  readonly next?: string;
  /** A pointer to the cursor in the last item of a page. It begins at the item. */
  readonly lastItem?: string;
}

/** A security scheme that an operation requires. OpenAPI 3.2 §4.30. */
export interface SecurityRequirement {
  readonly scheme: SecurityScheme;
  readonly scopes?: readonly string[];
}

/** A security scheme. OpenAPI 3.2 §4.27. */
export type SecurityScheme = {
  /** The name in the description, in the client's option `auth` and in the server's option `security`. */
  readonly key: string;
} & (
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly type: "http"; readonly scheme: string }
  | { readonly type: "oauth2" }
  | { readonly type: "openIdConnect"; readonly url: string }
  | { readonly type: "mutualTLS" }
);

/** A server. OpenAPI 3.2 §4.6. */
export interface ServerSpec {
  /** The URL with its `{variables}`. */
  readonly url: string;
  /** The URL with the defaults of all variables. Absent if there are no variables. */
  readonly default?: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>;
}

/** The values of an operation that code has in another type than JSON: `Date` or `bigint`. */
export interface ConvertedValues {
  /** The functions of `runtime/conversion/conversions.ts`. Bundlers drop them if no operation refers to them. */
  readonly codec: ConversionCodec;
  /** A conversion of `{ path, query, headers, cookies, querystring }`. */
  readonly parameters?: Conversion;
  /** Conversions by media type as the description writes it. In a sequential media type, the conversion of one item. */
  readonly body?: Readonly<Record<string, Conversion>>;
  readonly responses?: Readonly<Record<StatusKey, ConvertedResponse>>;
  /** The codecs of formats that are converted to other types than `Date` and `bigint`. */
  readonly formats?: readonly FormatCodec[];
}

/** Converts the text of one format. Write your own for `--convert FORMAT=MODULE#NAME`. */
export interface FormatCodec<Value = unknown> {
  /** Returns true for values that `encode` takes. */
  is(value: unknown): value is Value;
  /** Converts a text that travels. Throws any error if the text is invalid. */
  decode(text: string): Value;
  encode(value: Value): string;
}

/** The converted values of one response. */
export interface ConvertedResponse {
  /** Conversions by header name. */
  readonly headers?: Readonly<Record<string, Conversion>>;
  /** Conversions by media type as the description writes it. */
  readonly contents?: Readonly<Record<string, Conversion>>;
}

/**
 * The parts of a value that are converted. A function stands for a schema with a name, which can refer to itself.
 * - `others`: properties that `rest` does not apply to.
 * - `prefix`: the first items of an array; false for an item that is not converted.
 */
export type Conversion =
  | "Date"
  | "bigint"
  | { readonly format: FormatCodec }
  | (() => Conversion)
  | {
      readonly properties?: Readonly<Record<string, Conversion>>;
      readonly others?: readonly string[];
      readonly rest?: Conversion;
    }
  | { readonly prefix?: readonly (Conversion | false)[]; readonly items?: Conversion }
  | { readonly allOf: readonly Conversion[] }
  | { readonly anyOf: readonly ConversionAlternative[] };

/** One of several alternatives, with the facts that rule it out for a value. */
export interface ConversionAlternative {
  /** The JSON types of its values. */
  readonly types?: readonly string[];
  /** Properties that its values must have. */
  readonly required?: readonly string[];
  /** The permitted values of properties with an `enum` or a `const`. */
  readonly values?: Readonly<Record<string, readonly Json[]>>;
  /** Absent if the alternative has nothing to convert. */
  readonly as?: Conversion;
}

/** The functions that convert values. See `runtime/conversion/conversions.ts`. */
export interface ConversionCodec {
  readonly toWire: (value: unknown, formats?: readonly FormatCodec[]) => unknown;
  readonly fromWire: (conversion: Conversion | undefined, value: unknown) => unknown;
  readonly approximate: (value: unknown) => unknown;
  readonly convertResult: (
    operation: OperationSpec,
    values: ConvertedValues,
    result: AnyResult,
    validation: { readonly response: (operation: OperationSpec, result: AnyResult) => AnyResult } | undefined,
  ) => AnyResult;
}

/** The properties that the results of all operations have. */
export interface AnyResult {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: object;
  readonly contentType: string | undefined;
  readonly response: Response;
}
