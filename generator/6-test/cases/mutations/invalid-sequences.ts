/** Makes sequential bodies with an invalid last item: JSON lines, events or parts. OpenAPI 3.2 §4.14.3 */
import { isObject, type Json } from "../../../1-document/json.ts";
import type { DescribedContent } from "../../../5-oracle/description/described-operation.ts";
import { encodeBody, encodeUtf8 } from "../../../5-oracle/wire/encode-body.ts";
import { possibleEvents, decodeEvents, encodeServerSentEvent } from "../../../5-oracle/wire/server-sent-events.ts";
import { isStructuredPart } from "../../../5-oracle/wire/multipart-body.ts";
import { unlessUnencodable, UnencodableValue } from "../../../5-oracle/wire/parameter-styles.ts";
import { possibleDecodings } from "./possible-decodings.ts";
import { type MutationContext, isWithoutHeaders, type Mutant, mutantsOf } from "./invalid-values.ts";
import type { InvalidBodies, InvalidBody } from "./invalid-body.ts";

export function isSequence({ kind }: DescribedContent): boolean {
  return kind === "lines" || kind === "events" || kind === "part-stream";
}

/**
 * Returns about `count` invalid bodies. `items` are valid. The invalid item follows a valid one, so a server that
 * validates only the first item fails the test.
 */
export async function invalidSequences(
  context: MutationContext,
  content: DescribedContent,
  items: readonly Json[],
  count: number,
): Promise<InvalidBodies> {
  const [first, second = first] = items;
  if (first === undefined || second === undefined) return { bodies: [], untried: 0 };
  const bodies: InvalidBody[] =
    content.kind === "lines" && !isJsonSeq(content) ? [await truncatedLine(content, first)] : [];
  const mutants = mutantsOf(content.schema, second, context);
  for (const mutant of mutants) {
    const decodings = itemDecodings(content, mutant, first);
    const isInvalid = decodings.every((one) => context.judge.rejects(content.schema, one, "request"));
    if (decodings.length === 0 || !isInvalid) continue;
    const value = [first, mutant.value];
    const bytes = await unlessUnencodable(encodeBody(content, value));
    if (bytes === undefined) continue;
    const about = `body /1${mutant.about.replace(/^the whole/, "")}`;
    bodies.push({ value, bytes, about, pointer: `/1${mutant.pointer}` });
    if (bodies.length >= count) break;
  }
  return { bodies, untried: mutants.untried() };
}

/** Returns true for JSON text sequences, whose parsers may skip malformed items. RFC 7464 §2.3 */
function isJsonSeq({ mediaType }: DescribedContent): boolean {
  return /[/+]json-seq\b/i.test(mediaType);
}

async function truncatedLine(content: DescribedContent, first: Json): Promise<InvalidBody> {
  const { contentType, bytes } = await encodeBody(content, [first]);
  const cut = encodeUtf8(`${new TextDecoder().decode(bytes)}{"a":\n`);
  return { value: undefined, bytes: { contentType, bytes: cut }, about: "a truncated line", pointer: "/1" };
}

/** Returns all values that a server may decode from the item. There are none if the server does not validate it. */
function itemDecodings(content: DescribedContent, mutant: Mutant, before: Json): readonly Json[] {
  const { value } = mutant;
  if (content.kind === "lines") return [value];
  if (content.kind === "events") return eventDecodings(value, before);
  const { itemEncoding: rest } = content;
  if (rest.isFile || isStructuredPart(rest)) return isWithoutHeaders(mutant) ? [value] : [];
  return isObject(value) || Array.isArray(value) ? [value, JSON.stringify(value)] : possibleDecodings(value, []);
}

/** Returns the decodings of an event, with its default type `message` and the id of the event before. WHATWG HTML §9.2.6 */
function eventDecodings(value: Json, before: Json): readonly Json[] {
  const text = encodeEvent(value);
  if (text === undefined) return [];
  const id = isObject(before) && before["id"] !== undefined ? { id: before["id"] } : {};
  return decodeEvents(text).flatMap((event) =>
    possibleEvents(event)
      .filter(isObject)
      .flatMap((reading) => [reading, { event: "message", ...reading }])
      .flatMap((reading) => [reading, { ...id, ...reading }]),
  );
}

function encodeEvent(event: Json): string | undefined {
  try {
    return encodeServerSentEvent(event);
  } catch (error) {
    if (error instanceof UnencodableValue) return undefined;
    throw error;
  }
}
