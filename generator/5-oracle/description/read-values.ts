/** Single values of the description and what is around them, read for the tests alone, every default filled in. */
import { isObject } from "../../1-document/json.ts";
import type { Document, HeaderObject, Referable } from "../../1-document/openapi.ts";
import type { DescribedHeader, DescribedParameter, Serialisation } from "./description.ts";
import { dereference } from "./described-schemas.ts";

/** A node behind a reference stands where the reference leads. */
export function pointerOfTarget(written: object, pointer: string): string {
  return "$ref" in written && typeof written.$ref === "string" ? written.$ref : pointer;
}

const DEFAULT_STYLE = { path: "simple", query: "form", querystring: "form", header: "simple", cookie: "form" } as const;

export function readValue(
  document: Document,
  { content, schema, style, explode, ...rest }: HeaderObject & { readonly allowReserved?: boolean },
  place: keyof typeof DEFAULT_STYLE,
): Serialisation & Pick<DescribedParameter, "schema"> {
  const [only] = Object.entries(content ?? {});
  const settled = style ?? DEFAULT_STYLE[place];
  return {
    style: settled,
    explode: explode ?? (settled === "form" || settled === "cookie"),
    // `content` takes the place of the style and of all that modifies it
    allowReserved: only === undefined && (rest.allowReserved ?? false),
    mediaType: only?.[0],
    schema: (only === undefined ? schema : dereference(document, only[1]).schema) ?? true,
  };
}

export function readHeader(
  document: Document,
  { name, header: written, pointer }: { name: string; header: Referable<HeaderObject>; pointer: string },
): DescribedHeader {
  const header = dereference(document, written);
  return {
    ...readValue(document, header, "header"),
    name,
    required: header.required === true,
    pointer: pointerOfTarget(written, pointer),
  };
}

/** `example`, and the values of `examples`, those of 3.2 in their order of precedence. */
export function examplesOf(
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
