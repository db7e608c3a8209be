/**
 * The oracle's encoder and decoder of multipart bodies. RFC 2046 §5.1.1
 *
 * `FormData` cannot represent parts with headers, nested multipart bodies, and parts without names. This file can.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import { type DescribedContent, type DescribedEncoding, PLAIN_ENCODING } from "../description/described-operation.ts";
import { concreteMediaType } from "../description/described-media.ts";
import { encodeHeader } from "./encode-header.ts";
import { encodeStyle, encodeScalar, UnencodableValue } from "./parameter-styles.ts";

/** Returns true if `FormData` cannot represent the body. */
export function isBeyondFormData({ kind, encoding }: DescribedContent): boolean {
  if (kind === "parts" || kind === "part-stream") return true;
  return kind === "multipart" && Object.values(encoding).some(isStructuredPart);
}

/** Returns true if a part has headers, or is a multipart body. */
export function isStructuredPart({ headers, nestedBody: within }: DescribedEncoding): boolean {
  return headers.length > 0 || within !== undefined;
}

/** Returns the encoding of the part at a position. OpenAPI 3.2 §4.14.4.2 */
export function encodingOfPart(
  { prefixEncoding: prefix, itemEncoding: rest }: DescribedContent,
  index: number,
): DescribedEncoding {
  return prefix[index] ?? rest;
}

interface EncodedPart {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

/**
 * Returns a multipart body as a string. Nested bodies have other boundaries. Throws an `UnencodableValue` if no body
 * can contain the value.
 */
export function encodeMultipart(content: DescribedContent, value: Json, boundary: string): string {
  const parts =
    content.kind === "multipart"
      ? encodeNamedParts(content, value, boundary)
      : encodeOrderedParts(content, value, boundary);
  const texts = parts.map(({ headers, text }) => {
    const lines = headers.map(([name, line]) => `${name}: ${line}\r\n`);
    return `--${boundary}\r\n${lines.join("")}\r\n${text}\r\n`;
  });
  return `${texts.join("")}--${boundary}--\r\n`;
}

function encodeOrderedParts(content: DescribedContent, value: Json, boundary: string): readonly EncodedPart[] {
  if (!Array.isArray(value)) throw new UnencodableValue("a value that is not an array, as parts without names");
  return value.map((item: Json, index) => encodePart(encodingOfPart(content, index), item, `${index}.${boundary}`));
}

function encodeNamedParts(content: DescribedContent, value: Json, boundary: string): readonly EncodedPart[] {
  if (!isObject(value)) throw new UnencodableValue("a value that is not an object, as a form");
  return Object.entries(value).flatMap(([name, entry], index) => {
    const own = (Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined) ?? PLAIN_ENCODING;
    const named = (text: string, part: Partial<EncodedPart> = {}, file = ""): EncodedPart => {
      const disposition = `form-data; name="${name.replaceAll(/["\r\n]/g, encodeURIComponent)}"${file}`;
      return { headers: [["Content-Disposition", disposition], ...(part.headers ?? [])], text };
    };
    if (own.style !== undefined) {
      return encodeStyle(name, own.style, entry).map((piece) => ({
        ...named(piece.items.join(piece.delimiter)),
        headers: [["Content-Disposition", `form-data; name="${piece.name ?? name}"`] as const],
      }));
    }
    const isFile = own.isFile || content.fileProperties.has(name);
    const items = Array.isArray(entry) ? entry : [entry];
    return items.flatMap((item: Json, at) => {
      if (item === null) return [];
      const part = encodePart({ ...own, isFile }, item, `${index}.${at}.${boundary}`);
      return [named(part.text, part, isFile ? '; filename="file.bin"' : "")];
    });
  });
}

function encodePart(encoding: DescribedEncoding, given: Json, boundary: string): EncodedPart {
  const { headers, nestedBody: within, contentType, isFile } = encoding;
  const { value, lines } = headers.length === 0 ? { value: given, lines: [] } : splitPartHeaders(encoding, given);
  const [wanted] = contentType === undefined ? [] : contentType.split(",").map((one) => concreteMediaType(one.trim()));
  const typed = (type: string, text: string): EncodedPart => ({ headers: [["Content-Type", type], ...lines], text });
  if (within !== undefined) {
    return typed(`${wanted}; boundary="${boundary}"`, encodeMultipart(within, value, boundary));
  }
  if (isFile) {
    return typed(wanted ?? "application/octet-stream", typeof value === "string" ? value : JSON.stringify(value));
  }
  if ((typeof value === "object" && value !== null) || /json/i.test(wanted ?? "")) {
    return typed(wanted ?? "application/json", JSON.stringify(value));
  }
  return typed(`${wanted ?? "text/plain"}; charset=utf-8`, encodeScalar(value));
}

function splitPartHeaders({ headers }: DescribedEncoding, given: Json): { value: Json; lines: [string, string][] } {
  if (!isObject(given) || given["value"] === undefined) {
    throw new UnencodableValue("a part with headers and without a value");
  }
  const values = isObject(given["headers"]) ? given["headers"] : {};
  const lines = headers.flatMap((header): [string, string][] => {
    const value = Object.hasOwn(values, header.name) ? values[header.name] : undefined;
    const text = value === undefined ? undefined : encodeHeader(header, value);
    return text === undefined ? [] : [[header.name, text]];
  });
  return { value: given["value"], lines };
}

export interface DecodedPart {
  /** Undefined if the part has no name. */
  readonly name: string | undefined;
  /** Headers by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** A string, or the parts of a nested multipart body. */
  readonly content: string | readonly DecodedPart[];
}

/** Returns the parts of a body. Throws if its content type has no boundary. */
export function decodeMultipart(text: string, contentType: string): readonly DecodedPart[] {
  const [, quoted, token] = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(contentType) ?? [];
  const boundary = quoted ?? token;
  if (boundary === undefined) throw new Error("the body has no boundary");
  const [, ...rest] = `\r\n${text}`.split(`\r\n--${boundary}`);
  return rest
    .slice(
      0,
      rest.findIndex((part) => part.startsWith("--")),
    )
    .map(decodePart);
}

function decodePart(text: string): DecodedPart {
  const whole = text.replace(/^[ \t]*\r\n/, "");
  const end = whole.startsWith("\r\n") ? 0 : whole.indexOf("\r\n\r\n") + 2;
  const lines = whole
    .slice(0, end)
    .split("\r\n")
    .filter((line) => line !== "");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const [, name] = /;\s*name="([^"]*)"/.exec(headers.get("content-disposition") ?? "") ?? [];
  const content = whole.slice(end + 2);
  const type = headers.get("content-type") ?? "";
  return { name, headers, content: /^multipart\//i.test(type) ? decodeMultipart(content, type) : content };
}

/**
 * Returns a canonical string of parts, for comparison. It leaves out file names, and content types, which senders can
 * choose.
 */
export function canonicalParts(parts: readonly DecodedPart[]): string {
  const spelled = parts.map(({ name, headers, content }) => {
    const own = [...headers].filter(
      ([header]) => header !== "content-type" && !(name !== undefined && header === "content-disposition"),
    );
    const text = typeof content === "string" ? content.replaceAll(/\r\n?/g, "\n") : canonicalParts(content);
    return JSON.stringify([name ?? null, own.toSorted(([one], [other]) => (one < other ? -1 : 1)), text]);
  });
  return (parts.some(({ name }) => name !== undefined) ? spelled.toSorted() : spelled).join("\n");
}
