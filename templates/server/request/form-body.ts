/** Decodes multipart bodies: fields, and files in memory or streamed (OpenAPI 3.2 §4.15.4). */
import type { ContentSpec } from "../../runtime/operation.js";
import type { Decoders } from "../../runtime/wire/codec.js";
import type { MediaType } from "../../runtime/wire/media-type.js";
import { hasNestedBody, decodeNamedParts, redecodeFields } from "../../runtime/wire/multipart.js";
import { readWholePart, type WholePart } from "../../runtime/wire/part-reader.js";
import { decodePart } from "../../runtime/wire/part-value.js";
import { decodePartArray, readPartStream } from "../../runtime/wire/ordered-parts.js";
import type { Attempts } from "../../runtime/wire/shapes.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { type InputError, recordError } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";
import type { UndecodedFile } from "./streamed-files.js";
import { checkJsonValue } from "./json-limits.js";
import { readLimitedParts, readMultipart } from "./multipart-parts.js";

interface FormContext {
  readonly type: MediaType;
  readonly limits: Limits;
  /** True if the handler receives files while they arrive. */
  readonly isStreamed: boolean;
  readonly errors: InputError[];
}

export interface FormBody {
  readonly value: Record<string, unknown>;
  /** Streamed files, if the form can have several. They are not properties of `value`. */
  readonly files?: AsyncIterable<UndecodedFile>;
  /** Decodes the fields again, with other alternatives of their shapes. Absent if files are streamed. */
  readonly decodeAgain?: (attempts: Attempts) => unknown;
}

/** Decodes a `multipart/form-data` body. Rejects with a `WireError` if it is malformed. Adds other errors to `errors`. */
export async function receiveForm(
  content: ContentSpec,
  source: AsyncIterator<Bytes>,
  { type, limits, isStreamed, errors }: FormContext,
): Promise<FormBody> {
  const streamed = isStreamed ? fileNames(content) : [];
  const isBytes = (name: string) => hasNestedBody(content, name);
  const expected = { type, limits, streamed, isOne: hasOneFile(content), isBytes };
  const { parts, ...arriving } = await readMultipart(source, expected);
  const value = await decodeNamedParts(content, parts, { errors, decoders: partDecoders(limits) });
  checkJsonValue(value, limits); // parts can be JSON
  if (arriving.files) return { value, files: arriving.files };
  if (!arriving.streamed) {
    return { value, decodeAgain: (attempts) => redecodeFields(content, parts, { value, attempts }) };
  }
  const { name, file, headers } = arriving.streamed;
  const part = content.parts?.[name] ?? {};
  const whole = { name, content: file, type: file.type, headers };
  value[name] = await decodePart(part, whole, {}).catch((error) => recordError(errors, { in: "body", name }, error));
  return { value };
}

/**
 * Decodes a multipart body whose parts have positions instead of names. Rejects with a `WireError` if it is malformed.
 * Adds errors of parts to `errors`.
 */
export async function receivePartList(
  content: ContentSpec,
  source: Response,
  { limits, errors }: Pick<FormContext, "limits" | "errors">,
): Promise<unknown[]> {
  const value = await decodePartArray(content, readLimitedParts(source, limits), {
    errors,
    decoders: partDecoders(limits),
  });
  checkJsonValue(value, limits); // parts can be JSON
  return value;
}

/** Returns decoders for multipart bodies that are nested in parts. They apply the same limits. */
export function partDecoders(limits: Limits): Required<Pick<Decoders, "multipart" | "parts" | "part-stream">> {
  return {
    async multipart(content, source, errors, decoders = {}) {
      const parts: WholePart[] = [];
      for await (const part of readLimitedParts(source, limits, false)) {
        parts.push(await readWholePart(part, hasNestedBody(content, part.name)));
      }
      return decodeNamedParts(content, parts, { errors, decoders });
    },
    parts: async (content, source, errors, decoders = {}) =>
      decodePartArray(content, readLimitedParts(source, limits), { errors, decoders }),
    "part-stream": async (content, source, _errors, decoders = {}) =>
      readPartStream(content, readLimitedParts(source, limits), decoders),
  };
}

/** Returns the names of the properties that are files. */
export function fileNames({ parts = {} }: ContentSpec): readonly string[] {
  return Object.entries(parts).flatMap(([name, { codec }]) => (codec === "binary" ? [name] : []));
}

/** Returns true if the form has one file at most. Then the file is a property of the body, streamed or not. */
export function hasOneFile({ parts = {} }: ContentSpec): boolean {
  const files = Object.values(parts).filter(({ codec }) => codec === "binary");
  return files.length === 1 && files.every(({ repeated }) => repeated !== true);
}
