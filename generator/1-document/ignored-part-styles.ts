/**
 * The styles of parts that are to be ignored. OpenAPI 3.0 knows them in URL-encoded forms alone; later versions in
 * `multipart/form-data`, too. Parts that are told by their position have no names that a style could write.
 */
import { isObject, type JsonObject } from "./json.ts";

const STYLE_FIELDS = ["style", "explode", "allowReserved"] as const;

/** Whether a style says how the parts of that multipart body are written; a range means what most servers read. */
export function allowsPartStyles(mediaType: string, is30: boolean): boolean {
  return !is30 && /^multipart\/(?:form-data|\*)\s*(?:;|$)/i.test(mediaType);
}

/** `holder`: a Request Body or Response Object. */
export function withoutIgnoredPartStyles(holder: JsonObject, is30: boolean): JsonObject {
  const { content } = holder;
  if (!isObject(content)) return holder;
  const entries = Object.entries(content).map(([mediaType, media]) => {
    const isMultipart = isObject(media) && /^multipart\//i.test(mediaType);
    return [mediaType, isMultipart ? withoutIgnoredStylesOfBody(media, mediaType, is30) : media] as const;
  });
  const isSame = entries.every(([mediaType, media]) => media === content[mediaType]);
  return isSame ? holder : { ...holder, content: Object.fromEntries(entries) };
}

/** Of a Media Type Object, or of the Encoding Object of a part that is a body of its own. */
function withoutIgnoredStylesOfBody(node: JsonObject, mediaType: string, is30: boolean): JsonObject {
  const { encoding, prefixEncoding, itemEncoding } = node;
  const withoutIgnoredStylesOfPart = (part: JsonObject, isStyled: boolean): JsonObject => {
    const { contentType } = part;
    const type = typeof contentType === "string" ? contentType : "";
    const own = isStyled ? part : withoutStyleFields(part);
    return /^multipart\//i.test(type) ? withoutIgnoredStylesOfBody(own, type, is30) : own;
  };
  const changed: JsonObject = {
    ...node,
    ...(isObject(encoding) && {
      encoding: Object.fromEntries(
        Object.entries(encoding).map(([name, part]) => {
          return [name, isObject(part) ? withoutIgnoredStylesOfPart(part, allowsPartStyles(mediaType, is30)) : part];
        }),
      ),
    }),
    ...(Array.isArray(prefixEncoding) && {
      prefixEncoding: prefixEncoding.map((part: JsonObject) => withoutIgnoredStylesOfPart(part, false)), // by its structure
    }),
    ...(isObject(itemEncoding) && { itemEncoding: withoutIgnoredStylesOfPart(itemEncoding, false) }),
  };
  return JSON.stringify(changed) === JSON.stringify(node) ? node : changed;
}

function withoutStyleFields(part: JsonObject): JsonObject {
  const kept = Object.entries(part).filter(([name]) => !STYLE_FIELDS.some((field) => field === name));
  return kept.length === Object.keys(part).length ? part : Object.fromEntries(kept);
}
