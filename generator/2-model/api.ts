/**
 * The model: requests and responses of an API as they are sent. Types only: the contract between the model and the
 * views. The model knows nothing of generated TypeScript. It refers to schemas and does not describe them again.
 */
import type {
  ContentCodec,
  DataKind,
  ParameterIn,
  ParameterStyle,
  PartCodec,
  Shape,
  StatusKey,
  TextCodec,
} from "../../templates/runtime/operation.ts";
import type { Json } from "../1-document/json.ts";
import type { Document, Schema } from "../1-document/openapi.ts";
import type { Pagination } from "../1-document/pagination.ts";
import type { PathTarget } from "../1-document/path-target.ts";

export type {
  ContentCodec,
  DataKind,
  ParameterIn,
  ParameterStyle,
  Shape,
  TextCodec,
} from "../../templates/runtime/operation.ts";

export interface Api {
  readonly info: { readonly title: string; readonly docs: Docs };
  readonly servers: readonly Server[];
  /**
   * Groups by the first tag of each operation, in document order. Operations without a tag are in the group
   * `default`.
   */
  readonly groups: readonly OperationGroup[];
  /** All operations, of paths, webhooks and callbacks, in document order. */
  readonly operations: readonly Operation[];
  /** Links from responses of requests to further requests, in document order. */
  readonly links: readonly OperationLinks[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** All schemas with a name: components, and all other schemas that a `$ref` refers to. */
  readonly schemas: readonly NamedSchema[];
  /** Names in generated code that differ from the description. */
  readonly renames: readonly Rename[];
  /** The upgraded, frozen document. */
  readonly document: Document;
}

export interface OperationGroup {
  /** The tag as written in the description. */
  readonly tag: string;
  /** The file name of the group. Unique when letter case is ignored, and valid on every file system. */
  readonly name: string;
  readonly docs: Docs;
  readonly operations: readonly Operation[];
}

/** An operation or a component whose name had to change. */
export interface Rename {
  readonly pointer: string;
  /** The name in the description. */
  readonly from: string;
  /** The name in generated code. */
  readonly to: string;
  /**
   * The reason. `spelling`: the name is not an identifier, or not in the case of its kind. `taken`: another operation or
   * component has it.
   */
  readonly reason: "spelling" | "taken";
}

/**
 * Documentation from the description. These strings are unsafe in source code until `3-views/code.ts` has escaped
 * them.
 */
export interface Docs {
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly externalDocs: string | undefined;
}

/** A schema with an identifier. */
export interface NamedSchema {
  /** The canonical pointer, such as `#/components/schemas/Client`. Equal to the `$ref`s that refer to the schema. */
  readonly pointer: string;
  /** The last segment of the pointer, decoded (`Client`). */
  readonly key: string;
  /** The name of the type: a valid, unique identifier. It can be the name of a global, such as `Error`. */
  readonly identifier: string;
  /**
   * Name of the request form (`ClientInput`). Equal to `identifier` if the form does not differ from the response
   * form.
   */
  readonly inputIdentifier: string;
  /**
   * Name of the message form (`ClientMessage`) if it differs from both others. Otherwise the name of the form that
   * it equals.
   */
  readonly messageIdentifier: string;
  readonly schema: Schema;
}

export interface Operation {
  /** The name of the client's method and of the server's handler: a unique identifier, or a keyword such as `delete`. */
  readonly name: string;
  /** The name of the constant with the data of the operation: a valid, unique identifier. */
  readonly constant: string;
  /** The `operationId` as written. Undefined if the description has none. */
  readonly operationId: string | undefined;
  /** The unique PascalCase stem of the type names. No `${typeName}${suffix}` clashes with a named schema. */
  readonly typeName: string;
  readonly direction: "request" | "webhook" | "callback";
  /** The method as sent. Upper case for the fixed methods (`GET`). */
  readonly method: string;
  /** The path template, the name of the webhook, or the runtime expression of the callback. */
  readonly path: string;
  /** The parts of `path` that are sent, if it has a query or a fragment. */
  readonly target: PathTarget | undefined;
  /** Equal to `OperationGroup.name`. */
  readonly group: string;
  readonly docs: Docs;
  /**
   * The parameters of the operation and its path item, unique by `in` and `name`. Excludes parameters that are
   * security schemes.
   */
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly Response[];
  readonly security: Security;
  /** The servers of the operation. Empty if the servers of the description apply. */
  readonly servers: readonly Server[];
  /** The pagination of the responses, if they are pages. */
  readonly pagination: Pagination | undefined;
  /** The pointer of the operation, such as `#/paths/~1clients/get`. */
  readonly pointer: string;
}

export interface Parameter {
  /** The name as sent. */
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  /** The only valid value of a required parameter. The client sends it by itself, and callers never see it. */
  readonly constant: { readonly value: Json } | undefined;
  /** The default of the schema. The server fills it in. */
  readonly default: { readonly value: Json } | undefined;
  readonly docs: Docs;
  readonly codec: ParameterCodec;
  readonly shape: Shape;
  /** The form content, if the parameter is the whole query string and an object that is encoded as a form. */
  readonly form: BodyContent | undefined;
  /** The schema. `true` if the description has none. */
  readonly schema: Schema;
  readonly pointer: string;
}

/** The encoding of a parameter, by style or by content, with defaults (OpenAPI 3.2 §4.12.2). */
export type ParameterCodec =
  | {
      readonly kind: "style";
      readonly style: ParameterStyle;
      readonly explode: boolean;
      readonly allowReserved: boolean;
    }
  /** An encoding by media type. `codec` converts a string of that media type to a value. */
  | { readonly kind: "content"; readonly mediaType: string; readonly codec: TextCodec };

export interface Body {
  readonly required: boolean;
  readonly docs: Docs;
  /** The contents in document order. Never empty. */
  readonly contents: readonly BodyContent[];
  /** The largest costs of all contents. */
  readonly size: BodySize;
}

export interface BodySize {
  /** The largest `maxItems` in the body. 0 if there is none. */
  readonly longestList: number;
  /** The estimated time in nanoseconds to validate the most expensive single value of the body. */
  readonly validationTime: number;
}

export interface BodyContent {
  /** The media type as written, with its parameters, such as `application/json; charset=utf-8` or `image/*`. */
  readonly mediaType: string;
  readonly codec: ContentCodec;
  /**
   * The shape of the whole body for `form`, `multipart`, `text` and `by-type`, which decode strings. `any` for all
   * others.
   */
  readonly shape: Shape;
  /** For `form` and `multipart`, one part per property, with defaults of the Encoding Object. */
  readonly parts: readonly NamedPart[];
  /**
   * For `parts`, the first parts with an encoding of their own. `rest` describes all other parts, and all parts of a
   * `part-stream`.
   */
  readonly prefix: readonly BodyPart[];
  readonly rest: BodyPart | undefined;
  /** The schema. Undefined if the description has none, so that any value is valid. */
  readonly schema: Schema | undefined;
  /** For sequential media types, the schema of each item. Undefined if the description has none. */
  readonly itemSchema: Schema | undefined;
  /** For `event-stream`, the kinds of data of an event. Otherwise empty. */
  readonly data: readonly DataKind[];
  /** The types of an event's data by the name of the event, where they differ from `data`. */
  readonly dataByEvent: Readonly<Record<string, readonly DataKind[]>>;
  readonly pointer: string;
}

export interface NamedPart extends BodyPart {
  readonly name: string;
  readonly required: boolean;
}

export interface BodyPart {
  /** True if an array is sent as one part, or one pair, per item. */
  readonly repeated: boolean;
  readonly codec: PartCodec;
  /** For `multipart`, the content of the part, which has parts itself. */
  readonly within: BodyContent | undefined;
  /** The headers of the part. If there are any, the value of the part is `{ value, headers }`. */
  readonly headers: readonly ResponseHeader[];
  /** The media types of the Encoding Object (`image/png, image/*`), split, or the default for the schema. */
  readonly mediaTypes: readonly string[];
  /** The style, if the value is encoded by a style and not by `codec`. */
  readonly style:
    | { readonly style: ParameterStyle; readonly explode: boolean; readonly allowReserved: boolean }
    | undefined;
  readonly shape: Shape;
}

export interface Response {
  readonly status: StatusKey;
  readonly docs: Docs;
  readonly headers: readonly ResponseHeader[];
  /** The contents. Empty if the response has no body. */
  readonly contents: readonly BodyContent[];
  readonly pointer: string;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly docs: Docs;
  readonly codec: ParameterCodec;
  readonly shape: Shape;
  readonly schema: Schema;
  readonly pointer: string;
}

export interface OperationLinks {
  /** The operation whose responses have the links. */
  readonly operation: Operation;
  readonly links: readonly Link[];
}

/** OpenAPI 3.2 §4.20 */
export interface Link {
  /** The statuses of the responses that have the link: `200`, `2XX` or `default`. */
  readonly statuses: readonly StatusKey[];
  /** The name as written. Unique among the links of an operation. */
  readonly name: string;
  readonly docs: Docs;
  readonly target: Operation;
  /**
   * Parameters of the target with their values, without parameters that are constant. A value is a constant, a
   * runtime expression, or a string with expressions in braces.
   */
  readonly parameters: readonly { readonly parameter: Parameter; readonly value: Json }[];
  readonly body: { readonly value: Json } | undefined;
  /** The URL of the link's own server. */
  readonly server: string | undefined;
}

/**
 * Alternatives (OR) of requirements (AND). Without alternatives no credentials are required. An empty alternative
 * makes credentials optional.
 */
export type Security = readonly (readonly SecurityRequirement[])[];

interface SecurityRequirement {
  /** Equal to `SecurityScheme.key`. */
  readonly scheme: string;
  readonly scopes: readonly string[];
}

export type SecurityScheme = { readonly key: string; readonly identifier: string; readonly docs: Docs } & (
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly type: "http"; readonly scheme: string; readonly bearerFormat: string | undefined }
  | { readonly type: "oauth2" }
  | { readonly type: "openIdConnect"; readonly url: string }
  | { readonly type: "mutualTLS" }
);

export interface Server {
  /** The URL template with `{variables}`. */
  readonly url: string;
  readonly description: string | undefined;
  readonly variables: readonly ServerVariable[];
}

interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** The allowed values. Empty if any value is allowed. */
  readonly enum: readonly string[];
}
