/** A multipart body to its value: fields decoded, files with them, or as they arrive. OpenAPI 3.2 §4.15.4 */
import type { MediaType } from "../runtime/media-type.js";
import { decodePart, readParts } from "../runtime/multipart.js";
import type { ContentSpec, PartSpec } from "../runtime/operation.js";
import { type InputError, note } from "../runtime/wire-error.js";
import type { ArrivingFile } from "./arriving-files.js";
import { checkParsed } from "./json.js";
import type { Limits } from "./limits.js";
import { readMultipart } from "./multipart-form.js";
import type { Bytes } from "./scanner.js";

interface Surroundings {
  readonly type: MediaType;
  readonly limits: Limits;
  /** Whether files are handed over as they arrive. */
  readonly isStreamed: boolean;
  readonly errors: InputError[];
}

export interface FormBody {
  readonly value: Record<string, unknown>;
  /** Not among the properties of `value`, where there may be several. */
  readonly files?: AsyncIterable<ArrivingFile>;
}

/** Rejects with a `WireError` where the body as a whole is malformed; what else is wrong is in `errors`. */
export async function receiveForm(
  content: ContentSpec,
  source: AsyncIterator<Bytes>,
  { type, limits, isStreamed, errors }: Surroundings,
): Promise<FormBody> {
  const streamed = isStreamed ? fileNames(content) : [];
  const typed = Object.entries(content.parts ?? {}).flatMap(([name, part]) => (isTyped(part) ? [name] : []));
  const wanted = { type, limits, streamed, isOne: hasOneFile(content), typed };
  const { form, ...arriving } = await readMultipart(source, wanted);
  const value = await readParts(content, form, errors);
  checkParsed(value, limits); // its properties may be JSON
  if (arriving.files) return { value, files: arriving.files };
  if (!arriving.streamed) return { value };
  const { name, file } = arriving.streamed;
  const part = content.parts?.[name] ?? {};
  value[name] = await decodePart(part, file).catch((error) => note(errors, { in: "body", name }, error));
  return { value };
}

/** Whether it is a field, and no style takes the place of its type. */
function isTyped({ codec, style }: PartSpec): boolean {
  return codec !== "binary" && style === undefined;
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
