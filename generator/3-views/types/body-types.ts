/** Types of bodies by codec: the type of the schema, or a type for bytes, files and streams. */
import type { Schema } from "../../1-document/openapi.ts";
import type { BodyContent } from "../../2-model/api.ts";
import { code, type Code, identifier } from "../code.ts";
import { ANY_SHAPE } from "../../2-model/shape-algebra.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import { STANDALONE } from "./schema-to-type.ts";
import { blobType, writtenBytesType } from "./bytes-types.ts";
import { arrayOf, atomicType, objectOf, STRING, type Type, union, UNKNOWN } from "./type-syntax.ts";

/**
 * The role of a body in code. `written`: a handler returns it, and can give bytes in several forms. `read`: code gets
 * it in one form. `sent`: client and server share the type of a request body, whose items can come from any iterable.
 */
export type BodyRole = "written" | "read" | "sent";

const ANY_FORM_FIELDS = objectOf([], [{ names: STRING, type: UNKNOWN }]);
export const SERVER_SENT_EVENT = "ServerSentEvent";

/** Returns the type of a whole body. `name` is the name of the body type, from which item types derive theirs. */
export function bodyType(
  content: BodyContent,
  { types, role, name }: { readonly types: FormTypes; readonly role: BodyRole; readonly name: Code },
): Type {
  const { codec, schema = true } = content;
  switch (codec) {
    case "binary":
      return role === "written" ? writtenBytesType(types) : blobType(types);
    case "json":
    case "form":
    case "multipart":
    case "parts":
      return schema === true && codec !== "json" ? ANY_FORM_FIELDS : types.typeOf(schema, bodyPosition(content, types));
    case "by-type":
      return isFree(content) ? UNKNOWN : types.typeOf(schema);
    case "text":
      return isPlainString(content) ? types.typeOf(schema) : STRING;
    case "event-stream":
    case "json-lines":
    case "part-stream": {
      const item = itemType(content, name, types);
      const stream = atomicType(code`${types.scope.global("AsyncIterable")}<${item.text}>`);
      if (role === "read") return stream;
      return union([atomicType(code`${types.scope.global("Iterable")}<${item.text}>`), stream]);
    }
    default:
      return codec satisfies never;
  }
}

/** Returns the position of the schema of a body. Parts with binary content get the type `Blob`. */
export function bodyPosition({ parts }: BodyContent, types: Pick<FormTypes, "scope">): TypePosition {
  const blob = blobType(types);
  const files = parts.filter(({ codec, headers }) => codec === "binary" && headers.length === 0); // the schema of a part with headers is already an object of headers and body
  const overrides = files.map(({ name, repeated }) => [name, repeated ? arrayOf(blob) : blob] as const);
  return { ...STANDALONE, overrides: new Map(overrides) };
}

const SCHEMA_CODECS: ReadonlySet<BodyContent["codec"]> = new Set(["json", "form", "multipart", "parts"]);

/** Returns true if the schema alone determines the type, so that it can be declared as an interface. */
export function isDeclaredBySchema({ codec, schema }: BodyContent): boolean {
  return schema !== undefined && SCHEMA_CODECS.has(codec);
}

/** Returns the schema of the decoded value, or of one item of a sequence. Bytes and XML have none. */
export function decodedValueSchema(content: BodyContent): Schema | undefined {
  switch (content.codec) {
    case "binary":
      return undefined;
    case "event-stream":
    case "json-lines":
    case "part-stream":
      return content.itemSchema;
    case "by-type":
      return isFree(content) ? undefined : content.schema;
    case "text":
      return isPlainString(content) ? content.schema : undefined;
    default:
      return content.schema;
  }
}

/** Returns true if a text body is one string, not the serialization of another value such as XML. */
function isPlainString({ shape }: BodyContent): boolean {
  return shape === "string";
}

/** Returns true if the description does not say what the body is: it can be bytes. */
export function isFree({ codec, shape }: Pick<BodyContent, "codec" | "shape">): boolean {
  return codec === "by-type" && shape === ANY_SHAPE;
}

/** Returns true for `text/event-stream` without `itemSchema`: items have the event type of the runtime. */
export function isUntypedEventStream({ codec, itemSchema }: BodyContent): boolean {
  return codec === "event-stream" && itemSchema === undefined;
}

/** Returns the name of the item type of a sequence. `name` is the name of the type of the sequence. */
export function itemTypeName(name: Code): Code {
  return identifier(`${name}Item`);
}

function itemType(content: BodyContent, name: Code, { scope }: FormTypes): Type {
  if (content.itemSchema !== undefined) return atomicType(itemTypeName(name));
  return isUntypedEventStream(content) ? atomicType(scope.runtime(SERVER_SENT_EVENT)) : UNKNOWN;
}
