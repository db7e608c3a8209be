/**
 * The oracle's reading of the operations of a description, with all defaults filled in.
 *
 * The oracle is an independent implementation of the specification. It shares no code with the model that generated
 * code is made from. So if an operation is read incorrectly in one of them, tests see the difference.
 */
import type { Schema } from "../../1-document/openapi.ts";

/** An Operation Object, merged with its Path Item Object. OpenAPI 3.2 §4.10 */
export interface DescribedOperation {
  /** The `operationId`. If the description has none: method and path, such as `GET /clients/{id}`. */
  readonly id: string;
  /** Upper case for the methods that HTTP defines. */
  readonly method: string;
  /** Path template, such as `/clients/{id}`. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  /** JSON Pointer into the document. All `pointer` properties in this file have this format. */
  readonly pointer: string;
  /** Parameters of the path item and the operation. API keys of security schemes are left out. */
  readonly parameters: readonly DescribedParameter[];
  readonly body: DescribedBody | undefined;
  readonly responses: readonly DescribedResponse[];
  /** Alternatives (OR), each a list of requirements (AND). Empty if the operation needs no credentials. */
  readonly security: readonly (readonly DescribedRequirement[])[];
  /** URLs of the nearest `servers`: operation, path item or document. Variables have their default values. */
  readonly servers: readonly string[];
}

type ParameterLocation = "path" | "query" | "querystring" | "header" | "cookie";

/** Rules that turn one value into a string. OpenAPI 3.2 §4.12.2 */
export interface Serialization {
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media type of `content`. If defined, it replaces `style`. */
  readonly mediaType: string | undefined;
}

/** A Parameter Object. OpenAPI 3.2 §4.12 */
export interface DescribedParameter extends Serialization {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  /** Content of a `querystring` parameter if it is a URL-encoded form. */
  readonly form: DescribedContent | undefined;
  readonly pointer: string;
}

/** A Header Object. OpenAPI 3.2 §4.21 */
export interface DescribedHeader extends Serialization {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly pointer: string;
}

/** A Request Body Object. OpenAPI 3.2 §4.13 */
export interface DescribedBody {
  readonly required: boolean;
  readonly contents: readonly DescribedContent[];
  readonly pointer: string;
}

/** A Media Type Object. OpenAPI 3.2 §4.14 */
export interface DescribedContent {
  /** Media type or range exactly as in the description. */
  readonly mediaType: string;
  readonly kind: ContentKind;
  /** Schema of the whole body. For the kinds `lines`, `events` and `part-stream`: schema of one item. */
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  /** `encoding` of form properties, by property name. */
  readonly encoding: Readonly<Record<string, DescribedEncoding>>;
  /** Properties of a form whose schema describes an array. */
  readonly arrayProperties: ReadonlySet<string>;
  /** Binary properties of a multipart form: one file, or an array of files. */
  readonly fileProperties: ReadonlyMap<string, "one" | "many">;
  /** Encodings of the first parts of a multipart body without part names, by position. */
  readonly prefixEncoding: readonly DescribedEncoding[];
  /** Encoding of all further parts. */
  readonly itemEncoding: DescribedEncoding;
  readonly pointer: string;
}

/**
 * Format of a body. `multipart` is a form with named parts. `parts` and `part-stream` are multipart bodies whose parts
 * are identified by position. `any` is a range: JSON, text or bytes, by the `Content-Type` of a body. `lines` is JSON Lines, NDJSON or a JSON text sequence. `events` is `text/event-stream`.
 */
export type ContentKind =
  | "json"
  | "form"
  | "multipart"
  | "parts"
  | "part-stream"
  | "text"
  | "binary"
  | "any"
  | "events"
  | "lines";

/** An Encoding Object. OpenAPI 3.2 §4.15 */
export interface DescribedEncoding {
  readonly contentType: string | undefined;
  /** Undefined if the description has none of `style`, `explode` and `allowReserved` here. */
  readonly style: Serialization | undefined;
  /** Headers of the part. If there are any, the instance of the part is an object `{ value, headers }`. */
  readonly headers: readonly DescribedHeader[];
  /** Content of a part that is itself a multipart body. */
  readonly nestedBody: DescribedContent | undefined;
  /** True if the part is binary. Set for parts with headers and for parts without names. */
  readonly isFile: boolean;
}

/** Encoding of a part that has no Encoding Object. */
export const PLAIN_ENCODING: DescribedEncoding = {
  contentType: undefined,
  style: undefined,
  headers: [],
  nestedBody: undefined,
  isFile: false,
};

/** A Response Object. OpenAPI 3.2 §4.17 */
export interface DescribedResponse {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly headers: readonly DescribedHeader[];
  /** Empty if the response has no body. */
  readonly contents: readonly DescribedContent[];
  readonly links: readonly DescribedLink[];
  readonly pointer: string;
}

/** A Link Object: values of this response that are parameters of another operation. OpenAPI 3.2 §4.20 */
export interface DescribedLink {
  /** `id` of the linked operation. */
  readonly operation: string;
  /** Constants or runtime expressions such as `$response.body#/id`, by parameter name: `id` or `path.id`. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One entry of a Security Requirement Object. OpenAPI 3.2 §4.30 */
export interface DescribedRequirement {
  readonly scheme: DescribedScheme;
  readonly scopes: readonly string[];
}

/** A Security Scheme Object. OpenAPI 3.2 §4.27 */
export type DescribedScheme = { readonly key: string } & (
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  /** HTTP authentication, such as `Bearer`. OAuth 2.0 and OpenID Connect are bearer tokens too. */
  | { readonly type: "authorization"; readonly scheme: string }
  | { readonly type: "mutualTLS" }
);
