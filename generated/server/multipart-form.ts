/** A multipart body from strangers: fields and files held in memory, but for files that are to be streamed. */
import type { MediaType } from "../runtime/media-type.js";
import { toStream } from "../runtime/sequences.js";
import { StreamedFile } from "../runtime/streamed-file.js";
import { WireError } from "../runtime/wire-error.js";
import { type ArrivingFile, arrivingFiles, readFile, throwProblem } from "./arriving-files.js";
import type { Limits } from "./limits.js";
import { parseParts, type ReceivedPart } from "./parts.js";
import type { Bytes } from "./scanner.js";

export interface ReceivedForm {
  readonly form: FormData;
  /** The one file that is to be streamed, if it came: it is the last part, and not yet read. */
  readonly streamed?: ArrivingFile;
  /** From the first of them on, where several may be streamed. */
  readonly files?: AsyncGenerator<ArrivingFile>;
}

interface Wanted {
  readonly type: MediaType;
  readonly limits: Limits;
  /** Names of files: none, the one that may come, or those of which several may. */
  readonly streamed: readonly string[];
  readonly isOne: boolean;
  /** Names of fields that are of a certain type. */
  readonly typed: readonly string[];
}

/** Rejects with a `WireError`, or with a problem. What is wrong with streamed files is a problem in their streams. */
export async function readMultipart(
  source: AsyncIterator<Bytes>,
  { type, limits, streamed, isOne, typed }: Wanted,
): Promise<ReceivedForm> {
  const parts = parseParts(source, type, limits);
  const form = new FormData();
  for (;;) {
    const { done, value: part } = await parts.next();
    if (done) return { form };
    const { name, fileName } = part;
    if (fileName === undefined) {
      const text = await textOf(part);
      // the type that it names is not lost, where somebody wants to know it
      if (part.type === "" || !typed.includes(name)) form.append(name, text);
      else form.append(name, new Blob([text], { type: part.type }));
    } else if (streamed.includes(name)) {
      if (!isOne) return { form, files: arrivingFiles(part, parts, limits.fileBytes) };
      const file = new StreamedFile(toStream(toTheEnd(part, parts, limits.fileBytes)), fileName, part.type);
      return { form, streamed: { name, file } };
    } else {
      const chunks: Bytes[] = [];
      const read = readFile(part, limits.fileBytes);
      for (let next = await read(); next.done !== true; next = await read()) chunks.push(next.value.slice());
      form.append(name, new File(chunks, fileName, { type: part.type }));
    }
  }
}

async function textOf({ chunks }: ReceivedPart): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  try {
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof TypeError && !(error instanceof WireError) ? new WireError("is not valid UTF-8") : error;
  }
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
