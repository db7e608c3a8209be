/** Which codecs of `runtime/codecs.ts` an operation refers to; the rest of the wire is built into the runtime. */
import type { Content, ContentCodec, Operation } from "../2-model/api.ts";
import { code, type Code } from "./code.ts";

/** By the name that the runtime looks them up with. */
export type Codecs = Readonly<Record<string, Code>>;

/** What the requests of the operation need. */
export function encodersOf({ parameters, body }: Operation): Codecs {
  const contents = body?.contents ?? [];
  const isDeep = [
    ...parameters.map(({ codec }) => codec.kind === "style" && codec.style),
    ...contents.flatMap(({ parts }) => parts.map(({ style }) => style?.style)),
  ].includes("deepObject");
  return { ...(isDeep && { deepObject: code`encodeDeepObject` }), ...codecsOf(contents, ENCODERS) };
}

/** What the answers to it need. */
export function decodersOf({ responses }: Operation): Codecs {
  const hasHeaders = responses.some(({ headers }) => headers.length > 0);
  const contents = responses.flatMap((response) => response.contents);
  return { ...(hasHeaders && { header: code`decodeHeader` }), ...codecsOf(contents, DECODERS) };
}

type Table = Partial<Record<ContentCodec, Code>>;

const ENCODERS: Table = {
  form: code`encodeForm`,
  multipart: code`encodeMultipart`,
  "event-stream": code`encodeEvents`,
  "json-lines": code`encodeLines`,
};

const DECODERS: Table = {
  form: code`decodeForm`,
  multipart: code`decodeMultipart`,
  "event-stream": code`decodeEvents`,
  "json-lines": code`decodeLines`,
};

function codecsOf(contents: readonly Content[], table: Table): Codecs {
  return Object.fromEntries(
    contents.flatMap(({ codec }) => {
      const found = table[codec];
      return found === undefined ? [] : [[codec, found]];
    }),
  );
}
