/** A request's bytes to the value that its content type promises. RFC 9110 §8.3, OpenAPI 3.2 §4.14. */
import type { BodySpec, ContentSpec } from "../../runtime/operation.js";
import { readForm } from "../../runtime/wire/form.js";
import { type MediaType, parseMediaType, pickContent } from "../../runtime/wire/media-type.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { type InputError, WireError } from "../../runtime/wire/wire-error.js";
import { type IncomingRequest, tooLarge } from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";
import type { Limits } from "../limits.js";
import type { RawFile } from "./streamed-files.js";
import { receiveForm, receiveList } from "./form-body.js";
import { decodeItems, isSequence, type Sequence } from "./body-items.js";
import { checkParsed, parseJson } from "./json-limits.js";
import { readChunks } from "./read-chunks.js";

export interface ReceivedBody {
  /** Undefined where the request has no body, or one of items. */
  readonly value: unknown;
  readonly sequence?: Sequence;
  /** Of a form whose files are streamed. */
  readonly files?: AsyncIterable<RawFile>;
  readonly contentType: string | undefined;
  /** The content of the description that it is; validators go by the same one. */
  readonly content: ContentSpec | undefined;
  readonly errors: readonly InputError[];
}

const NO_BODY: ReceivedBody = { value: undefined, contentType: undefined, content: undefined, errors: [] };
const MISSING: ReceivedBody = { ...NO_BODY, errors: [{ in: "body", name: "", message: "is required" }] };

/** Throws, or rejects with, a problem of status 413, 415 or 408; what else is wrong is in `errors`. */
export type ReceiveBody = (incoming: IncomingRequest) => ReceivedBody | Promise<ReceivedBody>;

/** What receives the bodies of an operation. */
export function bodyReceiver(spec: BodySpec, limits: Limits): ReceiveBody {
  const nothing = spec.required ? MISSING : NO_BODY;
  // most clients write a type as the description does
  const familiar = new Map(spec.contents.map(({ mediaType }) => [mediaType, recognise(spec, mediaType)]));

  return (incoming) => {
    if (!incoming.hasBody) return nothing;
    // any number that is no length of ours is the HTTP parser's affair; what arrives is counted all the same
    if (Number(incoming.headers.get("content-length")) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
    if (!/^(?:chunked)?$/i.test(incoming.headers.get("transfer-encoding") ?? "")) throw uncoded();
    if (!/^(?:identity)?$/i.test(incoming.headers.get("content-encoding") ?? "")) throw compressed();
    const header = incoming.headers.get("content-type");
    const recognised = header === null ? undefined : (familiar.get(header) ?? recognise(spec, header));
    if (!recognised && header !== null) throw unsupported(spec);
    const { codec } = recognised?.content ?? {};
    if (
      recognised &&
      limits.streamed &&
      (codec === "binary" || codec === "multipart" || isSequence(recognised.content))
    ) {
      return receiveStream({ ...recognised, incoming, limits });
    }
    return incoming.read({ bytes: limits.bodyBytes, milliseconds: limits.bodyTime }).then((bytes) => {
      // a body of no bytes needs no type; JSON and multipart are never empty, a form without fields is
      if (bytes.byteLength === 0 && (!recognised || codec === "json" || codec === "multipart" || codec === "parts")) {
        return nothing;
      }
      if (!recognised) throw unsupported(spec);
      return decodeWhole(recognised, bytes, limits);
    });
  };
}

/** A promise where there is something to wait for. */
function decodeWhole(
  { content, type, header, contentType }: Recognised,
  bytes: Uint8Array<ArrayBuffer>,
  limits: Limits,
): ReceivedBody | Promise<ReceivedBody> {
  if (isSequence(content)) {
    const sequence = decodeItems(content, new Response(bytes, { headers: { "content-type": header } }), limits);
    return { value: undefined, sequence, contentType, content, errors: [] };
  }
  const errors: InputError[] = [];
  const received = (value: unknown) => ({ value, contentType, content, errors });
  try {
    const value = decode({ content, type, header, bytes, limits, errors });
    return value instanceof Promise ? value.then(received, malformed) : received(value);
  } catch (error) {
    return malformed(error);
  }
}

/** Throws what is no fault of the body. */
function malformed(error: unknown): ReceivedBody {
  if (!(error instanceof WireError)) throw error;
  return { ...NO_BODY, errors: [{ in: "body", name: "", message: error.message }] };
}

interface Recognised {
  readonly content: ContentSpec;
  readonly type: MediaType;
  /** Of the request. */
  readonly header: string;
  /** What handlers are told: as the description writes it, or the request's own where that is a range. */
  readonly contentType: string;
}

/** Undefined where the description has no such content, or nobody can read it. */
function recognise(spec: BodySpec, header: string): Recognised | undefined {
  const type = parseMediaType(header);
  // a range is the type of nothing
  const content = type && !type.essence.includes("*") && pickContent(spec.contents, type);
  if (!content || !isReadable(content, type)) return undefined;
  return { content, type, header, contentType: content.mediaType.includes("*") ? header : content.mediaType };
}

interface Undecoded extends Omit<Recognised, "contentType"> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly limits: Limits;
  readonly errors: InputError[];
}

/** A promise where there is something to wait for. */
function decode({ content, type, header, bytes, limits, errors }: Undecoded): unknown {
  switch (content.codec) {
    case "json":
      return parseJson(textOf(bytes), limits, content.json);
    case "form": {
      const fields = { ...limits.query, length: limits.bodyBytes, pairs: limits.fields };
      const value = readForm(content, textOf(bytes), errors, fields);
      checkParsed(value, limits); // its properties may be JSON
      return value;
    }
    case "multipart":
      return receiveForm(content, once(bytes), { type, limits, isStreamed: false, errors }).then(({ value }) => value);
    case "binary":
      return new Blob([bytes], { type: type.essence });
    case "text":
      return textOf(bytes);
    case "parts":
      return receiveList(content, new Response(bytes, { headers: { "content-type": header } }), { limits, errors });
    case "event-stream":
    case "json-lines":
    case "part-stream":
      return undefined;
    default:
      return content.codec satisfies never;
  }
}

async function* once(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

interface Streamed extends Recognised {
  readonly limits: Limits;
  readonly incoming: IncomingRequest;
}

/** The items, or the fields and the files, whose bytes are still to come. */
async function receiveStream({
  content,
  type,
  header,
  contentType,
  incoming,
  limits,
}: Streamed): Promise<ReceivedBody> {
  const chunks = readChunks(incoming.request.body, { bytes: limits.bodyBytes, milliseconds: limits.bodyTime });
  if (content.codec === "binary") {
    return { value: new StreamedFile(toStream(chunks), "", type.essence), contentType, content, errors: [] };
  }
  if (isSequence(content)) {
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
    return malformed(error);
  }
}

/** A byte order mark stays, and no JSON begins with one. */
function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new WireError("is not valid UTF-8");
  }
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text is read as UTF-8 and as nothing else. */
function isReadable({ codec }: ContentSpec, { parameters }: MediaType): boolean {
  const charset = parameters.get("charset");
  return codec === "binary" || charset === undefined || /^utf-?8$/i.test(charset);
}

/** RFC 9110 §8.4 and §12.5.3: what is within a compressed body nobody knows before it is decompressed. */
function compressed(): HttpProblem {
  return new HttpProblem(415, { detail: "The body may not be compressed." }, [["accept-encoding", "identity"]]);
}

/** RFC 9112 §6.1: who does not undo a coding must not take its bytes for the body. */
function uncoded(): HttpProblem {
  return new HttpProblem(501, { detail: "Of transfer codings, only `chunked` is undone here." });
}

/** RFC 9110 §15.5.16: `accept` tells which types would do. */
function unsupported({ contents }: BodySpec): HttpProblem {
  const types = contents.map((content) => content.mediaType).join(", ");
  return new HttpProblem(415, { detail: `The body must be of type ${types}, text in UTF-8.` }, [["accept", types]]);
}
