/** Parts of a multipart answer that are bytes get a small file, wherever they stand. */
import type { ContentSpec, PartSpec } from "../../templates/runtime/operation.ts";
import { fileOf } from "./sample-bytes.ts";

/** `value`: of the schema of the content, in which bytes are texts. */
export function withFiles(content: ContentSpec, value: unknown): unknown {
  const { codec, parts = {}, prefix = [], item = {} } = content;
  if (codec === "parts" || codec === "part-stream") {
    return Array.isArray(value) ? value.map((each, index) => partValue(prefix[index] ?? item, each, "")) : value;
  }
  if (codec !== "multipart" || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]) => {
    const part = Object.hasOwn(parts, name) ? (parts[name] ?? {}) : {};
    if (part.codec === "binary" && !part.headers) {
      const file = bytesOf(part, name);
      return [name, part.repeated ? [file] : file] as const;
    }
    return [
      name,
      Array.isArray(entry) && part.repeated
        ? entry.map((one) => partValue(part, one, name))
        : partValue(part, entry, name),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function partValue(part: PartSpec, given: unknown, name: string): unknown {
  const filled = (value: unknown): unknown => {
    if (part.within) return withFiles(part.within, value);
    return part.codec === "binary" ? bytesOf(part, name) : value;
  };
  if (!part.headers || typeof given !== "object" || given === null || !("value" in given)) return filled(given);
  return { ...given, value: filled(given.value) };
}

/** With a name where its part has one. */
function bytesOf({ mediaTypes }: PartSpec, name: string): Blob {
  const bytes = fileOf(mediaTypes?.[0] ?? "*/*");
  return name === "" ? bytes : new File([bytes], name, { type: bytes.type });
}
