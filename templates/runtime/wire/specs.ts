/**
 * Types that describe how values travel: parameters, headers, bodies and the parts of bodies. They are the vocabulary
 * of the constants in `operations/*.ts`. A property that is absent has the default that is stated here.
 */
import type { ParameterIn, ParameterStyle } from "./parameter-places.js";

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A key of the Responses Object: a status code (`200`), a range (`2XX`) or `default`. OpenAPI 3.2 §4.16. */
export type StatusKey = string;

/** One parameter of an operation. OpenAPI 3.2 §4.12. */
export interface ParameterSpec extends ValueSpec {
  readonly name: string;
  readonly in: ParameterIn;
  /** Default: false. */
  readonly required?: boolean;
  /** The only value that the schema permits. The client sends it, and callers do not pass it. */
  readonly constant?: Json;
  /** The value that the server sets if the request does not have the parameter. */
  readonly default?: Json;
  /** The properties of a querystring parameter whose content is a form, by name. */
  readonly parts?: Readonly<Record<string, PartSpec>>;
  /** The shape of all properties that `parts` does not name. */
  readonly rest?: Shape;
}

/** The encoding of one value as a string. */
export interface ValueSpec {
  /** Default: `form` in query and cookie, `simple` in path and header. */
  readonly style?: ParameterStyle;
  /** Default: true for the styles `form` and `cookie`, else false. */
  readonly explode?: boolean;
  /** Default: false. */
  readonly allowReserved?: boolean;
  /** The codec of a parameter that has `content` instead of a style. */
  readonly content?: TextCodec;
  /** Default: `"string"`. */
  readonly shape?: Shape;
  /** The JSON parser and serializer. Default: `JSON`. */
  readonly json?: JsonSyntax;
}

/** The codec of a value that travels as a string of a media type inside of a request or response. */
export type TextCodec = "json" | "form" | "text";

/** A type of JSON Schema that has a single value. `int64` is an integer that becomes a bigint if a number would round it. */
export type Primitive = "string" | "number" | "integer" | "int64" | "boolean" | "null";

/** The part of a schema that is needed to decode strings into values. */
export type Shape = "any" | Primitive | ShapeUnion | ArrayShape | ObjectShape;

/** Several shapes. A decoder tries them in this order. */
export interface ShapeUnion {
  readonly anyOf: readonly Shape[];
}

export interface ArrayShape {
  readonly items: Shape;
}

export interface ObjectShape {
  readonly properties: Readonly<Record<string, Shape>>;
  /** The shape of all other properties. Default: `"any"`. */
  readonly rest?: Shape;
}

/** The body of a request. */
export interface BodySpec {
  /** Default: false. */
  readonly required?: boolean;
  readonly contents: readonly ContentSpec[];
  /** The limit for items of one array, if the schema permits more items than the server accepts by default. */
  readonly longestList?: number;
  /** The limit for values in the whole body, if validation of the server's default number of values takes too long. */
  readonly mostValues?: number;
}

/**
 * The codec between the bytes of a body and a value. `by-type` is `json`, `text` or `binary`, by the media type that a
 * body has. `parts` and `part-stream` are multipart bodies whose parts are
 * identified by position: an array of all parts, or one part after the other.
 */
export type ContentCodec =
  | "json"
  | "form"
  | "multipart"
  | "parts"
  | "part-stream"
  | "text"
  | "binary"
  | "by-type"
  | "event-stream"
  | "json-lines";

/** A body in one of its media types. OpenAPI 3.2 §4.14. */
export interface ContentSpec {
  /** The media type or range as the description writes it: `application/json`, `image/*`. */
  readonly mediaType: string;
  readonly codec: ContentCodec;
  /**
   * The media type of a value that has none itself, if `mediaType` is a range. Default: `application/octet-stream`. The
   * codec `by-type` chooses it by the value.
   */
  readonly sentType?: string;
  /** True if the codec `by-type` reads bytes: bodies that are neither JSON nor text. Default: false, they are text. */
  readonly bytes?: boolean;
  /** The properties of the codecs `form` and `multipart`, by name. */
  readonly parts?: Readonly<Record<string, PartSpec>>;
  /** The shape of all properties that `parts` does not name. Default: `"any"`. */
  readonly rest?: Shape;
  /** The first parts of the codecs `parts` and `part-stream`. */
  readonly prefix?: readonly PartSpec[];
  /** All parts after `prefix`. */
  readonly item?: PartSpec;
  /** The types of an event's data in the codec `event-stream`. Default: `["string"]`. */
  readonly data?: readonly DataKind[];
  /** The types of the data of single events, by the name of the event. */
  readonly dataByEvent?: Readonly<Record<string, readonly DataKind[]>>;
  /** The JSON parser and serializer. Default: `JSON`. */
  readonly json?: JsonSyntax;
}

/** The type of an event's data. `json` is an object or an array. If it is the only type, it is any JSON value. */
export type DataKind = "json" | Primitive;

/** A JSON parser and serializer. */
export interface JsonSyntax {
  /** Throws a `SyntaxError` if the string is not valid JSON. */
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string;
}

/** The codec of a part. */
export type PartCodec = "json" | "text" | "binary" | "multipart";

/** One property of a form or one part of a multipart body. OpenAPI 3.2 §4.15. */
export interface PartSpec extends ValueSpec {
  /** Default: `text`. */
  readonly codec?: PartCodec;
  /** True if an array travels as one part per item. */
  readonly repeated?: boolean;
  /** Accepted media types. The first one is sent unless the value has a type itself. */
  readonly mediaTypes?: readonly string[];
  /** The headers of the part, by name. A part with headers has the value `{ value, headers }`. */
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
  /** The nested body of the codec `multipart`. */
  readonly within?: ContentSpec;
}

/** One header of a response or of a part. OpenAPI 3.2 §4.21. */
export interface HeaderSpec extends ValueSpec {
  /** Default: false. */
  readonly required?: boolean;
}
