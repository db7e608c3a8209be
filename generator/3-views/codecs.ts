/** Which codecs of `runtime/wire/codecs.ts` an operation refers to; the rest of the wire is built into the runtime. */
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
import { code, type Code } from "./code.ts";

/** By the name that the runtime looks them up with. */
export type Codecs = Readonly<Record<string, Code>>;

/** What the requests of the operation need. */
export function encodersOf({ path, parameters, body }: Operation): Codecs {
  const contents = (body?.contents ?? []).flatMap(contentsWithin);
  const parts = contents.flatMap((content) => partsOf(content).map((part) => [content.codec, part] as const));
  const needs = new Set<string>([
    ...parameters.map(({ in: place, codec, shape }) => encoderOf(place, codec, shape)),
    ...parts.flatMap(([, { headers }]) => headers.map(({ codec, shape }) => encoderOf("header", codec, shape))),
    ...parts.map(([form, { style, shape }]) => {
      const need = style === undefined ? "" : encoderOf("query", { kind: "style", ...style }, shape);
      return form === "form" && need === "styled" ? "" : need; // which the encoder of forms has for itself
    }),
  ]);
  if (/\}[^/]*\{/.test(path)) needs.add("segment");
  const values = Object.entries(VALUES).filter(([name]) => needs.has(name));
  const isForm = parameters.some(({ form }) => form !== undefined);
  const content = isForm && { content: code`encodeQuerystring` }; // which knows all contents
  return { ...Object.fromEntries(values), ...content, ...codecsOf(contents, ENCODERS) };
}

/** A body, and those that are parts of it. */
function contentsWithin(content: BodyContent): readonly BodyContent[] {
  return [content, ...partsOf(content).flatMap(({ within }) => (within === undefined ? [] : contentsWithin(within)))];
}

function partsOf({ parts, prefix, rest }: BodyContent): readonly BodyPart[] {
  return [...parts, ...prefix, ...(rest === undefined ? [] : [rest])];
}

const VALUES = {
  styled: code`encodeStyled`,
  content: code`encodeContentValue`,
  deepObject: code`encodeDeepObject`,
  segment: code`encodeSegment`,
};

/** The one that a value needs; a single value in the style that its place has by default needs none. */
function encoderOf(place: ParameterIn, codec: ParameterCodec, shape: Shape): "styled" | "content" | "deepObject" | "" {
  if (codec.kind === "content") return "content";
  const { style, allowReserved } = codec;
  if (style === "deepObject") return style;
  const isUsual = style === defaultStyleOf(place) || style === "form" || style === "cookie";
  const isSingle = typeof shape === "string" && shape !== "any" && shape !== "null";
  return isUsual && isSingle && !allowReserved ? "" : "styled";
}

/** What the answers to it need. */
export function decodersOf({ responses }: Operation): Codecs {
  const hasHeaders = responses.some(({ headers }) => headers.length > 0);
  const contents = responses.flatMap((response) => response.contents).flatMap(contentsWithin);
  return { ...(hasHeaders && { header: code`decodeHeader` }), ...codecsOf(contents, DECODERS) };
}

type Table = Partial<Record<ContentCodec, Code>>;

const ENCODERS: Table = {
  form: code`encodeForm`,
  multipart: code`encodeMultipart`,
  parts: code`encodeParts`,
  "part-stream": code`encodePartStream`,
  "event-stream": code`encodeEvents`,
  "json-lines": code`encodeLines`,
};

const DECODERS: Table = {
  form: code`decodeForm`,
  multipart: code`decodeMultipart`,
  parts: code`decodeParts`,
  "part-stream": code`decodePartStream`,
  "event-stream": code`decodeEvents`,
  "json-lines": code`decodeLines`,
};

function codecsOf(contents: readonly BodyContent[], table: Table): Codecs {
  return Object.fromEntries(
    contents.flatMap(({ codec }) => {
      const found = table[codec];
      return found === undefined ? [] : [[codec, found]];
    }),
  );
}
