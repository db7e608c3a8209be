/** Request bodies and responses → the media types they travel in. OpenAPI 3.2 §4.13, §4.14, §4.17 */
import { isBodiless } from "../1-document/bodiless.ts";
import type { MediaType, Referable, RequestBody, ResponseObject } from "../1-document/openapi.ts";
import { child } from "../1-document/pointer.ts";
import { follow, type Located } from "../1-document/references.ts";
import type { Body, Content, Response } from "./api.ts";
import { buildDocs } from "./docs.ts";
import { longestListOf } from "./longest-list.ts";
import { codecOf, essenceOf } from "./media-types.ts";
import { buildHeaders } from "./parameters.ts";
import { buildParts } from "./parts.ts";
import { dataKindsOf, itemSchemaOf } from "./sequences.ts";
import { entriesOf, type Source } from "./source.ts";

/** Request Body Objects; undefined where nothing can travel. */
export function bodyBuilder(source: Source): (written: Located<Referable<RequestBody>>) => Body | undefined {
  const contentsOf = contentsBuilder(source);
  const longestList = longestListOf(source.document);
  return (written) => {
    const found = follow(source.document, written);
    if (found === undefined) return undefined;
    const { value: body, pointer } = found;
    const contents = contentsOf(body.content, child(pointer, "content"));
    if (contents.length === 0) return undefined;
    const lists = contents.map(({ schema, itemSchema }) => longestList(itemSchema ?? schema ?? true));
    return {
      required: body.required === true,
      docs: buildDocs(body, written.value),
      contents,
      longestList: Math.max(...lists),
    };
  };
}

/** Responses Objects: exact codes first, then ranges, then `default`, each in ascending order. */
export function responsesBuilder(
  source: Source,
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

type Contents = Readonly<Record<string, Referable<MediaType>>>;

function contentsBuilder(source: Source): (contents: Contents | undefined, pointer: string) => readonly Content[] {
  return (contents, pointer) => entriesOf(source, contents, pointer).map((entry) => buildContent(source, entry));
}

/** Parts that are told by their position have no names to be properties by: such a body is bytes. OpenAPI 3.2 §4.14.4.2 */
function isOrdered(source: Source, mediaType: string, { schema, itemSchema, ...media }: MediaType): boolean {
  const essence = essenceOf(mediaType);
  if (!essence.startsWith("multipart/")) return false;
  if (media.prefixEncoding !== undefined || media.itemEncoding !== undefined || itemSchema !== undefined) return true;
  return essence !== "multipart/form-data" && schema !== undefined && source.shapeOf(schema).kind === "array";
}

function buildContent(
  source: Source,
  { key: mediaType, value: media, pointer }: Located<MediaType> & { readonly key: string },
): Content {
  const { schema, encoding = {} } = media;
  const codec = isOrdered(source, mediaType, media) ? "binary" : codecOf(source, mediaType, schema);
  const isForm = codec === "form" || codec === "multipart";
  const itemSchema = itemSchemaOf(source, codec, media);
  return {
    mediaType,
    codec,
    // A JSON body brings its own types, and shapes of large schemas are large.
    shape: schema !== undefined && (isForm || codec === "text") ? source.shapeOf(schema) : { kind: "any" },
    parts: isForm ? buildParts(source, { schema: schema ?? true, encoding, kind: codec }) : [],
    schema,
    itemSchema,
    data: codec === "event-stream" ? dataKindsOf(source, itemSchema) : [],
    pointer,
  };
}
