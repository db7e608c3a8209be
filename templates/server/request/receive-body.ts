/** Reads and decodes the body of a request by its media type (RFC 9110 §8.3, OpenAPI 3.2 §4.14). */
import type { BodySpec, ContentSpec } from "../../runtime/operation.js";
import { contentOfType, type ReadableContent } from "../../runtime/wire/by-type.js";
import { readForm } from "../../runtime/wire/form.js";
import { type MediaType, pickContent } from "../../runtime/wire/media-type.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import type { Attempts } from "../../runtime/wire/shapes.js";
import { toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { type InputError, WireError } from "../../runtime/wire/wire-error.js";
import { type IncomingRequest, bodyTooLarge } from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";
import type { Limits } from "../limits.js";
import { withoutCoding } from "./compressed-body.js";
import { parseContentType } from "./content-type.js";
import type { UndecodedFile } from "./streamed-files.js";
import { receiveForm, receivePartList } from "./form-body.js";
import { decodeItems, isItemContent, type BodyItems } from "./body-items.js";
import { checkJsonValue, parseJson } from "./json-limits.js";
import { readChunks } from "./read-chunks.js";

export interface ReceivedBody {
  /** The decoded body. Undefined if the request has no body, or if its items are in `sequence`. */
  readonly value: unknown;
  readonly sequence?: BodyItems;
  /** The streamed files of a multipart form. */
  readonly files?: AsyncIterable<UndecodedFile>;
  readonly contentType: string | undefined;
  /** The media type of the description that the body has. It also selects the validator. */
  readonly content: ContentSpec | undefined;
  readonly errors: readonly InputError[];
  /** Decodes a form again, with other alternatives of ambiguous fields. Throws a `WireError`. */
  readonly decodeAgain?: (attempts: Attempts) => unknown;
}

const ABSENT_BODY: ReceivedBody = { value: undefined, contentType: undefined, content: undefined, errors: [] };
const MISSING_BODY: ReceivedBody = { ...ABSENT_BODY, errors: [{ in: "body", name: "", message: "is required" }] };

/** Receives a body. Throws or rejects with a problem of status 408, 413, 415 or 501. Other errors are in `errors`. */
export type ReceiveBody = (incoming: IncomingRequest) => ReceivedBody | Promise<ReceivedBody>;

/** Creates the function that receives the bodies of an operation. */
export function createBodyReceiver(spec: BodySpec, limits: Limits): ReceiveBody {
  const withoutBody = spec.required ? MISSING_BODY : ABSENT_BODY;
  // most clients send the media type exactly as the description writes it: this avoids parsing
  const byExactHeader = new Map(spec.contents.map(({ mediaType }) => [mediaType, matchContentType(spec, mediaType)]));

  return (incoming) => {
    if (!incoming.hasBody) return withoutBody;
    // the HTTP parser checks the syntax of the length; the bytes are counted as well while they arrive
    if (Number(incoming.headers.get("content-length")) > limits.bodyBytes) throw bodyTooLarge(limits.bodyBytes);
    if (!/^(?:chunked)?$/i.test(incoming.headers.get("transfer-encoding") ?? "")) throw unsupportedTransferCoding();
    const uncoded = withoutCoding(incoming, limits.compressed);
    const header = incoming.headers.get("content-type");
    const matched = header === null ? undefined : (byExactHeader.get(header) ?? matchContentType(spec, header));
    if (!matched && header !== null) throw unsupportedMediaType(spec);
    const { codec } = matched?.content ?? {};
    if (matched && limits.streamed && (codec === "binary" || codec === "multipart" || isItemContent(matched.content))) {
      return receiveStream({ ...matched, body: uncoded.stream(), limits });
    }
    return uncoded.read({ bytes: limits.bodyBytes, milliseconds: limits.bodyTime }).then((bytes) => {
      // an empty body needs no media type; it is a valid form without fields, but never valid JSON or multipart
      if (bytes.byteLength === 0 && (!matched || codec === "json" || codec === "multipart" || codec === "parts")) {
        return withoutBody;
      }
      if (!matched) throw unsupportedMediaType(spec);
      return decodeWhole(matched, bytes, limits);
    }, malformedBody);
  };
}

/** Decodes a body that is in memory. Returns a promise only if decoding is asynchronous. */
function decodeWhole(
  { content, type, header, contentType }: MatchedContent,
  bytes: Uint8Array<ArrayBuffer>,
  limits: Limits,
): ReceivedBody | Promise<ReceivedBody> {
  if (isItemContent(content)) {
    const sequence = decodeItems(content, new Response(bytes, { headers: { "content-type": header } }), limits);
    return { value: undefined, sequence, contentType, content, errors: [] };
  }
  const errors: InputError[] = [];
  if (content.codec === "multipart") {
    return receiveForm(content, singleChunk(bytes), { type, limits, isStreamed: false, errors }).then(
      (form) => ({ ...form, contentType, content, errors }),
      malformedBody,
    );
  }
  const decodeAgain = (attempts: Attempts) => decodeForm({ content, bytes, limits, errors: [] }, attempts);
  const again = content.codec === "form" ? { decodeAgain } : {};
  const received = (value: unknown) => ({ value, contentType, content, errors, ...again });
  try {
    const value = decodeBytes({ content, type, header, bytes, limits, errors });
    return value instanceof Promise ? value.then(received, malformedBody) : received(value);
  } catch (error) {
    return malformedBody(error);
  }
}

/** Returns the result for a malformed body. Rethrows any error that is not a `WireError`. */
function malformedBody(error: unknown): ReceivedBody {
  if (!(error instanceof WireError)) throw error;
  return { ...ABSENT_BODY, errors: [{ in: "body", name: "", message: error.message }] };
}

/** The media type of the description that matches the `Content-Type` of a request. */
interface MatchedContent {
  readonly content: ReadableContent;
  readonly type: MediaType;
  /** The `Content-Type` header of the request. */
  readonly header: string;
  /** The media type for the handler: as the description writes it, or the header if the description has a range. */
  readonly contentType: string;
}

/** Returns undefined if the description does not have the media type, or if its charset is not supported. */
function matchContentType(spec: BodySpec, header: string): MatchedContent | undefined {
  const type = parseContentType(header);
  // a Content-Type must not be a range such as image/*
  const found = type && !type.essence.includes("*") && pickContent(spec.contents, type);
  const content = found && contentOfType(found, type);
  if (!content || !isReadable(content, type)) return undefined;
  return { content, type, header, contentType: content.mediaType.includes("*") ? header : content.mediaType };
}

interface UndecodedBody extends Omit<MatchedContent, "contentType"> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly limits: Limits;
  readonly errors: InputError[];
}

/** Returns a promise only if decoding is asynchronous. */
function decodeBytes({ content, type, header, bytes, limits, errors }: UndecodedBody): unknown {
  switch (content.codec) {
    case "json":
      return parseJson(decodeUtf8(bytes), limits, content.json);
    case "form":
      return decodeForm({ content, bytes, limits, errors });
    case "multipart":
      return undefined;
    case "binary":
      return new Blob([bytes], { type: type.essence });
    case "text":
      return decodeUtf8(bytes);
    case "parts":
      return receivePartList(content, new Response(bytes, { headers: { "content-type": header } }), { limits, errors });
    case "event-stream":
    case "json-lines":
    case "part-stream":
      return undefined;
    default:
      return content.codec satisfies never;
  }
}

function decodeForm(
  { content, bytes, limits, errors }: Omit<UndecodedBody, "type" | "header">,
  attempts?: Attempts,
): unknown {
  const fields = { ...limits.query, length: limits.bodyBytes, pairs: limits.fields };
  const value = readForm(content, decodeUtf8(bytes), errors, fields, attempts);
  checkJsonValue(value, limits); // properties of a form can be JSON
  return value;
}

async function* singleChunk(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

interface StreamedContent extends MatchedContent {
  readonly limits: Limits;
  readonly body: ReadableStream<Bytes> | null;
}

/** Starts to decode a body while it arrives: binary data, items, or a form whose files come last. */
async function receiveStream({
  content,
  type,
  header,
  contentType,
  body,
  limits,
}: StreamedContent): Promise<ReceivedBody> {
  const chunks = readChunks(body, { bytes: limits.bodyBytes, milliseconds: limits.bodyTime });
  if (content.codec === "binary") {
    return { value: new StreamedFile(toStream(chunks), "", type.essence), contentType, content, errors: [] };
  }
  if (isItemContent(content)) {
    const sequence = decodeItems(
      content,
      new Response(toStream(chunks), { headers: { "content-type": header } }),
      limits,
    );
    return { value: undefined, sequence, contentType, content, errors: [] };
  }
  const errors: InputError[] = [];
  try {
    const form = await receiveForm(content, chunks, { type, limits, isStreamed: true, errors });
    return { ...form, contentType, content, errors };
  } catch (error) {
    return malformedBody(error);
  }
}

/** Decodes UTF-8 and keeps a byte order mark, which belongs to plain text. Throws a `WireError`. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new WireError("is not valid UTF-8");
  }
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Returns true for binary data and for text in UTF-8, the only supported charset. */
function isReadable({ codec }: ContentSpec, { parameters }: MediaType): boolean {
  const charset = parameters.get("charset");
  return codec === "binary" || charset === undefined || /^utf-?8$/i.test(charset);
}

/** Returns the problem for a transfer coding that the server does not decode (RFC 9112 §6.1). */
function unsupportedTransferCoding(): HttpProblem {
  return new HttpProblem(501, { detail: "The only supported transfer coding is `chunked`." });
}

/** Returns the problem for an unsupported media type. Its `Accept` header lists the supported ones (RFC 9110 §15.5.16). */
function unsupportedMediaType({ contents }: BodySpec): HttpProblem {
  const types = contents.map((content) => content.mediaType).join(", ");
  return new HttpProblem(
    415,
    { detail: `The media type of the body must be one of: ${types}. Text must be in UTF-8.` },
    [["accept", types]],
  );
}
