/** A body of any kind as bytes, by the description alone. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent } from "../description/description.ts";
import { concrete } from "../description/described-media.ts";
import { eventText } from "./wire-events.ts";
import { isByHand, multipartText } from "./wire-multipart.ts";
import { percentEncode, piecesOf, scalar, Uncarriable } from "./wire-styles.ts";

export interface Bytes {
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Throws an `Uncarriable`. */
export async function bytesOf(content: DescribedContent, value: Json): Promise<Bytes> {
  const contentType =
    content.kind === "json" && /\*/.test(content.mediaType) ? "application/json" : concrete(content.mediaType);
  switch (content.kind) {
    case "json":
      return { contentType, bytes: utf8(JSON.stringify(value)) };
    case "text":
      return { contentType, bytes: utf8(typeof value === "object" ? JSON.stringify(value) : scalar(value)) };
    case "binary":
      return { contentType, bytes: utf8(typeof value === "string" ? value : JSON.stringify(value)) };
    case "form":
      return { contentType, bytes: utf8(formPairs(content, value).join("&")) };
    case "parts":
    case "part-stream":
    case "multipart": {
      if (isByHand(content)) {
        const boundary = `part-${crypto.randomUUID()}`;
        const written = utf8(multipartText(content, value, boundary));
        return {
          contentType: `${content.mediaType.replace(/\*$/, "form-data")}; boundary=${boundary}`,
          bytes: written,
        };
      }
      const response = new Response(await formDataOf(content, value));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const type = content.mediaType.includes("*") ? FORM_DATA : content.mediaType;
      // other types of multipart are written alike
      return { contentType: response.headers.get("content-type")?.replace(FORM_DATA, type), bytes };
    }
    case "lines":
      return {
        contentType,
        bytes: utf8(
          listOf(value)
            .map((item) => `${recordSeparator(content)}${JSON.stringify(item)}\n`)
            .join(""),
        ),
      };
    case "events":
      return {
        contentType,
        bytes: utf8(listOf(value).map(eventText).join("")),
      };
    default:
      return content.kind satisfies never;
  }
}

/** RFC 7464 §2.2 */
function recordSeparator({ mediaType }: DescribedContent): string {
  return /[/+]json-seq\b/i.test(mediaType) ? "\u001e" : "";
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The pieces of a URL-encoded form. OpenAPI 3.2 §4.15.3 */
export function formPairs(content: DescribedContent, value: Json): readonly string[] {
  if (!isObject(value)) throw new Uncarriable("anything but an object as a form");
  return Object.entries(value).flatMap(([name, entry]) => {
    const own = Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
    const mediaType = isJsonEntry(content, name, entry) ? "application/json" : undefined;
    const style = own?.style ?? { style: "form", explode: true, allowReserved: false, mediaType };
    // a list is an item after the other, each a text of its own
    const isList = mediaType !== undefined && own?.style === undefined && content.lists.has(name);
    const pieces = (isList ? listOf(entry) : [entry]).flatMap((item) => piecesOf(name, style, item));
    return pieces.map(
      (piece) => `${percentEncode(piece.name ?? "")}=${piece.items.map(percentEncode).join(piece.delimiter)}`,
    );
  });
}

/** Whether the entry of a form is JSON there, and not text. OpenAPI 3.2 §4.15.1.1 */
export function isJsonEntry({ encoding }: DescribedContent, name: string, entry: Json): boolean {
  const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
  return own?.style === undefined && (!isFlat(entry) || /json/i.test(own?.contentType ?? ""));
}

/** Single values, and lists of them. */
function isFlat(value: Json): boolean {
  if (Array.isArray(value)) return value.every((item: Json) => typeof item !== "object");
  return typeof value !== "object" || value === null;
}

const FORM_DATA = "multipart/form-data";

/** The parts of a multipart body of any type. Rejects where it is malformed. */
export async function partsIn(body: Response): Promise<FormData> {
  const type = body.headers.get("content-type") ?? "";
  const headers = { "content-type": type.replace(/^[^;]+/, FORM_DATA) };
  return new Response(await body.arrayBuffer(), { headers }).formData();
}

/** A multipart form. OpenAPI 3.2 §4.15.4 */
export async function formDataOf(content: DescribedContent, value: Json): Promise<FormData> {
  if (!isObject(value)) throw new Uncarriable("anything but an object as a form");
  const form = new FormData();
  for (const [name, entry] of Object.entries(value)) {
    const file = content.files.get(name);
    const own = Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
    if (entry === null) continue;
    if (file !== undefined) {
      for (const item of file === "many" ? listOf(entry) : [entry]) form.append(name, fileOf(item, own?.contentType));
    } else if (own?.style) {
      for (const piece of piecesOf(name, own.style, entry)) {
        form.append(piece.name ?? name, piece.items.join(piece.delimiter));
      }
    } else {
      for (const item of listOf(entry)) appendItem(form, name, item, own?.contentType);
    }
  }
  return form;
}

function appendItem(form: FormData, name: string, item: Json, contentType: string | undefined): void {
  const isJson = isObject(item) || Array.isArray(item) || /json/i.test(contentType ?? "");
  const [wanted = ""] = (contentType ?? "application/json").split(",");
  if (isJson) form.append(name, new Blob([JSON.stringify(item)], { type: concrete(wanted.trim()) }));
  else if (item !== null) form.append(name, scalar(item));
}

/** The bytes of a text, of the type that the description wants; it has a name, as files have. */
export function fileOf(item: Json, contentType: string | undefined): File {
  const type = concrete(contentType?.split(",")[0]?.trim() ?? "application/octet-stream");
  return new File([typeof item === "string" ? item : JSON.stringify(item)], "file.bin", { type });
}
