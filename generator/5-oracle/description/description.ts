/** What the tests know of an operation: our own reading of the description, with every default filled in. Types only. */
import type { Schema } from "../../1-document/openapi.ts";

export interface DescribedOperation {
  /** The operationId, or `GET /clients/{id}` where there is none. */
  readonly id: string;
  /** Upper case for the methods that HTTP defines. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  /** JSON Pointer in the document, as of all that follows. */
  readonly pointer: string;
  /** Without those that are a credential of the operation's security. */
  readonly parameters: readonly DescribedParameter[];
  readonly body: DescribedBody | undefined;
  readonly responses: readonly DescribedResponse[];
  /** Alternatives (OR) of requirements (AND); none: nothing is asked for. */
  readonly security: readonly (readonly DescribedRequirement[])[];
  /** URLs of the operation's own servers, or of the document's, variables replaced by their defaults. */
  readonly servers: readonly string[];
}

export type ParameterPlace = "path" | "query" | "querystring" | "header" | "cookie";

/** How one value becomes text. */
export interface Serialisation {
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Of a parameter with `content`; it takes the place of the style. */
  readonly mediaType: string | undefined;
}

export interface DescribedParameter extends Serialisation {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  /** What a form is that is the whole query. */
  readonly form: DescribedContent | undefined;
  readonly pointer: string;
}

export interface DescribedHeader extends Serialisation {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly pointer: string;
}

export interface DescribedBody {
  readonly required: boolean;
  readonly contents: readonly DescribedContent[];
  readonly pointer: string;
}

export interface DescribedContent {
  /** As the description writes it. */
  readonly mediaType: string;
  readonly kind: ContentKind;
  /** Of an item, where the content is a sequence. */
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  /** By property: how those of a form are written, where something is said of it. */
  readonly encoding: Readonly<Record<string, DescribedEncoding>>;
  /** The properties of a form that are lists, and nothing else. */
  readonly lists: ReadonlySet<string>;
  /** The properties of a multipart form that are bytes: one file, or a list of them. */
  readonly files: ReadonlyMap<string, "one" | "many">;
  /** How parts without names are written: the first ones, and all others. */
  readonly prefix: readonly DescribedEncoding[];
  readonly rest: DescribedEncoding;
  readonly pointer: string;
}

/** How bytes of a media type are to be read; `parts`: those of a multipart body, by their position. */
export type ContentKind =
  | "json"
  | "form"
  | "multipart"
  | "parts"
  | "part-stream"
  | "text"
  | "binary"
  | "events"
  | "lines";

export interface DescribedEncoding {
  readonly contentType: string | undefined;
  /** Undefined where none of `style`, `explode` and `allowReserved` is written. */
  readonly style: Serialisation | undefined;
  /** Of its own; where there are some, its value is `{ value, headers }`. */
  readonly headers: readonly DescribedHeader[];
  /** The body that the part is. */
  readonly within: DescribedContent | undefined;
  /** Of parts with headers, and of those without names: whether it is bytes. */
  readonly isFile: boolean;
}

export interface DescribedResponse {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly headers: readonly DescribedHeader[];
  /** None: there is no body. */
  readonly contents: readonly DescribedContent[];
  readonly links: readonly DescribedLink[];
  readonly pointer: string;
}

/** OpenAPI 3.2 §4.20: what of this answer is an input of another operation. */
export interface DescribedLink {
  readonly operation: string;
  /** By parameter, as `id` or `path.id`: constants, or expressions such as `$response.body#/id`. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface DescribedRequirement {
  readonly scheme: DescribedScheme;
  readonly scopes: readonly string[];
}

export type DescribedScheme = { readonly key: string } & (
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  /** `Authorization: Bearer …`; of OAuth2 and OpenID Connect too. */
  | { readonly type: "authorization"; readonly scheme: string }
  | { readonly type: "mutualTLS" }
);
