/** Reads the parts of a multipart body within limits. Parts are held in memory, except for streamed files. */
import { type MediaType, parseMediaType } from "../../runtime/wire/media-type.js";
import { parseParts, readWholePart, type ReceivedPart, type WholePart } from "../../runtime/wire/part-reader.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { readChunks, toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";
import { streamFiles, type UndecodedFile, createChunkReader, rethrowAsProblem } from "./streamed-files.js";

export interface MultipartForm {
  readonly parts: readonly WholePart[];
  /** The only streamed file. It is the last part and has not been read yet. */
  readonly streamed?: UndecodedFile;
  /** The streamed files, if there can be several. */
  readonly files?: AsyncGenerator<UndecodedFile>;
}

interface ExpectedParts {
  readonly type: MediaType;
  readonly limits: Limits;
  /** Names of the parts that are streamed files. */
  readonly streamed: readonly string[];
  /** True if there can be only one streamed file. */
  readonly isOne: boolean;
  /** Returns true if a part is binary even without a file name. */
  readonly isBytes: (name: string) => boolean;
}

/**
 * Reads the parts up to the first streamed file. Rejects with a `WireError` or a problem. Errors after that appear as
 * problems in the streams of the files.
 */
export async function readMultipart(
  source: AsyncIterator<Bytes>,
  { type, limits, streamed, isOne, isBytes }: ExpectedParts,
): Promise<MultipartForm> {
  const arriving = parseParts(source, type, limits);
  const parts: WholePart[] = [];
  for (;;) {
    const { done, value: part } = await arriving.next();
    if (done) return { parts };
    const { name, fileName, headers } = part;
    if (fileName !== undefined && streamed.includes(name)) {
      if (!isOne) return { parts, files: streamFiles(part, arriving, limits.fileBytes) };
      const file = new StreamedFile(toStream(readLastFile(part, arriving, limits.fileBytes)), fileName, part.type);
      return { parts, streamed: { name, file, headers } };
    }
    parts.push(await readWholePart(fileName === undefined ? part : limitPart(part, limits), isBytes(name)));
  }
}

/** Yields the parts of a body within limits. With `isUnnamed`, parts need no name. Rejects with a `WireError` or a problem. */
export async function* readLimitedParts(
  { body, headers }: Response,
  limits: Limits,
  isUnnamed = true,
): AsyncGenerator<ReceivedPart> {
  const type = parseMediaType(headers.get("content-type") ?? "");
  if (!type || !body) throw new WireError("is not valid multipart");
  const chunks = readChunks(body) as AsyncGenerator<Bytes>; // the body comes from this server's own code
  for await (const part of parseParts(chunks, type, { ...limits, isUnnamed })) yield limitPart(part, limits);
}

/** Returns the part, limited to `fileBytes`. */
function limitPart(part: ReceivedPart, { fileBytes }: Limits): ReceivedPart {
  const read = createChunkReader(part, fileBytes);
  async function* chunks(): AsyncGenerator<Bytes> {
    for (let next = await read(); next.done !== true; next = await read()) yield next.value;
  }
  return { ...part, chunks: chunks() };
}

/** Yields the chunks of a file that must be the last part: the handler, which needs all fields, is already running. */
async function* readLastFile(
  part: ReceivedPart,
  parts: AsyncGenerator<ReceivedPart>,
  fileBytes: number,
): AsyncGenerator<Bytes> {
  const read = createChunkReader(part, fileBytes);
  try {
    for (let next = await read(); next.done !== true; next = await read()) yield next.value;
    const { done } = await parts.next();
    if (!done) throw new WireError("has a part after its file, which must be the last");
  } catch (error) {
    rethrowAsProblem(error);
  } finally {
    await parts.return(undefined);
  }
}
