/**
 * What travels on the wire. Types only: the contract between the model and the views.
 * Nothing here knows TypeScript output; a schema is pointed at, never described again.
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

export type {
  ContentCodec,
  DataKind,
  ParameterIn,
  ParameterStyle,
  Shape,
  TextCodec,
} from "../../templates/runtime/operation.ts";

export interface Api {
  readonly info: { readonly title: string; readonly version: string; readonly docs: Docs };
  readonly servers: readonly Server[];
  /** First tag of the operations, in document order; the group of untagged operations is `default`. */
  readonly groups: readonly OperationGroup[];
  /** Every operation: of paths, webhooks and callbacks, in document order. */
  readonly operations: readonly Operation[];
  /** What leads from answers of requests to the next requests, in document order; none without links. */
  readonly links: readonly OperationLinks[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** Every schema that has a name of its own: components, and whatever else a `$ref` points at. */
  readonly schemas: readonly NamedSchema[];
  /** Where what is generated is not called what the description calls it. */
  readonly renames: readonly Rename[];
  /** The upgraded, frozen document. */
  readonly document: Document;
}

export interface OperationGroup {
  /** As written in the description. */
  readonly tag: string;
  /** Slug: the name of the group's file, unique when case is folded, legal on every file system. */
  readonly name: string;
  readonly docs: Docs;
  readonly operations: readonly Operation[];
}

/** An operation or a component whose name had to change. */
export interface Rename {
  readonly pointer: string;
  /** In the description. */
  readonly from: string;
  /** In generated code. */
  readonly to: string;
  /**
   * `spelling`: it is no identifier, or not spelled like one of its kind; `reserved`: it would shadow or clash with
   * a name that is always there; `taken`: another operation or component has it.
   */
  readonly reason: "spelling" | "reserved" | "taken";
}

/** Human text of the description; plain strings, dangerous until `3-views/code.ts` has dressed them. */
export interface Docs {
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly externalDocs: string | undefined;
}

/** A schema with an identifier. */
export interface NamedSchema {
  /** `#/components/schemas/Client`: the very text of the `$ref`s that point here, decoded and encoded once. */
  readonly pointer: string;
  /** The last segment as written (`Client`). */
  readonly key: string;
  /** The type's name: a legal, unique identifier that shadows no global that generated code uses. */
  readonly identifier: string;
  /** Name of the request form where it differs from the answer form (`ClientInput`), else the same identifier. */
  readonly inputIdentifier: string;
  /** Name of the form of messages (`ClientMessage`) where it differs from both, else that of the one that is the same. */
  readonly messageIdentifier: string;
  readonly schema: Schema;
}

export interface Operation {
  /** Unique camelCase identifier: method of the client, key of the handlers. */
  readonly name: string;
  /** As written; absent where the description has none. */
  readonly operationId: string | undefined;
  /** Unique PascalCase stem of the type names; no `${typeName}${suffix}` collides with a named schema. */
  readonly typeName: string;
  readonly direction: "request" | "webhook" | "callback";
  /** As written on the wire, upper case for the fixed methods (`GET`). */
  readonly method: string;
  /** Path template, or the name of the webhook, or the runtime expression of the callback. */
  readonly path: string;
  /** `Group.name`. */
  readonly group: string;
  readonly docs: Docs;
  /** Merged with the path item's, unique by `in` + `name`, without those that are security schemes. */
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly Response[];
  readonly security: Security;
  /** Empty where the servers of the description apply. */
  readonly servers: readonly Server[];
  /** How its answers are pages of one list, where they are. */
  readonly pagination: Pagination | undefined;
  /** `#/paths/~1clients/get`. */
  readonly pointer: string;
}

export interface Parameter {
  /** On the wire. */
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  /** The one legal value of a required parameter: the client sends it unasked, and callers never see it. */
  readonly constant: { readonly value: Json } | undefined;
  /** The schema's default, which the server fills in. */
  readonly default: { readonly value: Json } | undefined;
  readonly docs: Docs;
  readonly codec: ParameterCodec;
  readonly shape: Shape;
  /** Where it is the whole query, and an object that is written as forms are. */
  readonly form: BodyContent | undefined;
  /** `true` where the description has none. */
  readonly schema: Schema;
  readonly pointer: string;
}

/** OpenAPI 3.2 §4.12.2: style or content, defaults filled in. */
export type ParameterCodec =
  | {
      readonly kind: "style";
      readonly style: ParameterStyle;
      readonly explode: boolean;
      readonly allowReserved: boolean;
    }
  /** `codec`: how the text of that media type becomes a value. */
  | { readonly kind: "content"; readonly mediaType: string; readonly codec: TextCodec };

export interface Body {
  readonly required: boolean;
  readonly docs: Docs;
  /** At least one, in document order. */
  readonly contents: readonly BodyContent[];
  /** What any of them can cost. */
  readonly size: BodySize;
}

export interface BodySize {
  /** The largest `maxItems` in it; 0 where there is none. */
  readonly longestList: number;
  /** Nanoseconds, roughly, to check the one value in it that takes the longest. */
  readonly validationTime: number;
}

export interface BodyContent {
  /** As written, parameters included: `application/json; charset=utf-8`, `image/*`. */
  readonly mediaType: string;
  readonly codec: ContentCodec;
  /** Of the whole body where text is decoded by it (`form`, `multipart`, `text`), else `any`. */
  readonly shape: Shape;
  /** Of `form` and `multipart`: one per property, defaults of the Encoding Object filled in. */
  readonly parts: readonly NamedPart[];
  /** Of `parts`: one for each of the first parts; and what all others are, those of a `part-stream` too. */
  readonly prefix: readonly BodyPart[];
  readonly rest: BodyPart | undefined;
  /** Undefined where the description has none: anything may travel. */
  readonly schema: Schema | undefined;
  /** Of sequences: the schema of each item; undefined where the description has none. */
  readonly itemSchema: Schema | undefined;
  /** Of `event-stream`: what the data of its events may be; else none. */
  readonly data: readonly DataKind[];
  readonly pointer: string;
}

export interface NamedPart extends BodyPart {
  readonly name: string;
  readonly required: boolean;
}

export interface BodyPart {
  /** An array travels as one part, or one pair, per item. */
  readonly repeated: boolean;
  readonly codec: PartCodec;
  /** Of `multipart`: what the parts within the part are. */
  readonly within: BodyContent | undefined;
  /** Of its own; where there are some, its value is `{ value, headers }`. */
  readonly headers: readonly ResponseHeader[];
  /** `image/png, image/*` of the Encoding Object, split; or the default for the schema. */
  readonly mediaTypes: readonly string[];
  /** Where the value travels by a style instead of by `codec`. */
  readonly style:
    | { readonly style: ParameterStyle; readonly explode: boolean; readonly allowReserved: boolean }
    | undefined;
  readonly shape: Shape;
}

export interface Response {
  readonly status: StatusKey;
  readonly docs: Docs;
  readonly headers: readonly ResponseHeader[];
  /** Empty where the answer has no body. */
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
  /** Whose answers have them. */
  readonly operation: Operation;
  readonly links: readonly Link[];
}

/** OpenAPI 3.2 §4.20 */
export interface Link {
  /** The responses that have it: `200`, `2XX` or `default`. */
  readonly statuses: readonly StatusKey[];
  /** As written; unique among the links of an operation. */
  readonly name: string;
  readonly docs: Docs;
  readonly target: Operation;
  /** Parameters of the target, without constants, each with a constant, a runtime expression, or a text with such in braces. */
  readonly parameters: readonly { readonly parameter: Parameter; readonly value: Json }[];
  readonly body: { readonly value: Json } | undefined;
  /** URL of the server that it says is to be asked. */
  readonly server: string | undefined;
}

/** Alternatives (OR) of requirements (AND). No alternative: nothing is asked for. An empty one: optional. */
export type Security = readonly (readonly SecurityRequirement[])[];

export interface SecurityRequirement {
  /** `SecurityScheme.key`. */
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
  /** With `{variables}`. */
  readonly url: string;
  readonly description: string | undefined;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** Empty: any value. */
  readonly enum: readonly string[];
}
