/** Bodies near a legal one that nothing legal can be read from: of JSON, of forms, of text, and of items. */
import { type Json, isObject, removeAt } from "../../../1-document/json.ts";
import type { Document } from "../../../1-document/openapi.ts";
import { withoutNothing } from "../carriable.ts";
import type { DescribedContent } from "../../../5-oracle/description/description.ts";
import { conjoined } from "../../../5-oracle/description/described-schemas.ts";
import { bytesOf, isJsonEntry, utf8 } from "../../../5-oracle/wire/wire-body.ts";
import { isSpecial } from "../../../5-oracle/wire/wire-multipart.ts";
import { carried } from "../../../5-oracle/wire/wire-styles.ts";
import { possibleReadings } from "./text-readings.ts";
import { isSequence, wrongSequences } from "./invalid-sequences.ts";
import { type Circumstances, isWithoutHeaders, type Mutant, mutantsOf } from "./invalid-values.ts";
import type { WrongBodies, WrongBody } from "./wrong-body.ts";

/** About `count` of them at most; `value` is a legal body of the content, as JSON. */
export async function wrongBodies(
  given: Circumstances,
  content: DescribedContent,
  value: Json,
  count: number,
): Promise<WrongBodies> {
  const { document, judge } = given;
  if (isSequence(content)) return wrongSequences(given, content, Array.isArray(value) ? value : [value], count);
  const broken = await cutOff(content, value);
  const bodies: WrongBody[] = broken === undefined ? [] : [broken];
  const mutants = mutantsOf(content.schema, value, given);
  for (const mutant of mutants) {
    const sent = travelling(document, content, mutant);
    if (sent === undefined) continue;
    if (!readingsOf(content, sent).every((one) => judge.refuses(content.schema, one, "request"))) continue;
    const bytes = await carried(bytesOf(content, sent.value));
    if (bytes === undefined) continue;
    bodies.push({ value: sent.value, bytes, about: `body ${mutant.about}`, pointer: mutant.pointer });
    if (bodies.length >= count) break;
  }
  return { bodies, untried: mutants.untried() };
}

/** What ends too soon to be what it says it is. */
async function cutOff(content: DescribedContent, value: Json): Promise<WrongBody | undefined> {
  const { bytes, contentType } = await bytesOf(content, value);
  switch (content.kind) {
    case "json":
      return {
        value: undefined,
        bytes: { contentType, bytes: utf8('{"a":') },
        about: "JSON that is cut off",
        pointer: "",
      };
    case "multipart":
    case "parts":
      return {
        value: undefined,
        bytes: { contentType, bytes: bytes.slice(0, -12) },
        about: "a form that is cut off",
        pointer: "",
      };
    case "form":
    case "text":
    case "binary":
    case "lines":
    case "events":
    case "part-stream":
      return undefined; // wherever it ends, it may have ended
    default:
      return content.kind satisfies never;
  }
}

/** The mutant as far as bytes of the media type can say it; undefined where they say nothing, or nothing wrong. */
function travelling(document: Document, content: DescribedContent, mutant: Mutant): Mutant | undefined {
  const { value, steps } = mutant;
  switch (content.kind) {
    case "json":
      return mutant;
    case "form":
    case "multipart": {
      if (!isObject(value)) return undefined;
      const [name] = steps;
      // any bytes are a file
      if (typeof name === "string" && content.files.has(name) && Object.hasOwn(value, name)) return undefined;
      if (typeof name === "string" && isSpread(content, name) && steps.length === 1) return undefined;
      const encoding =
        typeof name === "string" && Object.hasOwn(content.encoding, name) ? content.encoding[name] : undefined;
      if (encoding && isSpecial(encoding) && Object.hasOwn(value, name ?? "") && !isWithoutHeaders(mutant)) {
        return undefined;
      }
      const sent = withoutNothing(content, value);
      return isObject(sent) && Object.keys(sent).length > 0 ? { ...mutant, value: sent } : undefined;
    }
    case "text": {
      const isText = conjoined(document, content.schema).some(({ type }) => type === "string");
      return isText && typeof value === "string" && value !== "" ? mutant : undefined;
    }
    case "parts":
      return isWithoutHeaders(mutant) ? mutant : undefined;
    case "binary":
      return undefined; // the server hands them on as they come
    case "lines":
    case "events":
    case "part-stream":
      return undefined; // which are told item by item
    default:
      return content.kind satisfies never;
  }
}

/** What a server may read from it. */
export function readingsOf(content: DescribedContent, { value, steps }: Mutant): readonly Json[] {
  const [name] = steps;
  if (/json|text/.test(content.kind) || !isObject(value)) return [value];
  const entry = typeof name === "string" && Object.hasOwn(value, name) ? value[name] : undefined;
  if (typeof name !== "string" || entry === undefined || !isJsonEntry(content, name, entry)) {
    return possibleReadings(value, steps);
  }
  return jsonReadings(entry).map((reading) => {
    return reading === undefined ? removeAt(value, [name]) : { ...value, [name]: reading };
  });
}

/** What is written as JSON is a text, too; one part may be a list of one, and null is no part. */
function jsonReadings(entry: Json): readonly (Json | undefined)[] {
  const text = JSON.stringify(entry);
  const readings: readonly (Json | undefined)[] = [entry, [entry], text, [text]];
  if (!Array.isArray(entry)) return readings;
  const items = (entry as readonly Json[]).filter((item) => item !== null); // of a JSON array
  return [...readings, items.length === 0 ? undefined : items, items.map((item) => JSON.stringify(item))];
}

/** Its members are written by their own names alone: what is no object is lost, or somebody else's. */
function isSpread({ encoding }: DescribedContent, name: string): boolean {
  const style = Object.hasOwn(encoding, name) ? encoding[name]?.style : undefined;
  return style !== undefined && style.explode && style.style === "form";
}
