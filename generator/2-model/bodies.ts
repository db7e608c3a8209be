/** Builds request bodies and responses with their contents. OpenAPI 3.2 §4.13, §4.14, §4.17 */
import { isBodilessResponse } from "../1-document/bodiless.ts";
import type { MediaType, Referable, RequestBody, ResponseObject } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import { resolveReference, type Located } from "../1-document/local-references.ts";
import { partOrderOf } from "../1-document/rewrite/part-schemas.ts";
import type { Body, BodyContent, Response } from "./api.ts";
import { bodySizeEstimator, largestBodySize } from "./body-size.ts";
import { buildDocs } from "./docs.ts";
import { contentCodecOf, isJsonAsText } from "./content-codecs.ts";
import { buildHeaders } from "./parameters.ts";
import { buildPositionalParts, buildNamedParts } from "./parts.ts";
import { eventDataKinds, sequenceItemSchema } from "./sequences.ts";
import { ANY_SHAPE } from "./shape-algebra.ts";
import { resolvedEntries, type ModelSource } from "./model-source.ts";

/** Returns a function that builds a Request Body Object. It returns undefined if the body has no contents. */
export function bodyBuilder(source: ModelSource): (unresolved: Located<Referable<RequestBody>>) => Body | undefined {
  const contentsOf = contentsBuilder(source);
  const sizeOf = bodySizeEstimator(source.document);
  return (unresolved) => {
    const found = resolveReference(source.document, unresolved);
    if (found === undefined) return undefined;
    const { value: body, pointer } = found;
    const contents = contentsOf(body.content, childPointer(pointer, "content"));
    if (contents.length === 0) return undefined;
    return {
      required: body.required === true,
      docs: buildDocs(body, unresolved.value),
      contents,
      size: largestBodySize(contents.map(({ schema, itemSchema }) => sizeOf(itemSchema ?? schema ?? true))),
    };
  };
}

/**
 * Returns a function that builds a Responses Object. It sorts the responses: exact codes first, then ranges, then
 * `default`.
 */
export function responsesBuilder(
  source: ModelSource,
): (
  responses: Readonly<Record<string, Referable<ResponseObject>>> | undefined,
  place: { readonly pointer: string; readonly method: string },
) => readonly Response[] {
  const contentsOf = contentsBuilder(source);
  const built = new Map<ResponseObject, Omit<Response, "status">>();

  function build({ value: response, pointer }: Located<ResponseObject>): Omit<Response, "status"> {
    return {
      docs: buildDocs(response),
      headers: buildHeaders(source, response.headers, childPointer(pointer, "headers")),
      contents: contentsOf(response.content, childPointer(pointer, "content")),
      pointer,
    };
  }

  return (responses, { pointer, method }) =>
    resolvedEntries(source, responses, pointer)
      .map(({ key, unresolved, ...found }) => {
        const response = built.get(found.value) ?? build(found);
        built.set(found.value, response);
        const status = normalizedStatus(key);
        const contents = isBodilessResponse(method, status) ? [] : response.contents;
        return { status, ...response, contents, docs: buildDocs(found.value, unresolved) };
      })
      .toSorted((one, other) => statusRank(one.status) - statusRank(other.status));
}

/** Returns the status in upper case, so that `2xx` and `2XX` are the same range. */
function normalizedStatus(key: string): string {
  return key === "default" ? key : key.toUpperCase();
}

function statusRank(status: string): number {
  if (status === "default") return Infinity;
  return status.endsWith("XX") ? 1000 + Number(status[0]) : Number(status);
}

/**
 * Returns a function that builds the content of a `querystring` parameter with the media type of a form. OpenAPI 3.2
 * §4.12.2
 */
export function formContentBuilder(source: ModelSource): (unresolved: ContentEntry) => BodyContent {
  return (unresolved) => buildContent(source, unresolved);
}

type ContentMap = Readonly<Record<string, Referable<MediaType>>>;

function contentsBuilder(
  source: ModelSource,
): (contents: ContentMap | undefined, pointer: string) => readonly BodyContent[] {
  return (contents, pointer) => {
    const entries = resolvedEntries(source, contents, pointer);
    const described = entries.map(({ key, value: { schema } }) => ({ mediaType: key, schema }));
    return entries.map((entry, index) => {
      const content = buildContent(source, entry);
      const own = described[index];
      return own !== undefined && isJsonAsText(source, own, described)
        ? { ...content, codec: "json", shape: ANY_SHAPE }
        : content;
    });
  };
}

export interface ContentEntry extends Located<MediaType> {
  readonly key: string;
}

function buildContent(source: ModelSource, { key: mediaType, value: media, pointer }: ContentEntry): BodyContent {
  const { schema, encoding = {} } = media;
  const codec = bodyCodecOf(source, mediaType, media);
  const isForm = codec === "form" || codec === "multipart";
  const itemSchema = sequenceItemSchema(source, codec, media);
  const events = codec === "event-stream" ? eventDataKinds(source, itemSchema) : { kinds: [], kindsByEvent: {} };
  const within = (part: ContentEntry): BodyContent => buildContent(source, part);
  const context = { source, mediaType, pointer, within };
  return {
    mediaType,
    codec,
    // JSON carries its own types, and the shapes of large schemas are large.
    shape:
      schema !== undefined && (isForm || codec === "text" || codec === "by-type") ? source.shapeOf(schema) : ANY_SHAPE,
    parts: isForm ? buildNamedParts(context, { schema: schema ?? true, encoding }) : [],
    ...(codec === "parts" || codec === "part-stream"
      ? buildPositionalParts(context, media)
      : { prefix: [], rest: undefined }),
    schema,
    itemSchema,
    data: events.kinds,
    dataByEvent: events.kindsByEvent,
    pointer,
  };
}

function bodyCodecOf({ document, ...source }: ModelSource, mediaType: string, media: MediaType): BodyContent["codec"] {
  const codec = contentCodecOf({ document, ...source }, mediaType, media.schema);
  if (codec !== "multipart") return codec;
  if (media.itemSchema !== undefined) return "part-stream";
  const { schema = true } = media;
  return partOrderOf(document, { ...media, mediaType, schema }) === "position" ? "parts" : codec;
}
