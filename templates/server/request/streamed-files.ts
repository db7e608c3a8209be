/** Streams the files of a multipart form one after the other, without holding them in memory. */
import type { ContentSpec, PartSpec } from "../../runtime/operation.js";
import type { Validator } from "../../runtime/validation/validation.js";
import type { PartHeaders, ReceivedPart } from "../../runtime/wire/part-reader.js";
import { decodePart } from "../../runtime/wire/part-value.js";
import { own } from "../../runtime/wire/records.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidRequest } from "../http/validation-errors.js";
import { HttpProblem } from "../http/problem.js";

/** A file of a multipart form. Read `file.stream()` before you request the next file: unread bytes are skipped. */
export interface UploadedFile {
  /** The name of its part. */
  readonly name: string;
  readonly file: StreamedFile;
  /** Decoded headers of its part, if the description has any. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** A file whose part headers are not decoded yet. */
export interface UndecodedFile {
  readonly name: string;
  readonly file: StreamedFile;
  readonly headers: PartHeaders;
}

/**
 * Creates a function that reads the next chunk of a part. It rejects with a problem of status 413 beyond `fileBytes`,
 * or with a `WireError`. After an error, every call rejects with the same error.
 */
export function createChunkReader(
  { chunks }: Pick<ReceivedPart, "chunks">,
  fileBytes: number,
): () => Promise<IteratorResult<Bytes>> {
  let room = fileBytes;
  let failure: unknown;
  return async () => {
    if (failure !== undefined) throw failure;
    try {
      const read = await chunks.next();
      if (read.done !== true) room -= read.value.byteLength;
      if (room < 0) throw new HttpProblem(413, { detail: `A file must have at most ${fileBytes} bytes.` });
      return read;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
}

/**
 * Throws an error as a problem that the client may see. A handler that reads a stream does not need to catch it: the
 * response has the right status.
 */
export function rethrowAsProblem(error: unknown): never {
  throw error instanceof WireError ? new HttpProblem(400, { detail: `The body ${error.message}.` }) : error;
}

/** Yields `first` and the files after it. Rejects with a problem if the rest of the body is invalid. */
export async function* streamFiles(
  first: ReceivedPart,
  parts: AsyncGenerator<ReceivedPart>,
  fileBytes: number,
): AsyncGenerator<UndecodedFile> {
  try {
    for (let part: ReceivedPart | undefined = first; part;) {
      const { name, fileName, type, headers } = part;
      if (fileName === undefined) throw new WireError("has a field after its first file: fields come first");
      const read = createChunkReader(part, fileBytes);
      const next = () => read().catch(rethrowAsProblem);
      yield { name, file: new StreamedFile(toStream({ next }), fileName, type), headers };
      while ((await read()).done !== true); // skips what the handler has not read
      const { done, value } = await parts.next();
      part = done === true ? undefined : value;
    }
  } catch (error) {
    rethrowAsProblem(error);
  } finally {
    await parts.return(undefined);
  }
}

interface FormFields {
  readonly content: ContentSpec;
  /** The decoded fields, which come before the files. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly validator: Validator<unknown> | undefined;
}

/**
 * Yields the files and checks the media type of each. After the last one, validates the whole form, such as required
 * files and their number. Rejects with an `InvalidRequest`.
 */
export async function* validateFiles(
  files: AsyncIterable<UndecodedFile>,
  { content: { parts }, fields, validator }: FormFields,
): AsyncGenerator<UploadedFile> {
  const seen: Record<string, unknown> = Object.assign(Object.create(null), fields);
  for await (const { name, file, headers: lines } of files) {
    const part = own(parts, name);
    const reject = ({ message }: Pick<Error, "message">): never => {
      throw new InvalidRequest([{ in: "body", pointer: pointerToPart(name), message }]);
    };
    if (part && name in seen && part.repeated !== true) reject({ message: "is given more than once" });
    const { headers } = part ? await decodeFileHeaders(part, { file, headers: lines }).catch(reject) : {};
    const value = headers === undefined ? PLACEHOLDER : { value: PLACEHOLDER, headers };
    const previous = seen[name];
    seen[name] = part?.repeated === true ? [...(Array.isArray(previous) ? previous : []), value] : value;
    yield { name, file, ...(headers && { headers }) };
  }
  const issues = validator?.validate(seen) ?? [];
  if (issues.length > 0) {
    throw new InvalidRequest(issues.map(({ pointer, message }) => ({ in: "body", pointer, message })));
  }
}

/** Checks the media type of a file and decodes the headers of its part. Rejects with a `WireError`. */
async function decodeFileHeaders(
  part: PartSpec,
  { file, headers }: Pick<UndecodedFile, "file" | "headers">,
): Promise<Pick<UploadedFile, "headers">> {
  const decoded = await decodePart(part, { name: "", content: file, type: file.type, headers }, {});
  return part.headers ? (decoded as Required<Pick<UploadedFile, "headers">>) : {}; // the decoded form of a part with headers
}

/** Stands for a file during validation: validators do not look into files. */
const PLACEHOLDER = new File([], "");

function pointerToPart(name: string): string {
  return `/${name.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
