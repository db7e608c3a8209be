/** The type of a body, by how it travels: the schema's, but for bytes, files and streams. */
import type { Schema } from "../../1-document/openapi.ts";
import type { BodyContent } from "../../2-model/api.ts";
import { code, type Code, identifier } from "../code.ts";
import type { TypePosition, Types } from "./type-context.ts";
import { ALONE } from "./type-expression.ts";
import { arrayOf, BLOB, closed, objectOf, STRING, type Type, union, UNKNOWN } from "./type-syntax.ts";

/**
 * Who holds the body: whoever gives it may bring bytes in several ways, whoever gets it has one. A `File` is a
 * `Blob` with a name. Request bodies are `given` as they are `got`, because client and server share their type.
 */
export type Holder = "given" | "got";

const ANY_FORM = objectOf([], [{ names: STRING, type: UNKNOWN }]);
export const SERVER_SENT_EVENT: Type = closed(code`ServerSentEvent`);
const BYTES = union([BLOB, closed(code`Uint8Array`), closed(code`ReadableStream<Uint8Array>`)]);

/** The type of a whole body; `name`: what it is called. */
export function contentType(
  content: BodyContent,
  { types, holder, name }: { readonly types: Types; readonly holder: Holder; readonly name: Code },
): Type {
  const { codec, schema = true } = content;
  switch (codec) {
    case "binary":
      return holder === "given" ? BYTES : BLOB;
    case "json":
    case "form":
    case "multipart":
    case "parts":
      return schema === true && codec !== "json" ? ANY_FORM : types.typeOf(schema, placeOf(content));
    case "text":
      return isString(content) ? types.typeOf(schema) : STRING;
    case "event-stream":
    case "json-lines":
    case "part-stream": {
      const item = itemType(content, name);
      const stream = closed(code`AsyncIterable<${item.text}>`);
      return holder === "got" ? stream : union([closed(code`Iterable<${item.text}>`), stream]);
    }
    default:
      return codec satisfies never;
  }
}

/** Where the body's schema stands: the parts that carry bytes are files, whatever their schemas say. */
export function placeOf({ parts }: BodyContent): TypePosition {
  const files = parts.filter(({ codec, headers }) => codec === "binary" && headers.length === 0); // with some, it is in the schema
  const overrides = files.map(({ name, repeated }) => [name, repeated ? arrayOf(BLOB) : BLOB] as const);
  return { ...ALONE, overrides: new Map(overrides) };
}

const OF_SCHEMA: ReadonlySet<BodyContent["codec"]> = new Set(["json", "form", "multipart", "parts"]);

/** Whether the type is all in the schema, so that it can be declared like one. */
export function isOfSchema({ codec, schema }: BodyContent): boolean {
  return schema !== undefined && OF_SCHEMA.has(codec);
}

/** Of what is decoded as one value: an item, of sequences. Bytes are no value to look into, and XML stays text. */
export function valueSchema(content: BodyContent): Schema | undefined {
  switch (content.codec) {
    case "binary":
      return undefined;
    case "event-stream":
    case "json-lines":
    case "part-stream":
      return content.itemSchema;
    case "text":
      return isString(content) ? content.schema : undefined;
    default:
      return content.schema;
  }
}

/** Whether a text is one string, and not the serialisation of something else (XML, for one), which stays text. */
function isString({ shape }: BodyContent): boolean {
  return shape === "string";
}

/** Whether the items are events as the runtime reads them, of which the description says nothing. */
export function mentionsEvents({ codec, itemSchema }: BodyContent): boolean {
  return codec === "event-stream" && itemSchema === undefined;
}

/** What the type of an item is called, where the description has a schema of it; `name`: what the sequence is. */
export function itemName(name: Code): Code {
  return identifier(`${name}Item`);
}

function itemType(content: BodyContent, name: Code): Type {
  if (content.itemSchema !== undefined) return closed(itemName(name));
  return mentionsEvents(content) ? SERVER_SENT_EVENT : UNKNOWN;
}
