/** Makes invalid request bodies from a valid one. No way to decode such a body gives a valid value. */
import { type Json, isObject, removeAt } from "../../../1-document/json.ts";
import type { Document } from "../../../1-document/openapi.ts";
import { withoutEmptyFields } from "../encodable-input.ts";
import type { DescribedContent } from "../../../5-oracle/description/described-operation.ts";
import { possibleTypes } from "../../../5-oracle/description/described-media.ts";
import { conjoinedSchemas } from "../../../5-oracle/description/described-schemas.ts";
import { encodeBody, isJsonProperty, encodeUtf8 } from "../../../5-oracle/wire/encode-body.ts";
import { isStructuredPart } from "../../../5-oracle/wire/multipart-body.ts";
import { unlessUnencodable } from "../../../5-oracle/wire/parameter-styles.ts";
import { possibleDecodings } from "./possible-decodings.ts";
import { isSequence, invalidSequences } from "./invalid-sequences.ts";
import { type MutationContext, isWithoutHeaders, type Mutant, mutantsOf } from "./invalid-values.ts";
import type { InvalidBodies, InvalidBody } from "./invalid-body.ts";

/** Returns about `count` invalid bodies. `value` is a valid body of the content, as JSON. */
export async function invalidBodies(
  context: MutationContext,
  content: DescribedContent,
  value: Json,
  count: number,
): Promise<InvalidBodies> {
  const { document, judge } = context;
  if (isSequence(content)) return invalidSequences(context, content, Array.isArray(value) ? value : [value], count);
  const broken = await truncatedBody(content, value);
  const bodies: InvalidBody[] = broken === undefined ? [] : [broken];
  const mutants = mutantsOf(content.schema, value, context);
  for (const mutant of mutants) {
    const sent = encodableMutant(document, content, mutant);
    if (sent === undefined) continue;
    if (!bodyDecodings(content, sent).every((one) => judge.rejects(content.schema, one, "request"))) continue;
    const bytes = await unlessUnencodable(encodeBody(content, sent.value));
    if (bytes === undefined) continue;
    bodies.push({ value: sent.value, bytes, about: `body ${mutant.about}`, pointer: mutant.pointer });
    if (bodies.length >= count) break;
  }
  return { bodies, untried: mutants.untried() };
}

/** Returns a body that ends too early, if its media type shows that. */
async function truncatedBody(content: DescribedContent, value: Json): Promise<InvalidBody | undefined> {
  const { bytes, contentType } = await encodeBody(content, value);
  switch (content.kind) {
    case "json":
      return {
        value: undefined,
        bytes: { contentType, bytes: encodeUtf8('{"a":') },
        about: "truncated JSON",
        pointer: "",
      };
    case "multipart":
    case "parts":
      return {
        value: undefined,
        bytes: { contentType, bytes: bytes.slice(0, -12) },
        about: "a truncated form",
        pointer: "",
      };
    case "form":
    case "text":
    case "any":
    case "binary":
    case "lines":
    case "events":
    case "part-stream":
      return undefined; // every prefix may be complete
    default:
      return content.kind satisfies never;
  }
}

/** Returns the part of a mutant that the media type can encode, or undefined if that is nothing, or valid. */
function encodableMutant(document: Document, content: DescribedContent, mutant: Mutant): Mutant | undefined {
  const { value, steps } = mutant;
  switch (content.kind) {
    case "json":
      return mutant;
    case "form":
    case "multipart": {
      if (!isObject(value)) return undefined;
      const [name] = steps;
      // every sequence of bytes is a valid file
      if (typeof name === "string" && content.fileProperties.has(name) && Object.hasOwn(value, name)) return undefined;
      if (typeof name === "string" && isExplodedForm(content, name) && steps.length === 1) return undefined;
      const encoding =
        typeof name === "string" && Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
      if (encoding && isStructuredPart(encoding) && Object.hasOwn(value, name ?? "") && !isWithoutHeaders(mutant)) {
        return undefined;
      }
      const sent = withoutEmptyFields(content, value);
      return isObject(sent) && Object.keys(sent).length > 0 ? { ...mutant, value: sent } : undefined;
    }
    case "text": {
      const isText = conjoinedSchemas(document, content.schema).some(({ type }) => type === "string");
      return isText && typeof value === "string" && value !== "" ? mutant : undefined;
    }
    case "parts":
      return isWithoutHeaders(mutant) ? mutant : undefined;
    case "any":
      // a string travels as text, and anything else as JSON; a description without a schema permits everything
      return value === "" || possibleTypes(document, content.schema).length === 0 ? undefined : mutant;
    case "binary":
      return undefined; // the server does not validate bytes
    case "lines":
    case "events":
    case "part-stream":
      return undefined; // invalid-sequences.ts makes these
    default:
      return content.kind satisfies never;
  }
}

/** Returns all values that a server may decode from the encoded mutant. */
export function bodyDecodings(content: DescribedContent, { value, steps }: Mutant): readonly Json[] {
  const [name] = steps;
  if (/json|text/.test(content.kind) || !isObject(value)) return [value];
  const entry = typeof name === "string" && Object.hasOwn(value, name) ? value[name] : undefined;
  if (typeof name !== "string" || entry === undefined || !isJsonProperty(content, name, entry)) {
    return possibleDecodings(value, steps);
  }
  return jsonDecodings(entry).map((reading) => {
    return reading === undefined ? removeAt(value, [name]) : { ...value, [name]: reading };
  });
}

/** Returns the decodings of a JSON part: the value, its text, and one part as an array of one. Null is no part. */
function jsonDecodings(entry: Json): readonly (Json | undefined)[] {
  const text = JSON.stringify(entry);
  const decodings: readonly (Json | undefined)[] = [entry, [entry], text, [text]];
  if (!Array.isArray(entry)) return decodings;
  const items = (entry as readonly Json[]).filter((item) => item !== null); // an item of a JSON array
  return [...decodings, items.length === 0 ? undefined : items, items.map((item) => JSON.stringify(item))];
}

/** Returns true if the properties of a field become fields of their own, so that other values are lost or ambiguous. */
function isExplodedForm({ encoding }: DescribedContent, name: string): boolean {
  const style = Object.hasOwn(encoding, name) ? encoding[name]?.style : undefined;
  return style !== undefined && style.explode && style.style === "form";
}
