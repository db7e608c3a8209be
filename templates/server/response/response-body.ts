/** Encodes the body of a response by its media type. */
import type { ContentSpec, JsonSyntax } from "../../runtime/operation.js";
import { encodeBody } from "../../runtime/wire/bodies.js";
import { ENCODERS } from "../../runtime/wire/codecs.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidResponse } from "../http/validation-errors.js";
import type { OutgoingBody } from "../http/outgoing-response.js";
import type { PlatformBody } from "../../runtime/platform-types.js";

/** Encodes the body of a response. Throws an `InvalidResponse`. */
export function encodeResponseBody(
  content: ContentSpec,
  value: unknown,
  chosenType: string | undefined,
): { readonly body: OutgoingBody; readonly contentType: string | undefined } {
  const contentType = chosenType ?? content.mediaType;
  switch (content.codec) {
    case "json":
      return {
        body: stringifyJson(value, content.json),
        contentType: contentType.includes("*") ? (content.sentType ?? "application/json") : contentType,
      };
    case "text": {
      const { body, contentType: type = contentType } = encodeWith(content, value, chosenType);
      return { body, contentType: withCharset(type) };
    }
    case "by-type": {
      if (value === undefined) reject("cannot be encoded as JSON");
      const { body, contentType: type } = encodeWith(content, value, chosenType);
      return { body, contentType: type && withCharset(type) };
    }
    case "binary":
      if (!isBinary(value)) reject("must be a Blob, an ArrayBuffer, a Uint8Array or a ReadableStream");
      return encodeWith(content, value, chosenType ?? multipartTypeOf(value));
    case "form":
    case "multipart":
    case "parts":
    case "part-stream":
    case "event-stream":
    case "json-lines":
      return encodeWith(content, value, chosenType);
    default:
      return content.codec satisfies never;
  }
}

function stringifyJson(value: unknown, json: JsonSyntax = JSON): string {
  const text: string | undefined = json.stringify(value); // undefined for a function
  return text ?? reject("cannot be encoded as JSON");
}

function encodeWith(
  content: ContentSpec,
  value: unknown,
  chosenType?: string,
): { readonly body: OutgoingBody; readonly contentType: string | undefined } {
  try {
    const { body, contentType } = encodeBody({ contents: [content] }, value, {
      contentType: chosenType,
      encoders: ENCODERS,
    });
    if (body === undefined) return { body: null, contentType };
    if (isOutgoing(body)) return { body, contentType };
    // the platform turns other types into a stream, and sets the boundary of a form
    const response = new Response(body);
    return { body: response.body, contentType: contentType ?? response.headers.get("content-type") ?? undefined };
  } catch (error) {
    throw error instanceof WireError ? new InvalidResponse([{ in: "body", message: error.message }]) : error;
  }
}

/** Returns the media type of a `Blob` that is a multipart body, since it contains the boundary. */
function multipartTypeOf(value: unknown): string | undefined {
  return value instanceof Blob && value.type.startsWith("multipart/") ? value.type : undefined;
}

function isBinary(value: unknown): boolean {
  return (
    value instanceof Blob ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof ReadableStream
  );
}

function isOutgoing(body: PlatformBody): body is Exclude<OutgoingBody, null> {
  return (
    typeof body === "string" || body instanceof Blob || body instanceof Uint8Array || body instanceof ReadableStream
  );
}

/** Adds `charset=utf-8` to text types, so that clients do not guess the charset. */
function withCharset(contentType: string): string {
  return !contentType.startsWith("text/") || /;\s*charset=/i.test(contentType)
    ? contentType
    : `${contentType}; charset=utf-8`;
}

function reject(message: string): never {
  throw new InvalidResponse([{ in: "body", message }]);
}
