/** Writer of multipart bodies. The platform encodes forms only, and without headers of parts. RFC 2046 §5.1.1. */
import type { TypedBody } from "./codec.js";
import { readChunks, toStream } from "./sequences.js";
import { StreamedFile } from "./streamed-file.js";

export interface WrittenPart {
  /** The name of a field or file in a form. */
  readonly name?: string;
  readonly content: string | Blob;
  /** The media type of a part that is neither a field nor a file of a form. */
  readonly type?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** Writes parts in memory. A streamed file is read while it is sent. */
export function writeParts(mediaType: string, parts: readonly WrittenPart[]): TypedBody {
  const { contentType, piecesOf, end } = createPartWriter(mediaType);
  const pieces = [...parts.flatMap(piecesOf), end];
  if (!pieces.some(isStreamedFile)) return { body: new Blob(pieces), contentType };
  return { body: toStream(streamPieces(pieces)), contentType };
}

/** Writes parts as a stream, each one as it arrives. */
export function streamParts(mediaType: string, parts: AsyncIterable<WrittenPart>): TypedBody {
  const { contentType, piecesOf, end } = createPartWriter(mediaType);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const part of parts) yield* streamPieces(piecesOf(part));
    yield* streamPieces([end]);
  }
  return { body: toStream(bytes()), contentType };
}

/** Returns true for content that can be read once only. */
export function isStreamedFile(piece: unknown): boolean {
  return piece instanceof StreamedFile;
}

function createPartWriter(mediaType: string) {
  const boundary = `part-${crypto.randomUUID()}`;
  const type = mediaType.replace(/\*$/, "form-data");
  return {
    contentType: `${type}; boundary=${boundary}`,
    piecesOf: (part: WrittenPart) => [`--${boundary}\r\n${partHead(part)}\r\n\r\n`, part.content, "\r\n"],
    end: `--${boundary}--\r\n`,
  };
}

function partHead({ name, content, type, headers = [] }: WrittenPart): string {
  const isFile = typeof content !== "string" && type === undefined;
  const lines = headers.map(([header, value]) => `${header}: ${value}`);
  if (name !== undefined) {
    const file = isFile ? `; filename="${escapeName(content instanceof File ? content.name : "blob")}"` : "";
    lines.unshift(`Content-Disposition: form-data; name="${escapeName(name)}"${file}`);
  } else if (
    content instanceof File &&
    content.name !== "" &&
    !headers.some(([header]) => /^content-disposition$/i.test(header))
  ) {
    lines.unshift(`Content-Disposition: attachment; filename="${escapeName(content.name)}"`);
  }
  if (typeof content !== "string" || type !== undefined) {
    const own = typeof content === "string" ? "" : content.type;
    lines.push(`Content-Type: ${type ?? (own || "application/octet-stream")}`);
  }
  return lines.join("\r\n");
}

/** Escapes quotes and line breaks only. HTML §4.10.21.8. */
function escapeName(name: string): string {
  return name.replaceAll(/["\r\n]/g, encodeURIComponent);
}

async function* streamPieces(pieces: readonly (string | Blob)[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    if (typeof piece === "string") yield encoder.encode(piece);
    else yield* readChunks(piece.stream());
  }
}
