/** The oracle's encoder of request and response bodies. OpenAPI 3.2 §4.14, §4.15 */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent } from "../description/described-operation.ts";
import { concreteMediaType, kindInRange } from "../description/described-media.ts";
import { encodeServerSentEvent } from "./server-sent-events.ts";
import { isBeyondFormData, encodeMultipart } from "./multipart-body.ts";
import { percentEncode, encodeStyle, encodeScalar, UnencodableValue } from "./parameter-styles.ts";

export interface EncodedBody {
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Encodes a body by its media type. Throws an `UnencodableValue` if no body can contain the value. */
export async function encodeBody(content: DescribedContent, value: Json): Promise<EncodedBody> {
  const contentType = sentMediaType(content, value);
  switch (content.kind) {
    case "any":
      return {
        contentType,
        bytes: encodeUtf8(kindInRange(contentType) === "text" ? String(value) : JSON.stringify(value)),
      };
    case "json":
      return { contentType, bytes: encodeUtf8(JSON.stringify(value)) };
    case "text":
      return {
        contentType,
        bytes: encodeUtf8(typeof value === "object" ? JSON.stringify(value) : encodeScalar(value)),
      };
    case "binary":
      return { contentType, bytes: encodeUtf8(typeof value === "string" ? value : JSON.stringify(value)) };
    case "form":
      return { contentType, bytes: encodeUtf8(encodeFormPairs(content, value).join("&")) };
    case "parts":
    case "part-stream":
    case "multipart": {
      if (isBeyondFormData(content)) {
        const boundary = `part-${crypto.randomUUID()}`;
        const written = encodeUtf8(encodeMultipart(content, value, boundary));
        return {
          contentType: `${content.mediaType.replace(/\*$/, "form-data")}; boundary=${boundary}`,
          bytes: written,
        };
      }
      const response = new Response(await encodeFormData(content, value));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const type = content.mediaType.includes("*") ? FORM_DATA : content.mediaType;
      // all multipart types have the same format, except for their name
      return { contentType: response.headers.get("content-type")?.replace(FORM_DATA, type), bytes };
    }
    case "lines":
      return {
        contentType,
        bytes: encodeUtf8(
          asArray(value)
            .map((item) => `${recordSeparator(content)}${JSON.stringify(item)}\n`)
            .join(""),
        ),
      };
    case "events":
      return {
        contentType,
        bytes: encodeUtf8(asArray(value).map(encodeServerSentEvent).join("")),
      };
    default:
      return content.kind satisfies never;
  }
}

/** Returns the media type of an encoded value. A range has many: JSON, or plain text for a string. */
function sentMediaType({ kind, mediaType }: Pick<DescribedContent, "kind" | "mediaType">, value: Json): string {
  if (!mediaType.includes("*") || !/^(?:json|any)$/.test(kind)) return concreteMediaType(mediaType);
  if (kind === "any" && typeof value === "string" && mediaType.startsWith("*")) return "text/plain";
  return /\+json/i.test(mediaType) ? concreteMediaType(mediaType) : "application/json";
}

/** Returns the character before each item of a JSON text sequence. RFC 7464 §2.2 */
function recordSeparator({ mediaType }: DescribedContent): string {
  return /[/+]json-seq\b/i.test(mediaType) ? "\u001e" : "";
}

function asArray(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Returns the encoded `name=value` pairs of a URL-encoded form. OpenAPI 3.2 §4.15.3 */
export function encodeFormPairs(content: DescribedContent, value: Json): readonly string[] {
  if (!isObject(value)) throw new UnencodableValue("a value that is not an object, as a form");
  return Object.entries(value).flatMap(([name, entry]) => {
    const own = Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
    const mediaType = isJsonProperty(content, name, entry) ? "application/json" : undefined;
    const style = own?.style ?? { style: "form", explode: true, allowReserved: false, mediaType };
    // an array has one pair for each item
    const isList = mediaType !== undefined && own?.style === undefined && content.arrayProperties.has(name);
    const pieces = (isList ? asArray(entry) : [entry]).flatMap((item) => encodeStyle(name, style, item));
    return pieces.map(
      (piece) => `${percentEncode(piece.name ?? "")}=${piece.items.map(percentEncode).join(piece.delimiter)}`,
    );
  });
}

/** Returns true if a form property is encoded as JSON. OpenAPI 3.2 §4.15.1.1 */
export function isJsonProperty({ encoding }: DescribedContent, name: string, entry: Json): boolean {
  const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
  return own?.style === undefined && (!isScalarOrScalars(entry) || /json/i.test(own?.contentType ?? ""));
}

/** Returns true for a scalar, null, and an array of scalars. */
function isScalarOrScalars(value: Json): boolean {
  if (Array.isArray(value)) return value.every((item: Json) => typeof item !== "object");
  return typeof value !== "object" || value === null;
}

const FORM_DATA = "multipart/form-data";

/** Decodes a multipart body of any subtype with the parser of the platform. Rejects if the body is malformed. */
export async function decodeFormData(body: Response): Promise<FormData> {
  const type = body.headers.get("content-type") ?? "";
  const headers = { "content-type": type.replace(/^[^;]+/, FORM_DATA) };
  return new Response(await body.arrayBuffer(), { headers }).formData();
}

/** Returns a multipart form. OpenAPI 3.2 §4.15.4 */
async function encodeFormData(content: DescribedContent, value: Json): Promise<FormData> {
  if (!isObject(value)) throw new UnencodableValue("a value that is not an object, as a form");
  const form = new FormData();
  for (const [name, entry] of Object.entries(value)) {
    const file = content.fileProperties.get(name);
    const own = Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
    if (entry === null) continue;
    if (file !== undefined) {
      for (const item of file === "many" ? asArray(entry) : [entry]) {
        form.append(name, encodeFile(item, own?.contentType));
      }
    } else if (own?.style) {
      for (const piece of encodeStyle(name, own.style, entry)) {
        form.append(piece.name ?? name, piece.items.join(piece.delimiter));
      }
    } else {
      for (const item of asArray(entry)) appendItem(form, name, item, own?.contentType);
    }
  }
  return form;
}

function appendItem(form: FormData, name: string, item: Json, contentType: string | undefined): void {
  const isJson = isObject(item) || Array.isArray(item) || /json/i.test(contentType ?? "");
  const [wanted = ""] = (contentType ?? "application/json").split(",");
  if (isJson) form.append(name, new Blob([JSON.stringify(item)], { type: concreteMediaType(wanted.trim()) }));
  else if (item !== null) form.append(name, encodeScalar(item));
}

/** Returns a file with the bytes of a string and the first media type of `contentType`. */
export function encodeFile(item: Json, contentType: string | undefined): File {
  const type = concreteMediaType(contentType?.split(",")[0]?.trim() ?? "application/octet-stream");
  return new File([typeof item === "string" ? item : JSON.stringify(item)], "file.bin", { type });
}
