/**
 * Removes the styles of multipart parts that the specification tells readers to ignore. OpenAPI 3.0 applies styles
 * to URL-encoded forms only. Later versions also apply them to `multipart/form-data`. Parts that are identified by
 * position have no names, so styles never apply to them.
 */
import { isObject, type JsonObject } from "./json.ts";

const STYLE_FIELDS = ["style", "explode", "allowReserved"] as const;

/**
 * Returns true if styles apply to the parts of a multipart body. A range such as `multipart/*` counts as
 * `multipart/form-data`.
 */
export function allowsPartStyles(mediaType: string, is30: boolean): boolean {
  return !is30 && /^multipart\/(?:form-data|\*)\s*(?:;|$)/i.test(mediaType);
}

/** Removes ignored styles from the content of `holder`, a Request Body Object or a Response Object. */
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

/** Removes ignored styles from a Media Type Object, or from the Encoding Object of a part that is itself multipart. */
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
      prefixEncoding: prefixEncoding.map((part: JsonObject) => withoutIgnoredStylesOfPart(part, false)), // items of `prefixEncoding` are Encoding Objects
    }),
    ...(isObject(itemEncoding) && { itemEncoding: withoutIgnoredStylesOfPart(itemEncoding, false) }),
  };
  return JSON.stringify(changed) === JSON.stringify(node) ? node : changed;
}

function withoutStyleFields(part: JsonObject): JsonObject {
  const kept = Object.entries(part).filter(([name]) => !STYLE_FIELDS.some((field) => field === name));
  return kept.length === Object.keys(part).length ? part : Object.fromEntries(kept);
}
