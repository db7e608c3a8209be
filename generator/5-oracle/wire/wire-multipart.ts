/**
 * Multipart bodies that the platform's forms cannot say, because a part has headers, parts of its own or no name: written
 * and read by RFC 2046 §5.1.1, for the tests alone.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent, DescribedEncoding } from "../description/description.ts";
import { concrete } from "../description/described-media.ts";
import { headerOf } from "./wire-headers.ts";
import { piecesOf, scalar, Uncarriable } from "./wire-styles.ts";

/** Whether a form of the platform cannot say it. */
export function isByHand({ kind, encoding }: DescribedContent): boolean {
  if (kind === "parts" || kind === "part-stream") return true;
  return kind === "multipart" && Object.values(encoding).some(isSpecial);
}

export function isSpecial({ headers, within }: DescribedEncoding): boolean {
  return headers.length > 0 || within !== undefined;
}

/** How the part at a position is written. */
export function encodingAt({ prefix, rest }: DescribedContent, index: number): DescribedEncoding {
  return prefix[index] ?? rest;
}

/** What nothing is said of. */
export const PLAIN: DescribedEncoding = {
  contentType: undefined,
  style: undefined,
  headers: [],
  within: undefined,
  isFile: false,
};

interface WrittenPart {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

/** The text of a whole body between lines of `boundary`, which those within do not begin with. Throws an `Uncarriable`. */
export function multipartText(content: DescribedContent, value: Json, boundary: string): string {
  const parts =
    content.kind === "multipart" ? namedParts(content, value, boundary) : orderedParts(content, value, boundary);
  const texts = parts.map(({ headers, text }) => {
    const lines = headers.map(([name, line]) => `${name}: ${line}\r\n`);
    return `--${boundary}\r\n${lines.join("")}\r\n${text}\r\n`;
  });
  return `${texts.join("")}--${boundary}--\r\n`;
}

function orderedParts(content: DescribedContent, value: Json, boundary: string): readonly WrittenPart[] {
  if (!Array.isArray(value)) throw new Uncarriable("anything but a list as parts without names");
  return value.map((item: Json, index) => partOf(encodingAt(content, index), item, `${index}.${boundary}`));
}

function namedParts(content: DescribedContent, value: Json, boundary: string): readonly WrittenPart[] {
  if (!isObject(value)) throw new Uncarriable("anything but an object as a form");
  return Object.entries(value).flatMap(([name, entry], index) => {
    const own = (Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined) ?? PLAIN;
    const named = (text: string, part: Partial<WrittenPart> = {}, file = ""): WrittenPart => {
      const disposition = `form-data; name="${name.replaceAll(/["\r\n]/g, encodeURIComponent)}"${file}`;
      return { headers: [["Content-Disposition", disposition], ...(part.headers ?? [])], text };
    };
    if (own.style !== undefined) {
      return piecesOf(name, own.style, entry).map((piece) => ({
        ...named(piece.items.join(piece.delimiter)),
        headers: [["Content-Disposition", `form-data; name="${piece.name ?? name}"`] as const],
      }));
    }
    const isFile = own.isFile || content.files.has(name);
    const items = Array.isArray(entry) ? entry : [entry];
    return items.flatMap((item: Json, at) => {
      if (item === null) return [];
      const part = partOf({ ...own, isFile }, item, `${index}.${at}.${boundary}`);
      return [named(part.text, part, isFile ? '; filename="file.bin"' : "")];
    });
  });
}

function partOf(encoding: DescribedEncoding, given: Json, boundary: string): WrittenPart {
  const { headers, within, contentType, isFile } = encoding;
  const { value, lines } = headers.length === 0 ? { value: given, lines: [] } : takenApart(encoding, given);
  const [wanted] = contentType === undefined ? [] : contentType.split(",").map((one) => concrete(one.trim()));
  const typed = (type: string, text: string): WrittenPart => ({ headers: [["Content-Type", type], ...lines], text });
  if (within !== undefined) {
    return typed(`${wanted}; boundary="${boundary}"`, multipartText(within, value, boundary));
  }
  if (isFile) {
    return typed(wanted ?? "application/octet-stream", typeof value === "string" ? value : JSON.stringify(value));
  }
  if ((typeof value === "object" && value !== null) || /json/i.test(wanted ?? "")) {
    return typed(wanted ?? "application/json", JSON.stringify(value));
  }
  return typed(`${wanted ?? "text/plain"}; charset=utf-8`, scalar(value));
}

function takenApart({ headers }: DescribedEncoding, given: Json): { value: Json; lines: [string, string][] } {
  if (!isObject(given) || given["value"] === undefined) throw new Uncarriable("a part without its value");
  const values = isObject(given["headers"]) ? given["headers"] : {};
  const lines = headers.flatMap((header): [string, string][] => {
    const value = Object.hasOwn(values, header.name) ? values[header.name] : undefined;
    const text = value === undefined ? undefined : headerOf(header, value);
    return text === undefined ? [] : [[header.name, text]];
  });
  return { value: given["value"], lines };
}

export interface ReadPart {
  /** Undefined where it has none. */
  readonly name: string | undefined;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The parts of a part that is a body of its own. */
  readonly content: string | readonly ReadPart[];
}

/** The parts of a body in UTF-8. Throws where there are none. */
export function partsIn(text: string, contentType: string): readonly ReadPart[] {
  const [, quoted, token] = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(contentType) ?? [];
  const boundary = quoted ?? token;
  if (boundary === undefined) throw new Error("the body has no boundary");
  const [, ...rest] = `\r\n${text}`.split(`\r\n--${boundary}`);
  return rest
    .slice(
      0,
      rest.findIndex((part) => part.startsWith("--")),
    )
    .map(readPart);
}

function readPart(text: string): ReadPart {
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
  return { name, headers, content: /^multipart\//i.test(type) ? partsIn(content, type) : content };
}

/** In one spelling: what names the bytes of a part, and types that nobody asked for, are not compared. */
export function spelledParts(parts: readonly ReadPart[]): string {
  const spelled = parts.map(({ name, headers, content }) => {
    const own = [...headers].filter(
      ([header]) => header !== "content-type" && !(name !== undefined && header === "content-disposition"),
    );
    const text = typeof content === "string" ? content.replaceAll(/\r\n?/g, "\n") : spelledParts(content);
    return JSON.stringify([name ?? null, own.toSorted(([one], [other]) => (one < other ? -1 : 1)), text]);
  });
  return (parts.some(({ name }) => name !== undefined) ? spelled.toSorted() : spelled).join("\n");
}
