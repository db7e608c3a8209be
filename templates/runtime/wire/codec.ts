/**
 * What makes a body of a value, and a value of a body. OpenAPI 3.2 §4.14.
 *
 * JSON, text, bytes and single values are built in. An operation that needs more refers to it by name: encoders for its
 * requests, decoders for its answers, each a function beside its inverse. So only those who send it bundle them.
 */
import type { ParameterIn } from "./parameter-places.js";
import type { ContentSpec, HeaderSpec, ValueSpec } from "./specs.js";
import type { InputError } from "./wire-error.js";

export interface Encoders {
  /** Arrays, objects, alternatives, and whatever has another style than its place has by default. */
  readonly styled?: EncodePieces;
  readonly content?: EncodePieces;
  readonly deepObject?: EncodePieces;
  /** Of paths with several expressions in a segment. */
  readonly segment?: EncodeExpression;
  readonly form?: EncodeBody;
  readonly multipart?: EncodeBody;
  readonly parts?: EncodeBody;
  readonly "part-stream"?: EncodeBody;
  readonly "event-stream"?: EncodeBody;
  readonly "json-lines"?: EncodeBody;
}

export interface Decoders {
  readonly header?: DecodeHeader;
  readonly form?: DecodeBody;
  readonly multipart?: DecodeBody;
  readonly parts?: DecodeBody;
  readonly "part-stream"?: DecodeBody;
  readonly "event-stream"?: DecodeBody;
  readonly "json-lines"?: DecodeBody;
}

export interface NamedValue extends ValueSpec {
  readonly name: string;
}

/** A value as pieces for its place: `name=value` in a query or a cookie. Throws a `WireError`. */
export type EncodePieces = (place: ParameterIn, spec: NamedValue, value: unknown) => readonly string[];

/** An encoded expression, so that it can be told from what follows in that segment of a template. Throws a `WireError`. */
export type EncodeExpression = (name: string, expression: string, segment: string) => string;

/** Throws a `WireError` where the content cannot carry the value. */
export type EncodeBody = (content: ContentSpec, value: unknown, encoders: Encoders) => BodyInit | TypedBody;

/** A body that names its own type: that of a multipart body has the boundary in it. */
export interface TypedBody {
  readonly body: ReadableStream<Uint8Array> | Blob;
  readonly contentType: string;
}

/**
 * Rejects with a `WireError` where the body as a whole is malformed, or more than `limit` bytes (default: any number) are
 * to be held in memory; with another error where it cannot be read.
 */
export type DecodeBody = (
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  decoders?: Decoders,
  limit?: number,
) => Promise<unknown>;

/** Throws a `WireError`. */
export type DecodeHeader = (spec: HeaderSpec, text: string) => unknown;

/** What `codecs` have of that name; its absence is a fault of whoever wrote the operation. */
export function codecOf<Codecs, Name extends keyof Codecs & string>(
  codecs: Codecs,
  name: Name,
): NonNullable<Codecs[Name]> {
  const codec = codecs[name];
  if (!codec) throw new Error(`the operation does not bring the codec "${name}"`);
  return codec;
}
