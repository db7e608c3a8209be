/** The files of a form as their bytes arrive, one after the other, none of them held in memory. */
import type { ContentSpec, PartSpec } from "../../runtime/operation.js";
import type { Validator } from "../../runtime/validation/validation.js";
import type { PartHeaders, ReceivedPart } from "../../runtime/wire/part-reader.js";
import { decodePart } from "../../runtime/wire/part.js";
import { own } from "../../runtime/wire/records.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { toStream } from "../../runtime/wire/sequences.js";
import { StreamedFile } from "../../runtime/wire/streamed-file.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidRequest } from "../http/validation-errors.js";
import { HttpProblem } from "../http/problem.js";

/** Read it by `file.stream()` before the next is asked for: what has not been read by then is skipped. */
export interface ArrivingFile {
  /** Of its part. */
  readonly name: string;
  readonly file: StreamedFile;
  /** Where the description gives its part some. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** Not yet decoded. */
export interface RawFile {
  readonly name: string;
  readonly file: StreamedFile;
  readonly headers: PartHeaders;
}

/** The next chunk of a part. Rejects with a problem of status 413 beyond `fileBytes`, and with a `WireError`; then ever again. */
export function readFile(
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
      if (room < 0) throw new HttpProblem(413, { detail: `A file may have at most ${fileBytes} bytes.` });
      return read;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
}

/** Whoever reads a stream gets the answer right by letting its error pass. */
export function throwProblem(error: unknown): never {
  throw error instanceof WireError ? new HttpProblem(400, { detail: `The body ${error.message}.` }) : error;
}

/** `first` and the files after it. Throws a problem into the loop where something is wrong with the rest of the body. */
export async function* arrivingFiles(
  first: ReceivedPart,
  parts: AsyncGenerator<ReceivedPart>,
  fileBytes: number,
): AsyncGenerator<RawFile> {
  try {
    for (let part: ReceivedPart | undefined = first; part;) {
      const { name, fileName, type, headers } = part;
      if (fileName === undefined) throw new WireError("has a field after its first file: fields come first");
      const read = readFile(part, fileBytes);
      const next = () => read().catch(throwProblem);
      yield { name, file: new StreamedFile(toStream({ next }), fileName, type), headers };
      while ((await read()).done !== true); // what the handler has left
      const { done, value } = await parts.next();
      part = done === true ? undefined : value;
    }
  } catch (error) {
    throwProblem(error);
  } finally {
    await parts.return(undefined);
  }
}

interface Form {
  readonly content: ContentSpec;
  /** What came before the files. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly validator: Validator<unknown> | undefined;
}

/**
 * The same files, each of a type that the description wants; what it says of all of them together (that they are there,
 * how many) is looked at when they have come. Throws an `InvalidRequest` into the loop.
 */
export async function* checkFiles(
  files: AsyncIterable<RawFile>,
  { content: { parts }, fields, validator }: Form,
): AsyncGenerator<ArrivingFile> {
  const seen: Record<string, unknown> = Object.assign(Object.create(null), fields);
  for await (const arriving of files) {
    const { name, file, headers: lines } = arriving;
    const part = own(parts, name);
    const refuse = ({ message }: Pick<Error, "message">): never => {
      throw new InvalidRequest([{ in: "body", pointer: pointerTo(name), message }]);
    };
    if (part && name in seen && part.repeated !== true) refuse({ message: "is given more than once" });
    const { headers } = part ? await decodeFile(part, { file, headers: lines }).catch(refuse) : {};
    const value = headers === undefined ? PLACEHOLDER : { value: PLACEHOLDER, headers };
    const before = seen[name];
    seen[name] = part?.repeated === true ? [...(Array.isArray(before) ? before : []), value] : value;
    yield { name, file, ...(headers && { headers }) };
  }
  const issues = validator?.validate(seen) ?? [];
  if (issues.length > 0) {
    throw new InvalidRequest(issues.map(({ pointer, message }) => ({ in: "body", pointer, message })));
  }
}

/** The type of the file is looked at, and its headers are read. Rejects with a `WireError`. */
async function decodeFile(
  part: PartSpec,
  { file, headers }: Pick<RawFile, "file" | "headers">,
): Promise<Pick<ArrivingFile, "headers">> {
  const decoded = await decodePart(part, { name: "", content: file, type: file.type, headers }, {});
  return part.headers ? (decoded as Required<Pick<ArrivingFile, "headers">>) : {}; // as such a part is decoded
}

/** Validators ask a file for nothing. */
const PLACEHOLDER = new File([], "");

function pointerTo(name: string): string {
  return `/${name.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
