/** `multipart/form-data` from strangers: fields and files held in memory, but for a file that is to be streamed. */
import type { MediaType } from "../runtime/media-type.js";
import { toStream } from "../runtime/sequences.js";
import { StreamedFile } from "../runtime/streamed-file.js";
import { WireError } from "../runtime/wire-error.js";
import type { Limits } from "./limits.js";
import { parseParts, type ReceivedPart } from "./parts.js";
import { HttpProblem } from "./problem.js";
import type { Bytes } from "./scanner.js";

export interface ReceivedForm {
  readonly form: FormData;
  /** The file called `streamed`, with the name of its part, if it came: it is the last part, and not yet read. */
  readonly streamed: { readonly name: string; readonly file: StreamedFile } | undefined;
}

/** Rejects with a `WireError`. What is wrong with the rest of a streamed file is a problem of status 400 in its stream. */
export async function readMultipart(
  source: AsyncIterator<Bytes>,
  { type, limits, streamed }: { type: MediaType; limits: Limits; streamed: string | undefined },
): Promise<ReceivedForm> {
  const parts = parseParts(source, type, limits);
  const form = new FormData();
  for (;;) {
    const { done, value: part } = await parts.next();
    if (done) return { form, streamed: undefined };
    const { name, fileName } = part;
    if (fileName === undefined) form.append(name, await textOf(part));
    else if (name === streamed) {
      const file = new StreamedFile(toStream(toTheEnd(part, parts)), fileName, part.type);
      return { form, streamed: { name, file } };
    } else {
      const chunks: Bytes[] = [];
      for await (const chunk of part.chunks) chunks.push(chunk.slice());
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
async function* toTheEnd({ chunks }: ReceivedPart, parts: AsyncGenerator<ReceivedPart>): AsyncGenerator<Bytes> {
  try {
    yield* chunks;
    const { done } = await parts.next();
    if (!done) throw new WireError("has a part after its file, which must be the last");
  } catch (error) {
    throw error instanceof WireError ? new HttpProblem(400, { detail: `The body ${error.message}.` }) : error;
  } finally {
    await parts.return(undefined);
  }
}
