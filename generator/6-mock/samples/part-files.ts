/** Replaces binary parts of multipart samples by files. */
import type { ContentSpec, PartSpec } from "../../../templates/runtime/operation.ts";
import { sampleFile } from "./sample-file.ts";

/** Returns a copy of a sampled value with files. In a value of the schema, binary parts are strings. */
export function withSampleFiles(content: ContentSpec, value: unknown): unknown {
  const { codec, parts = {}, prefix = [], item = {} } = content;
  if (codec === "parts" || codec === "part-stream") {
    return Array.isArray(value) ? value.map((each, index) => withPartFile(prefix[index] ?? item, each, "")) : value;
  }
  if (codec !== "multipart" || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]) => {
    const part = Object.hasOwn(parts, name) ? (parts[name] ?? {}) : {};
    if (part.codec === "binary" && !part.headers) {
      const file = samplePartFile(part, name);
      return [name, part.repeated ? [file] : file] as const;
    }
    return [
      name,
      Array.isArray(entry) && part.repeated
        ? entry.map((one) => withPartFile(part, one, name))
        : withPartFile(part, entry, name),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function withPartFile(part: PartSpec, given: unknown, name: string): unknown {
  const filled = (value: unknown): unknown => {
    if (part.within) return withSampleFiles(part.within, value);
    return part.codec === "binary" ? samplePartFile(part, name) : value;
  };
  if (!part.headers || typeof given !== "object" || given === null || !("value" in given)) return filled(given);
  return { ...given, value: filled(given.value) };
}

/** Returns a file for a part, with a file name if the part has a name. */
function samplePartFile({ mediaTypes }: PartSpec, name: string): Blob {
  const bytes = sampleFile(mediaTypes?.[0] ?? "*/*");
  return name === "" ? bytes : new File([bytes], name, { type: bytes.type });
}
