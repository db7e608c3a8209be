/**
 * What an operation looks like on the wire, as data: `operations/*.ts` hold one constant of this type
 * per operation, and client and server both read it. Types only.
 */

import type { Decoders, Encoders } from "./wire/codec.js";

/** An operation that takes `Request` and gives `Result`; both are compile-time knowledge only. */
export interface Operation<Request, Result> extends OperationSpec {
  readonly types?: { readonly request: Request; readonly result: Result };
}

/** An operation whose answers are pages of one list, which stands in them at the end of `Path`. */
export interface PagedOperation<Request, Result, Path extends readonly string[]> extends Operation<Request, Result> {
  readonly types?: { readonly request: Request; readonly result: Result; readonly path: Path };
  readonly pagination: PaginationSpec;
}

export interface OperationSpec {
  /** Name of the client's method and of the server's handler. */
  readonly id: string;
  /** Upper case for the methods that HTTP defines. */
  readonly method: string;
  /** Path template: `/clients/{id}`. */
  readonly path: string;
  readonly parameters?: readonly ParameterSpec[];
  readonly body?: BodySpec;
  /** By `200`, `2XX` or `default`. */
  readonly responses: Readonly<Record<string, ResponseSpec>>;
  /** What its requests need that most do not; referred to, so that nobody else bundles it. */
  readonly encoders?: Encoders;
  /** What its answers need beside JSON, text and bytes. */
  readonly decoders?: Decoders;
  /** Alternatives (OR) of requirements (AND). Absent: nothing is asked for. An empty alternative: optional. */
  readonly security?: readonly (readonly SecurityRequirement[])[];
  /** Where the operation has servers of its own. */
  readonly servers?: readonly ServerSpec[];
  readonly pagination?: PaginationSpec;
  /** The header of its requests; absent: all media types of its responses. */
  readonly accept?: string;
  /** Where its values are `Date` or `bigint`. */
  readonly conversions?: ConvertedValues;
}

/** How the next page is asked for; what leads into an answer is a JSON Pointer (RFC 6901). */
export interface PaginationSpec {
  readonly style: "page" | "offset" | "cursor" | "link";
  /** To the list. */
  readonly items: string;
  /** The query parameter that says which page; absent in style `link`. */
  readonly parameter?: string;
  /** To the number of pages, the number of all items, and whether there are more pages. */
  readonly pages?: string;
  readonly total?: string;
  readonly more?: string;
  /** To the cursor of the next page: in the body, or in the last item. */
  readonly next?: string;
  readonly lastItem?: string;
}

/** Where a parameter travels, and the group of the caller's input that it comes from. */
export type ParameterIn = "path" | "query" | "querystring" | "header" | "cookie";

export type ParameterStyle =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

export interface ParameterSpec extends ValueSpec {
  readonly name: string;
  readonly in: ParameterIn;
  readonly required?: boolean;
  /** Sent by the client unasked. */
  readonly constant?: Json;
  /** Filled in by the server. */
  readonly default?: Json;
  /** Of a querystring parameter that is a form: its properties, and the shape of all others. */
  readonly parts?: Readonly<Record<string, PartSpec>>;
  readonly rest?: Shape;
}

/** How one value becomes text; absent members have OpenAPI's defaults for the place. */
export interface ValueSpec {
  /** Default: `form` in query and cookie, `simple` in path and header. */
  readonly style?: ParameterStyle;
  /** Default: `true` for the styles `form` and `cookie`, else `false`. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** A parameter with `content`: serialised by the codec of its media type instead of a style. */
  readonly content?: "json" | "form" | "text";
  /** Default: `"string"`. */
  readonly shape?: Shape;
  /** What JSON is read and written with; default: `JSON`. */
  readonly json?: JsonSyntax;
}

/** `int64`: an integer that is a bigint where a double cannot hold it. */
export type Primitive = "string" | "number" | "integer" | "int64" | "boolean" | "null";

/** Just enough of a schema to turn text into values. */
export type Shape =
  | "any"
  | Primitive
  /** One of several primitives, or of several shapes; tried in order. */
  | { readonly anyOf: readonly Shape[] }
  | { readonly items: Shape }
  | { readonly properties: Readonly<Record<string, Shape>>; readonly rest?: Shape };

export interface BodySpec {
  readonly required?: boolean;
  readonly contents: readonly ContentSpec[];
  /** How many items a list in it may have, where that is more than a server takes unasked. */
  readonly longestList?: number;
  /** How many values can be checked in bearable time, where a server takes more unasked. */
  readonly mostValues?: number;
}

/** How bytes of a media type become a value. */
export type ContentCodec =
  | "json"
  | "form"
  | "multipart"
  /** Multipart bodies whose parts are told by their position, as a list or one after the other. */
  | "parts"
  | "part-stream"
  | "text"
  | "binary"
  | "event-stream"
  | "json-lines";

export interface ContentSpec {
  readonly mediaType: string;
  readonly codec: ContentCodec;
  /** Of `form` and `multipart`. */
  readonly parts?: Readonly<Record<string, PartSpec>>;
  /** Of `form` and `multipart`: the shape of properties that `parts` does not name; absent: `"any"`. */
  readonly rest?: Shape;
  /** Of `parts`: the first parts. */
  readonly prefix?: readonly PartSpec[];
  /** Of `parts` and `part-stream`: all other parts. */
  readonly item?: PartSpec;
  /** Of `event-stream`: what the data of its events is; default: `["string"]`. */
  readonly data?: readonly ("json" | Primitive)[];
  /** What JSON is read and written with; default: `JSON`. */
  readonly json?: JsonSyntax;
}

export interface JsonSyntax {
  /** Throws a `SyntaxError`. */
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string;
}

export interface PartSpec extends ValueSpec {
  /** Of multipart. Default: `text`. */
  readonly codec?: "json" | "text" | "binary" | "multipart";
  /** An array travels as one part per item. */
  readonly repeated?: boolean;
  /** The first is sent where the value does not bring its own; all are accepted. */
  readonly mediaTypes?: readonly string[];
  /** By wire name; where there are some, the value is `{ value, headers }`. */
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
  /** Of `multipart`: the body that the part is. */
  readonly within?: ContentSpec;
}

export interface ResponseSpec {
  readonly contents?: readonly ContentSpec[];
  /** By wire name. */
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
}

export interface HeaderSpec extends ValueSpec {
  readonly required?: boolean;
}

export interface SecurityRequirement {
  readonly scheme: SecurityScheme;
  readonly scopes?: readonly string[];
}

export type SecurityScheme = {
  /** Key of the scheme in the description, and in the client's `auth` and the server's `security` options. */
  readonly key: string;
} & (
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly type: "http"; readonly scheme: string }
  | { readonly type: "oauth2" }
  | { readonly type: "openIdConnect"; readonly url: string }
  | { readonly type: "mutualTLS" }
);

export interface ServerSpec {
  /** With `{variables}`. */
  readonly url: string;
  /** Where there are variables: the URL with all their defaults. */
  readonly default?: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>;
}

/** Where the values of an operation are others than those that travel. */
export interface ConvertedValues {
  /** Functions of `runtime/conversion/conversions.ts`; referred to, so that nobody else bundles them. */
  readonly codec: ConversionCodec;
  /** Of `{ path, query, headers, cookies, querystring }`. */
  readonly parameters?: Conversion;
  /** By media type, as the description writes it; of sequences, that of their items. */
  readonly body?: Readonly<Record<string, Conversion>>;
  /** By `200`, `2XX` or `default`. */
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly headers?: Readonly<Record<string, Conversion>>;
        readonly contents?: Readonly<Record<string, Conversion>>;
      }
    >
  >;
}

/** Which parts of a value are converted, and to what. */
export type Conversion =
  | "Date"
  | "bigint"
  /** A schema that has a name, and may be part of itself. */
  | (() => Conversion)
  /** `others`: names of properties that are not converted, in spite of `rest`. */
  | {
      readonly properties?: Readonly<Record<string, Conversion>>;
      readonly others?: readonly string[];
      readonly rest?: Conversion;
    }
  /** Of a list: of its first items, false where there is none, and of the others. */
  | { readonly prefix?: readonly (Conversion | false)[]; readonly items?: Conversion }
  | { readonly allOf: readonly Conversion[] }
  | { readonly anyOf: readonly SecurityAlternative[] };

/** One of several conversions, and by what it is known that it is not the one; `as` absent: the value stays as it is. */
export interface SecurityAlternative {
  readonly types?: readonly string[];
  readonly required?: readonly string[];
  /** What properties can be that have a few values only. */
  readonly values?: Readonly<Record<string, readonly Json[]>>;
  readonly as?: Conversion;
}

/** See `runtime/conversion/conversions.ts`. */
export interface ConversionCodec {
  readonly toWire: (value: unknown) => unknown;
  readonly fromWire: (conversion: Conversion | undefined, value: unknown) => unknown;
  readonly approximate: (value: unknown) => unknown;
  readonly convertResult: (
    operation: OperationSpec,
    values: ConvertedValues,
    result: AnyResult,
    validation: { readonly response: (operation: OperationSpec, result: AnyResult) => AnyResult } | undefined,
  ) => AnyResult;
}

/** What every result is made of; an operation's own type says more. */
export interface AnyResult {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: object;
  readonly contentType: string | undefined;
  readonly response: Response;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
