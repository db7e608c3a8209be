/**
 * Codecs of `runtime/wire/codecs.ts` that one operation refers to, so that bundles contain only those in use. The
 * runtime handles all other parameters and media types without them.
 */
import { defaultStyleOf } from "../../templates/runtime/wire/parameter-places.ts";
import type {
  BodyContent,
  ContentCodec,
  Operation,
  ParameterCodec,
  ParameterIn,
  BodyPart,
  Shape,
} from "../2-model/api.ts";
import type { Code } from "./code.ts";
import type { Imports } from "./import-lines.ts";

/** Codecs by the name under which the runtime looks them up. */
export type Codecs = Readonly<Record<string, Code>>;

/** Returns the encoders that requests of the operation need. */
export function encodersOf({ path, parameters, body }: Operation, imports: Imports): Codecs {
  const contents = (body?.contents ?? []).flatMap(withNestedContents);
  const parts = contents.flatMap((content) => allParts(content).map((part) => [content.codec, part] as const));
  const needs = new Set<string>([
    ...parameters.map(({ in: place, codec, shape }) => encoderNameOf(place, codec, shape)),
    ...parts.flatMap(([, { headers }]) => headers.map(({ codec, shape }) => encoderNameOf("header", codec, shape))),
    ...parts.map(([form, { style, shape }]) => {
      const need = style === undefined ? "" : encoderNameOf("query", { kind: "style", ...style }, shape);
      return form === "form" && need === "styled" ? "" : need; // The form encoder contains the style encoder.
    }),
  ]);
  if (/\}[^/]*\{/.test(path)) needs.add("segment");
  const values = Object.entries(VALUE_ENCODERS).filter(([name]) => needs.has(name));
  const isForm = parameters.some(({ form }) => form !== undefined);
  const content = isForm && { content: "encodeQuerystring" }; // It encodes the values of all media types.
  return importCodecs(
    { ...Object.fromEntries(values), ...content, ...contentCodecNames(contents, CONTENT_ENCODERS) },
    imports,
  );
}

/** Returns the content and all contents nested in its parts. */
function withNestedContents(content: BodyContent): readonly BodyContent[] {
  return [
    content,
    ...allParts(content).flatMap(({ within }) => (within === undefined ? [] : withNestedContents(within))),
  ];
}

function allParts({ parts, prefix, rest }: BodyContent): readonly BodyPart[] {
  return [...parts, ...prefix, ...(rest === undefined ? [] : [rest])];
}

const VALUE_ENCODERS = {
  styled: "encodeStyled",
  content: "encodeContentValue",
  deepObject: "encodeDeepObject",
  segment: "encodeSegment",
};

/** Returns the name of the encoder that a value needs. Single values in the default style of their location need none. */
function encoderNameOf(
  place: ParameterIn,
  codec: ParameterCodec,
  shape: Shape,
): "styled" | "content" | "deepObject" | "" {
  if (codec.kind === "content") return "content";
  const { style, allowReserved } = codec;
  if (style === "deepObject") return style;
  const isUsual = style === defaultStyleOf(place) || style === "form" || style === "cookie";
  const isSingle = typeof shape === "string" && shape !== "any" && shape !== "null";
  return isUsual && isSingle && !allowReserved ? "" : "styled";
}

/** Returns the decoders that responses of the operation need. */
export function decodersOf({ responses }: Operation, imports: Imports): Codecs {
  const hasHeaders = responses.some(({ headers }) => headers.length > 0);
  const contents = responses.flatMap((response) => response.contents).flatMap(withNestedContents);
  return importCodecs(
    { ...(hasHeaders && { header: "decodeHeader" }), ...contentCodecNames(contents, CONTENT_DECODERS) },
    imports,
  );
}

type ContentCodecNames = Partial<Record<ContentCodec, string>>;

const CONTENT_ENCODERS: ContentCodecNames = {
  form: "encodeForm",
  multipart: "encodeMultipart",
  parts: "encodeParts",
  "part-stream": "encodePartStream",
  "event-stream": "encodeEvents",
  "json-lines": "encodeLines",
  "by-type": "encodeByType",
};

const CONTENT_DECODERS: ContentCodecNames = {
  form: "decodeForm",
  multipart: "decodeMultipart",
  parts: "decodeParts",
  "part-stream": "decodePartStream",
  "event-stream": "decodeEvents",
  "json-lines": "decodeLines",
  "by-type": "decodeByType",
};

function contentCodecNames(
  contents: readonly BodyContent[],
  table: ContentCodecNames,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    contents.flatMap(({ codec }) => {
      const found = table[codec];
      return found === undefined ? [] : [[codec, found]];
    }),
  );
}

function importCodecs(names: Readonly<Record<string, string>>, imports: Imports): Codecs {
  return Object.fromEntries(
    Object.entries(names).map(([key, name]) => [key, imports.use("runtime/wire/codecs", name)] as const),
  );
}
