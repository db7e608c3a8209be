/** A header by the description alone: of a request, and of a part of a body. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedParameter, Serialisation } from "../description/description.ts";
import { piecesOf, Uncarriable } from "./wire-styles.ts";

/** RFC 9110 §5.5: visible ASCII; what separates items cannot be in one. */
export function headerOf(parameter: Serialisation & Pick<DescribedParameter, "name">, value: Json): string | undefined {
  const pieces = piecesOf(parameter.name, parameter, value);
  if (pieces.length === 0) return undefined;
  const isPairs = parameter.explode && typeof value === "object" && !Array.isArray(value);
  const texts = pieces.flatMap(({ name, items }) => {
    if (typeof value === "object" && parameter.mediaType === undefined && items.some((item) => /[,=]/.test(item))) {
      throw new Uncarriable("an item with a comma in a header");
    }
    return isPairs && name !== undefined ? items.map((item) => `${name}=${item}`) : items;
  });
  const text = texts.join(",");
  if (!/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(text)) {
    throw new Uncarriable("a header that is empty, begins or ends with white space, or is not ASCII");
  }
  return text;
}
