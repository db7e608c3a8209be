/** Values of multipart bodies as code has them: texts that are bytes become files. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent, DescribedEncoding } from "../../5-oracle/description/description.ts";
import { encodingAt, isSpecial, PLAIN } from "../../5-oracle/wire/wire-multipart.ts";

/** Gets a text that is bytes, the content type of its part as it is described, and whether it is a file of a form. */
export type MakeFile = (text: string, contentType: string | undefined, isNamed: boolean) => unknown;

export function withFiles(content: DescribedContent, value: Json, makeFile: MakeFile): unknown {
  const { kind, files, encoding } = content;
  if (kind === "parts" || kind === "part-stream") {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    return items.map((item, index) => partValue(encodingAt(content, index), item, makeFile));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => {
    const own = (Object.hasOwn(encoding, name) ? encoding[name] : undefined) ?? PLAIN;
    if (isSpecial(own)) {
      return [
        name,
        Array.isArray(entry)
          ? entry.map((item: Json) => partValue(own, item, makeFile))
          : partValue(own, entry, makeFile),
      ] as const;
    }
    const count = files.get(name);
    if (count === undefined) return [name, entry] as const;
    const file = (item: Json): unknown => makeFile(textOf(item), own.contentType, true);
    return [name, count === "one" ? file(entry) : (Array.isArray(entry) ? entry : [entry]).map(file)] as const;
  });
  return Object.fromEntries(entries);
}

function partValue(encoding: DescribedEncoding, given: Json, makeFile: MakeFile): unknown {
  const { headers, within, isFile, contentType } = encoding;
  const converted = (value: Json): unknown => {
    if (within !== undefined) return withFiles(within, value, makeFile);
    return isFile ? makeFile(textOf(value), contentType, false) : value;
  };
  if (headers.length === 0) return converted(given);
  if (!isObject(given) || given["value"] === undefined) return given;
  return { ...given, value: converted(given["value"]) };
}

/**
 * What arrives of a body: headers that are there, be they none, and none that leaves no trace. The headers of a part are
 * always there for whoever gets it.
 */
export function arriving(content: DescribedContent, value: Json): Json {
  const { kind, encoding } = content;
  if (kind === "parts" || kind === "part-stream") {
    return Array.isArray(value)
      ? value.map((item: Json, index) => arrivingPart(encodingAt(content, index), item))
      : value;
  }
  if (kind !== "multipart" || !isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, entry]): [string, Json][] => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    if (own === undefined || !isSpecial(own)) return [[name, entry]];
    if (Array.isArray(entry)) return [[name, entry.map((item: Json) => arrivingPart(own, item))]];
    return own.headers.length > 0 && isObject(entry) && entry["value"] === null
      ? []
      : [[name, arrivingPart(own, entry)]];
  });
  return Object.fromEntries(entries);
}

function arrivingPart({ headers, within }: DescribedEncoding, given: Json): Json {
  const arrived = (value: Json): Json => (within === undefined ? value : arriving(within, value));
  if (headers.length === 0) return arrived(given);
  if (!isObject(given) || given["value"] === undefined) return given;
  const values = isObject(given["headers"]) ? given["headers"] : {};
  const present = Object.entries(values).filter(([name, value]) => {
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    const header = headers.find((one) => one.name === name);
    return header !== undefined && (header.mediaType !== undefined || (value !== null && !isEmpty));
  });
  return { value: arrived(given["value"]), headers: Object.fromEntries(present) };
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
