/** A multipart body to its value: fields decoded, files with them, or as they arrive. OpenAPI 3.2 §4.15.4 */
import type { ContentSpec } from "../../runtime/operation.js";
import type { Decoders } from "../../runtime/wire/codec.js";
import type { MediaType } from "../../runtime/wire/media-type.js";
import { isOfBytes, readParts } from "../../runtime/wire/multipart.js";
import { readPart, type WholePart } from "../../runtime/wire/part-reader.js";
import { decodePart } from "../../runtime/wire/part.js";
import { readPartList, readPartStream } from "../../runtime/wire/parts.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { type InputError, note } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";
import type { RawFile } from "./streamed-files.js";
import { checkParsed } from "./json-limits.js";
import { arrivingParts, readMultipart } from "./multipart-parts.js";

interface FormContext {
  readonly type: MediaType;
  readonly limits: Limits;
  /** Whether files are handed over as they arrive. */
  readonly isStreamed: boolean;
  readonly errors: InputError[];
}

export interface FormBody {
  readonly value: Record<string, unknown>;
  /** Not among the properties of `value`, where there may be several. */
  readonly files?: AsyncIterable<RawFile>;
}

/** Rejects with a `WireError` where the body as a whole is malformed; what else is wrong is in `errors`. */
export async function receiveForm(
  content: ContentSpec,
  source: AsyncIterator<Bytes>,
  { type, limits, isStreamed, errors }: FormContext,
): Promise<FormBody> {
  const streamed = isStreamed ? fileNames(content) : [];
  const isBytes = (name: string) => isOfBytes(content, name);
  const wanted = { type, limits, streamed, isOne: hasOneFile(content), isBytes };
  const { parts, ...arriving } = await readMultipart(source, wanted);
  const value = await readParts(content, parts, { errors, decoders: partDecoders(limits) });
  checkParsed(value, limits); // its properties may be JSON
  if (arriving.files) return { value, files: arriving.files };
  if (!arriving.streamed) return { value };
  const { name, file, headers } = arriving.streamed;
  const part = content.parts?.[name] ?? {};
  const whole = { name, content: file, type: file.type, headers };
  value[name] = await decodePart(part, whole, {}).catch((error) => note(errors, { in: "body", name }, error));
  return { value };
}

/** A body whose parts are told by their position. Rejects with a `WireError`; what is wrong with a part is in `errors`. */
export async function receiveList(
  content: ContentSpec,
  source: Response,
  { limits, errors }: Pick<FormContext, "limits" | "errors">,
): Promise<unknown[]> {
  const value = await readPartList(content, arrivingParts(source, limits), { errors, decoders: partDecoders(limits) });
  checkParsed(value, limits); // its items may be JSON
  return value;
}

/** Of bodies that are parts of others, within the same limits. */
export function partDecoders(limits: Limits): Required<Pick<Decoders, "multipart" | "parts" | "part-stream">> {
  return {
    async multipart(content, source, errors, decoders = {}) {
      const parts: WholePart[] = [];
      for await (const part of arrivingParts(source, limits, false)) {
        parts.push(await readPart(part, isOfBytes(content, part.name)));
      }
      return readParts(content, parts, { errors, decoders });
    },
    parts: async (content, source, errors, decoders = {}) =>
      readPartList(content, arrivingParts(source, limits), { errors, decoders }),
    "part-stream": async (content, source, _errors, decoders = {}) =>
      readPartStream(content, arrivingParts(source, limits), decoders),
  };
}

/** Of the properties that are files. */
export function fileNames({ parts = {} }: ContentSpec): readonly string[] {
  return Object.entries(parts).flatMap(([name, { codec }]) => (codec === "binary" ? [name] : []));
}

/** Then it is a property of the body, streamed or not. */
export function hasOneFile({ parts = {} }: ContentSpec): boolean {
  const files = Object.values(parts).filter(({ codec }) => codec === "binary");
  return files.length === 1 && files.every(({ repeated }) => repeated !== true);
}
