/** A multipart body from strangers: fields and files held in memory, but for files that are to be streamed. */
import { type MediaType, parseMediaType } from "../../runtime/wire/media-type.js";
import { parseParts, readPart, type ReceivedPart, type WholePart } from "../../runtime/wire/part-reader.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { chunksOf, toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";
import { arrivingFiles, type RawFile, readFile, throwProblem } from "./streamed-files.js";

export interface ReceivedForm {
  readonly parts: readonly WholePart[];
  /** The one file that is to be streamed, if it came: it is the last part, and not yet read. */
  readonly streamed?: RawFile;
  /** From the first of them on, where several may be streamed. */
  readonly files?: AsyncGenerator<RawFile>;
}

interface ExpectedParts {
  readonly type: MediaType;
  readonly limits: Limits;
  /** Names of files: none, the one that may come, or those of which several may. */
  readonly streamed: readonly string[];
  readonly isOne: boolean;
  /** Whether a part of that name is bytes though it has no name of a file. */
  readonly isBytes: (name: string) => boolean;
}

/** Rejects with a `WireError`, or with a problem. What is wrong with streamed files is a problem in their streams. */
export async function readMultipart(
  source: AsyncIterator<Bytes>,
  { type, limits, streamed, isOne, isBytes }: ExpectedParts,
): Promise<ReceivedForm> {
  const arriving = parseParts(source, type, limits);
  const parts: WholePart[] = [];
  for (;;) {
    const { done, value: part } = await arriving.next();
    if (done) return { parts };
    const { name, fileName, headers } = part;
    if (fileName !== undefined && streamed.includes(name)) {
      if (!isOne) return { parts, files: arrivingFiles(part, arriving, limits.fileBytes) };
      const file = new StreamedFile(toStream(toTheEnd(part, arriving, limits.fileBytes)), fileName, part.type);
      return { parts, streamed: { name, file, headers } };
    }
    parts.push(await readPart(fileName === undefined ? part : bounded(part, limits), isBytes(name)));
  }
}

/** Parts within limits; those that are `isUnnamed` need no names. Throws a `WireError` or a problem in the loop. */
export async function* arrivingParts(
  { body, headers }: Response,
  limits: Limits,
  isUnnamed = true,
): AsyncGenerator<ReceivedPart> {
  const type = parseMediaType(headers.get("content-type") ?? "");
  if (!type || !body) throw new WireError("is not valid multipart");
  const chunks = chunksOf(body) as AsyncGenerator<Bytes>; // of our own making
  for await (const part of parseParts(chunks, type, { ...limits, isUnnamed })) yield bounded(part, limits);
}

/** The same part, of no more bytes than a file may have. */
function bounded(part: ReceivedPart, { fileBytes }: Limits): ReceivedPart {
  const read = readFile(part, fileBytes);
  async function* chunks(): AsyncGenerator<Bytes> {
    for (let next = await read(); next.done !== true; next = await read()) yield next.value;
  }
  return { ...part, chunks: chunks() };
}

/** The handler runs while the file arrives: a field that came after it would come too late. */
async function* toTheEnd(
  part: ReceivedPart,
  parts: AsyncGenerator<ReceivedPart>,
  fileBytes: number,
): AsyncGenerator<Bytes> {
  const read = readFile(part, fileBytes);
  try {
    for (let next = await read(); next.done !== true; next = await read()) yield next.value;
    const { done } = await parts.next();
    if (!done) throw new WireError("has a part after its file, which must be the last");
  } catch (error) {
    throwProblem(error);
  } finally {
    await parts.return(undefined);
  }
}
