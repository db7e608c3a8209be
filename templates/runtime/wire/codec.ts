/**
 * Contracts of encoders and decoders. OpenAPI 3.2 §4.14.
 *
 * JSON, text, bytes and single values are built in. An operation refers to the other codecs that it needs: encoders for
 * its requests, decoders for its responses. So a client bundles only the codecs of the operations that it sends.
 */
import { withCode } from "../error-codes.js";
import type { ParameterIn } from "./parameter-places.js";
import type { ContentSpec, HeaderSpec, ValueSpec } from "./specs.js";
import type { InputError } from "./wire-error.js";
import type { PlatformBody } from "../platform-types.js";

export interface Encoders {
  /** Encodes arrays, objects, unions, and any style that is not the default of its place. */
  readonly styled?: EncodePieces;
  readonly content?: EncodePieces;
  readonly deepObject?: EncodePieces;
  /** Encodes path segments with several expressions. */
  readonly segment?: EncodeExpression;
  readonly form?: EncodeBody;
  readonly multipart?: EncodeBody;
  readonly parts?: EncodeBody;
  readonly "part-stream"?: EncodeBody;
  readonly "event-stream"?: EncodeBody;
  readonly "json-lines"?: EncodeBody;
  readonly "by-type"?: EncodeBody;
}

export interface Decoders {
  readonly header?: DecodeHeader;
  readonly form?: DecodeBody;
  readonly multipart?: DecodeBody;
  readonly parts?: DecodeBody;
  readonly "part-stream"?: DecodeBody;
  readonly "event-stream"?: DecodeBody;
  readonly "json-lines"?: DecodeBody;
  readonly "by-type"?: DecodeBody;
}

export interface NamedValue extends ValueSpec {
  readonly name: string;
}

/** Encodes a value as pieces of its place: `name=value` in a query or a cookie. Throws a `WireError`. */
export type EncodePieces = (place: ParameterIn, spec: NamedValue, value: unknown) => readonly string[];

/** Escapes an encoded expression, so that a server can tell it from the rest of the segment. Throws a `WireError`. */
export type EncodeExpression = (name: string, expression: string, segment: string) => string;

/** Encodes a body. Throws a `WireError` if the content cannot carry the value. */
export type EncodeBody = (content: ContentSpec, value: unknown, encoders: Encoders) => PlatformBody | TypedBody;

/** A body with its own content type, such as a multipart body with its boundary. */
export interface TypedBody {
  readonly body: PlatformBody;
  readonly contentType: string;
}

/**
 * Decodes a body. Errors of single properties are added to `errors`. Rejects with a `WireError` if the whole body is
 * malformed or exceeds `limit` bytes in memory (default: no limit). Rejects with another error if it cannot be read.
 */
export type DecodeBody = (
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  decoders?: Decoders,
  limit?: number,
) => Promise<unknown>;

/** Decodes a header. Throws a `WireError`. */
export type DecodeHeader = (spec: HeaderSpec, text: string) => unknown;

/** Returns the codec of that name. Throws an error if the operation does not refer to it. */
export function codecOf<Codecs, Name extends keyof Codecs & string>(
  codecs: Codecs,
  name: Name,
): NonNullable<Codecs[Name]> {
  const codec = codecs[name];
  if (!codec) throw withCode("missing-codec", new Error(`add the codec "${name}" to the operation`));
  return codec;
}
