/** Converts JSON samples of multipart bodies to the values of generated code, and to what a server receives. */
import { type Json, isObject } from "../../1-document/json.ts";
import {
  type DescribedContent,
  type DescribedEncoding,
  PLAIN_ENCODING,
} from "../../5-oracle/description/described-operation.ts";
import { encodingOfPart, isStructuredPart } from "../../5-oracle/wire/multipart-body.ts";

/** Makes a file from its content as a string and its documented content type. `isNamed` is true in forms. */
export type MakeFile = (text: string, contentType: string | undefined, isNamed: boolean) => unknown;

/** Replaces the strings that stand for files by the results of `makeFile`. */
export function convertFiles(content: DescribedContent, value: Json, makeFile: MakeFile): unknown {
  const { kind, fileProperties: files, encoding } = content;
  if (kind === "parts" || kind === "part-stream") {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    return items.map((item, index) => partValue(encodingOfPart(content, index), item, makeFile));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => {
    const own = (Object.hasOwn(encoding, name) ? encoding[name] : undefined) ?? PLAIN_ENCODING;
    if (isStructuredPart(own)) {
      return [
        name,
        Array.isArray(entry)
          ? entry.map((item: Json) => partValue(own, item, makeFile))
          : partValue(own, entry, makeFile),
      ] as const;
    }
    const count = files.get(name);
    if (count === undefined) return [name, entry] as const;
    const file = (item: Json): unknown => makeFile(stringOrJson(item), own.contentType, true);
    return [name, count === "one" ? file(entry) : (Array.isArray(entry) ? entry : [entry]).map(file)] as const;
  });
  return Object.fromEntries(entries);
}

function partValue(encoding: DescribedEncoding, given: Json, makeFile: MakeFile): unknown {
  const { headers, nestedBody: within, isFile, contentType } = encoding;
  const converted = (value: Json): unknown => {
    if (within !== undefined) return convertFiles(within, value, makeFile);
    return isFile ? makeFile(stringOrJson(value), contentType, false) : value;
  };
  if (headers.length === 0) return converted(given);
  if (!isObject(given) || given["value"] === undefined) return given;
  return { ...given, value: converted(given["value"]) };
}

/**
 * Returns a multipart body as the server receives it. A part with documented headers always has an object of headers,
 * without those that are null or empty.
 */
export function receivedParts(content: DescribedContent, value: Json): Json {
  const { kind, encoding } = content;
  if (kind === "parts" || kind === "part-stream") {
    return Array.isArray(value)
      ? value.map((item: Json, index) => receivedPart(encodingOfPart(content, index), item))
      : value;
  }
  if (kind !== "multipart" || !isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, entry]): [string, Json][] => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    if (own === undefined || !isStructuredPart(own)) return [[name, entry]];
    if (Array.isArray(entry)) return [[name, entry.map((item: Json) => receivedPart(own, item))]];
    return own.headers.length > 0 && isObject(entry) && entry["value"] === null
      ? []
      : [[name, receivedPart(own, entry)]];
  });
  return Object.fromEntries(entries);
}

function receivedPart({ headers, nestedBody: within }: DescribedEncoding, given: Json): Json {
  const receivedValue = (value: Json): Json => (within === undefined ? value : receivedParts(within, value));
  if (headers.length === 0) return receivedValue(given);
  if (!isObject(given) || given["value"] === undefined) return given;
  const values = isObject(given["headers"]) ? given["headers"] : {};
  const present = Object.entries(values).filter(([name, value]) => {
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    const header = headers.find((one) => one.name === name);
    return header !== undefined && (header.mediaType !== undefined || (value !== null && !isEmpty));
  });
  return { value: receivedValue(given["value"]), headers: Object.fromEntries(present) };
}

function stringOrJson(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
