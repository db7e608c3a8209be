/** The oracle's encoder of headers, in requests and in parts of bodies. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedParameter, Serialization } from "../description/described-operation.ts";
import { encodeStyle, UnencodableValue } from "./parameter-styles.ts";

/**
 * Returns the value of a header, or undefined if an empty value means no header. Throws an `UnencodableValue` for
 * characters outside visible ASCII (RFC 9110 §5.5), and for separators inside of items.
 */
export function encodeHeader(
  parameter: Serialization & Pick<DescribedParameter, "name">,
  value: Json,
): string | undefined {
  const pieces = encodeStyle(parameter.name, parameter, value);
  if (pieces.length === 0) return undefined;
  const isPairs = parameter.explode && typeof value === "object" && !Array.isArray(value);
  const texts = pieces.flatMap(({ name, items }) => {
    if (typeof value === "object" && parameter.mediaType === undefined && items.some((item) => /[,=]/.test(item))) {
      throw new UnencodableValue("an item with a comma in a header");
    }
    return isPairs && name !== undefined ? items.map((item) => `${name}=${item}`) : items;
  });
  const text = texts.join(",");
  if (!/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(text)) {
    throw new UnencodableValue("a header that is empty, begins or ends with white space, or is not ASCII");
  }
  return text;
}
