/** Request bodies and responses → the media types they travel in. OpenAPI 3.2 §4.13, §4.14, §4.17 */
import { isBodiless } from "../1-document/bodiless.ts";
import type { MediaType, Referable, RequestBody, ResponseObject } from "../1-document/openapi.ts";
import { child } from "../1-document/pointer.ts";
import { follow, type Located } from "../1-document/local-references.ts";
import { partOrder } from "../1-document/rewrite/part-schemas.ts";
import type { Body, BodyContent, Response } from "./api.ts";
import { bodySizeOf, largest } from "./body-size.ts";
import { buildDocs } from "./docs.ts";
import { codecOf } from "./media-types.ts";
import { buildHeaders } from "./parameters.ts";
import { buildOrderedParts, buildParts } from "./parts.ts";
import { dataKindsOf, itemSchemaOf } from "./sequences.ts";
import { ANY } from "./shape-algebra.ts";
import { entriesOf, type ModelSource } from "./source.ts";

/** Request Body Objects; undefined where nothing can travel. */
export function bodyBuilder(source: ModelSource): (written: Located<Referable<RequestBody>>) => Body | undefined {
  const contentsOf = contentsBuilder(source);
  const sizeOf = bodySizeOf(source.document);
  return (written) => {
    const found = follow(source.document, written);
    if (found === undefined) return undefined;
    const { value: body, pointer } = found;
    const contents = contentsOf(body.content, child(pointer, "content"));
    if (contents.length === 0) return undefined;
    return {
      required: body.required === true,
      docs: buildDocs(body, written.value),
      contents,
      size: largest(contents.map(({ schema, itemSchema }) => sizeOf(itemSchema ?? schema ?? true))),
    };
  };
}

/** Responses Objects: exact codes first, then ranges, then `default`, each in ascending order. */
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
      headers: buildHeaders(source, response.headers, child(pointer, "headers")),
      contents: contentsOf(response.content, child(pointer, "content")),
      pointer,
    };
  }

  return (responses, { pointer, method }) =>
    entriesOf(source, responses, pointer)
      .map(({ key, written, ...found }) => {
        const response = built.get(found.value) ?? build(found);
        built.set(found.value, response);
        const status = statusOf(key);
        const contents = isBodiless(method, status) ? [] : response.contents;
        return { status, ...response, contents, docs: buildDocs(found.value, written) };
      })
      .toSorted((one, other) => rankOf(one.status) - rankOf(other.status));
}

/** `2xx` and `2XX` are one range. */
function statusOf(key: string): string {
  return key === "default" ? key : key.toUpperCase();
}

function rankOf(status: string): number {
  if (status === "default") return Infinity;
  return status.endsWith("XX") ? 1000 + Number(status[0]) : Number(status);
}

/** What a querystring parameter is, whose media type is that of a form. OpenAPI 3.2 §4.12.2 */
export function formBuilder(source: ModelSource): (written: WrittenContent) => BodyContent {
  return (written) => buildContent(source, written);
}

type Contents = Readonly<Record<string, Referable<MediaType>>>;

function contentsBuilder(
  source: ModelSource,
): (contents: Contents | undefined, pointer: string) => readonly BodyContent[] {
  return (contents, pointer) => entriesOf(source, contents, pointer).map((entry) => buildContent(source, entry));
}

export interface WrittenContent extends Located<MediaType> {
  readonly key: string;
}

function buildContent(source: ModelSource, { key: mediaType, value: media, pointer }: WrittenContent): BodyContent {
  const { schema, encoding = {} } = media;
  const codec = contentCodec(source, mediaType, media);
  const isForm = codec === "form" || codec === "multipart";
  const itemSchema = itemSchemaOf(source, codec, media);
  const within = (part: WrittenContent): BodyContent => buildContent(source, part);
  const building = { source, mediaType, pointer, within };
  return {
    mediaType,
    codec,
    // A JSON body brings its own types, and shapes of large schemas are large.
    shape: schema !== undefined && (isForm || codec === "text") ? source.shapeOf(schema) : ANY,
    parts: isForm ? buildParts(building, { schema: schema ?? true, encoding }) : [],
    ...(codec === "parts" || codec === "part-stream"
      ? buildOrderedParts(building, media)
      : { prefix: [], rest: undefined }),
    schema,
    itemSchema,
    data: codec === "event-stream" ? dataKindsOf(source, itemSchema) : [],
    pointer,
  };
}

function contentCodec({ document, ...source }: ModelSource, mediaType: string, media: MediaType): BodyContent["codec"] {
  const codec = codecOf({ document, ...source }, mediaType, media.schema);
  if (codec !== "multipart") return codec;
  if (media.itemSchema !== undefined) return "part-stream";
  const { schema = true } = media;
  return partOrder(document, { ...media, mediaType, schema }) === "position" ? "parts" : codec;
}
