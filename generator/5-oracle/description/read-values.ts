/** The oracle's reading of serialization rules, headers and examples, with defaults filled in. OpenAPI 3.2 §4.12.2 */
import { isObject } from "../../1-document/json.ts";
import type { Document, HeaderObject, Referable } from "../../1-document/openapi.ts";
import type { DescribedHeader, DescribedParameter, Serialization } from "./described-operation.ts";
import { dereference } from "./described-schemas.ts";

/** Returns the pointer of a node: the target if it is a reference, otherwise `pointer`. */
export function pointerOfTarget(written: object, pointer: string): string {
  return "$ref" in written && typeof written.$ref === "string" ? written.$ref : pointer;
}

const DEFAULT_STYLE = { path: "simple", query: "form", querystring: "form", header: "simple", cookie: "form" } as const;

/** Reads `schema` or `content`, and the style with its defaults. OpenAPI 3.2 §4.12.2 */
export function readSerializedValue(
  document: Document,
  { content, schema, style, explode, ...rest }: HeaderObject & { readonly allowReserved?: boolean },
  place: keyof typeof DEFAULT_STYLE,
): Serialization & Pick<DescribedParameter, "schema"> {
  const [only] = Object.entries(content ?? {});
  const settled = style ?? DEFAULT_STYLE[place];
  return {
    style: settled,
    explode: explode ?? (settled === "form" || settled === "cookie"),
    // `content` replaces `style` and its modifiers
    allowReserved: only === undefined && (rest.allowReserved ?? false),
    mediaType: only?.[0],
    schema: (only === undefined ? schema : dereference(document, only[1]).schema) ?? true,
  };
}

/** Reads a Header Object with its defaults. OpenAPI 3.2 §4.21 */
export function readHeader(
  document: Document,
  { name, header: written, pointer }: { name: string; header: Referable<HeaderObject>; pointer: string },
): DescribedHeader {
  const header = dereference(document, written);
  return {
    ...readSerializedValue(document, header, "header"),
    name,
    required: header.required === true,
    pointer: pointerOfTarget(written, pointer),
  };
}

/** Returns the values of `example` and `examples`. `dataValue` (3.2) takes precedence over `value`. OpenAPI 3.2 §4.19 */
export function readExamples(
  document: Document,
  { example, examples }: { readonly example?: unknown; readonly examples?: Readonly<Record<string, unknown>> },
): readonly unknown[] {
  const named = Object.values(examples ?? {}).flatMap((written) => {
    if (!isObject(written)) return [];
    const { dataValue, value } = dereference<{ dataValue?: unknown; value?: unknown }>(document, written);
    return [dataValue ?? value].filter((one) => one !== undefined);
  });
  return example === undefined ? named : [example, ...named];
}
