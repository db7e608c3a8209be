/** A request's bytes to the value that its content type promises. RFC 9110 §8.3, OpenAPI 3.2 §4.14. */
import { readForm } from "../runtime/form.js";
import { type MediaType, parseMediaType, pickContent } from "../runtime/media-type.js";
import type { BodySpec, ContentSpec } from "../runtime/operation.js";
import { toStream } from "../runtime/sequences.js";
import { StreamedFile } from "../runtime/streamed-file.js";
import { type InputError, WireError } from "../runtime/wire-error.js";
import type { ArrivingFile } from "./arriving-files.js";
import { receiveForm } from "./form-body.js";
import { type Incoming, tooLarge } from "./incoming.js";
import { decodeItems, isSequence, type Sequence } from "./items.js";
import { checkParsed, parseJson } from "./json.js";
import type { Limits } from "./limits.js";
import { HttpProblem } from "./problem.js";
import type { Bytes } from "./scanner.js";
import { readChunks } from "./upload.js";

export interface ReceivedBody {
  /** Undefined where the request has no body, or one of items. */
  readonly value: unknown;
  readonly sequence?: Sequence;
  /** Of a form whose files are streamed. */
  readonly files?: AsyncIterable<ArrivingFile>;
  readonly contentType: string | undefined;
  /** The content of the description that it is; validators go by the same one. */
  readonly content: ContentSpec | undefined;
  readonly errors: readonly InputError[];
}

const NO_BODY: ReceivedBody = { value: undefined, contentType: undefined, content: undefined, errors: [] };
const MISSING: ReceivedBody = { ...NO_BODY, errors: [{ in: "body", name: "", message: "is required" }] };

/** Rejects with a problem of status 413, 415 or 408; what else is wrong is in `errors`. */
export async function receiveBody(spec: BodySpec, incoming: Incoming, limits: Limits): Promise<ReceivedBody> {
  if (!incoming.hasBody) return spec.required ? MISSING : NO_BODY;
  // any number that is no length of ours is the HTTP parser's affair; what arrives is counted all the same
  if (Number(incoming.headers.get("content-length")) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  const header = incoming.headers.get("content-type");
  const type = header === null ? undefined : parseMediaType(header);
  // a range is the type of nothing
  const content = type && !type.essence.includes("*") && pickContent(spec.contents, type);
  if (header === null || !type || !content || !isReadable(content, type)) {
    // a body of no bytes needs no type
    if (header === null && (await read(incoming, limits)).byteLength === 0) return spec.required ? MISSING : NO_BODY;
    throw unsupported(spec);
  }
  if (limits.streamed && (content.codec === "binary" || content.codec === "multipart" || isSequence(content))) {
    const contentType = content.mediaType.includes("*") ? header : content.mediaType;
    return receiveStream({ content, type, contentType, incoming, limits });
  }
  const bytes = await read(incoming, limits);
  const contentType = content.mediaType.includes("*") ? header : content.mediaType;
  if (isSequence(content)) {
    const sequence = decodeItems(content, new Response(bytes), limits);
    return { value: undefined, sequence, contentType, content, errors: [] };
  }
  if (bytes.byteLength === 0 && content.codec !== "text" && content.codec !== "binary") {
    return spec.required ? MISSING : NO_BODY;
  }
  const errors: InputError[] = [];
  try {
    return { value: await decode({ content, type, bytes, limits, errors }), contentType, content, errors };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { ...NO_BODY, errors: [{ in: "body", name: "", message: error.message }] };
  }
}

function read(incoming: Incoming, { bodyBytes, bodyTime }: Limits): Promise<Uint8Array<ArrayBuffer>> {
  return incoming.read({ bytes: bodyBytes, milliseconds: bodyTime });
}

interface Undecoded {
  readonly content: ContentSpec;
  readonly type: MediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly limits: Limits;
  readonly errors: InputError[];
}

async function decode({ content, type, bytes, limits, errors }: Undecoded): Promise<unknown> {
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
      return (await receiveForm(content, once(bytes), { type, limits, isStreamed: false, errors })).value;
    case "binary":
      return new Blob([bytes], { type: type.essence });
    case "text":
      return textOf(bytes);
    case "event-stream":
    case "json-lines":
      return undefined;
    default:
      return content.codec satisfies never;
  }
}

async function* once(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

interface Streamed extends Pick<Undecoded, "content" | "type" | "limits"> {
  readonly contentType: string;
  readonly incoming: Incoming;
}

/** The items, or the fields and the files, whose bytes are still to come. */
async function receiveStream({ content, type, contentType, incoming, limits }: Streamed): Promise<ReceivedBody> {
  const chunks = readChunks(incoming.request.body, { bytes: limits.bodyBytes, milliseconds: limits.bodyTime });
  if (content.codec === "binary") {
    return { value: new StreamedFile(toStream(chunks), "", type.essence), contentType, content, errors: [] };
  }
  if (isSequence(content)) {
    const sequence = decodeItems(content, new Response(toStream(chunks)), limits);
    return { value: undefined, sequence, contentType, content, errors: [] };
  }
  const errors: InputError[] = [];
  try {
    const form = await receiveForm(content, chunks, { type, limits, isStreamed: true, errors });
    return { ...form, contentType, content, errors };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { ...NO_BODY, errors: [{ in: "body", name: "", message: error.message }] };
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

/** RFC 9110 §15.5.16: `accept` tells which types would do. */
function unsupported({ contents }: BodySpec): HttpProblem {
  const types = contents.map((content) => content.mediaType).join(", ");
  return new HttpProblem(415, { detail: `The body must be of type ${types}, text in UTF-8.` }, [["accept", types]]);
}
