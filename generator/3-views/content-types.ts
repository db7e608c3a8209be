/** The type of a body, by how it travels: the schema's, but for bytes, files and streams. */
import type { Content } from "../2-model/api.ts";
import { code } from "./code.ts";
import { kindsOf } from "./kinds.ts";
import type { Place, Types } from "./type-context.ts";
import { ALONE } from "./type-expression.ts";
import { arrayOf, closed, objectOf, STRING, type Type, union, UNKNOWN } from "./type-syntax.ts";

/**
 * Who holds the body: whoever gives it may bring bytes in several ways, whoever gets it has one. A `File` is a
 * `Blob` with a name. Request bodies are `given` as they are `got`, because client and server share their type.
 */
export type Holder = "given" | "got";

const BLOB = closed(code`Blob`);
const ANY_FORM = objectOf([], [{ names: STRING, type: UNKNOWN }]);
export const SERVER_SENT_EVENT: Type = closed(code`ServerSentEvent`);
const BYTES = union([BLOB, closed(code`Uint8Array`), closed(code`ReadableStream<Uint8Array>`)]);

/** The type of a whole body. */
export function contentType(content: Content, types: Types, holder: Holder): Type {
  const { codec, schema = true, itemSchema } = content;
  switch (codec) {
    case "binary":
      return holder === "given" ? BYTES : BLOB;
    case "json":
    case "form":
    case "multipart":
      return schema === true && codec !== "json" ? ANY_FORM : types.typeOf(schema, placeOf(content));
    case "text":
      return isString(content) ? types.typeOf(schema) : STRING;
    case "event-stream":
    case "json-lines": {
      const item = itemSchema === undefined ? itemOf(content, types) : types.typeOf(itemSchema);
      const stream = closed(code`AsyncIterable<${item.text}>`);
      return holder === "got" ? stream : union([closed(code`Iterable<${item.text}>`), stream]);
    }
    default:
      return codec satisfies never;
  }
}

/** Where the body's schema stands: the parts that carry bytes are files, whatever their schemas say. */
export function placeOf({ parts }: Content): Place {
  const files = parts.filter(({ codec }) => codec === "binary");
  const overrides = files.map(({ name, repeated }) => [name, repeated ? arrayOf(BLOB) : BLOB] as const);
  return { ...ALONE, overrides: new Map(overrides) };
}

/** Whether the type is all in the schema, so that it can be declared like one. */
export function isOfSchema({ codec, schema }: Content): boolean {
  return schema !== undefined && (codec === "json" || codec === "form" || codec === "multipart");
}

/** Whether a text is one string, and not the serialisation of something else (XML, for one), which stays text. */
function isString({ shape }: Content): boolean {
  return shape.kind === "primitive" && shape.types.every((type) => type === "string");
}

/** Whether the items are events as the runtime reads them, of which the description says nothing. */
export function mentionsEvents({ codec, itemSchema }: Content): boolean {
  return codec === "event-stream" && itemSchema === undefined;
}

/** Items are decoded one by one; without `itemSchema` (before 3.2) descriptions give the schema of the list, or of one. */
function itemOf(content: Content, types: Types): Type {
  if (mentionsEvents(content)) return SERVER_SENT_EVENT;
  const { schema } = content;
  if (typeof schema !== "object") return UNKNOWN;
  return types.typeOf(kindsOf(schema)[0] === "array" ? (schema.items ?? true) : schema);
}
