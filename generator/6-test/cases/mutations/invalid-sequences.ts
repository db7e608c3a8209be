/** Bodies of items that follow each other, the last of which is wrong: lines of JSON, events, parts. OpenAPI 3.2 §4.14.3 */
import { isObject, type Json } from "../../../1-document/json.ts";
import type { DescribedContent } from "../../../5-oracle/description/description.ts";
import { bytesOf, utf8 } from "../../../5-oracle/wire/wire-body.ts";
import { eventReadings, eventsIn, eventText } from "../../../5-oracle/wire/wire-events.ts";
import { isSpecial } from "../../../5-oracle/wire/wire-multipart.ts";
import { carried, Uncarriable } from "../../../5-oracle/wire/wire-styles.ts";
import { possibleReadings } from "./text-readings.ts";
import { type Circumstances, isWithoutHeaders, type Mutant, mutantsOf } from "./invalid-values.ts";
import type { WrongBodies, WrongBody } from "./wrong-body.ts";

export function isSequence({ kind }: DescribedContent): boolean {
  return kind === "lines" || kind === "events" || kind === "part-stream";
}

/**
 * About `count` of them at most; `items` are legal. What is wrong comes after one that is not, so that nobody who looks at the
 * first alone is content.
 */
export async function wrongSequences(
  given: Circumstances,
  content: DescribedContent,
  items: readonly Json[],
  count: number,
): Promise<WrongBodies> {
  const [first, second = first] = items;
  if (first === undefined || second === undefined) return { bodies: [], untried: 0 };
  const bodies: WrongBody[] = content.kind === "lines" && !isJsonSeq(content) ? [await cutOff(content, first)] : [];
  const mutants = mutantsOf(content.schema, second, given);
  for (const mutant of mutants) {
    const readings = readingsOf(content, mutant, first);
    const isWrong = readings.every((one) => given.judge.refuses(content.schema, one, "request"));
    if (readings.length === 0 || !isWrong) continue;
    const value = [first, mutant.value];
    const bytes = await carried(bytesOf(content, value));
    if (bytes === undefined) continue;
    const about = `body /1${mutant.about.replace(/^the whole/, "")}`;
    bodies.push({ value, bytes, about, pointer: `/1${mutant.pointer}` });
    if (bodies.length >= count) break;
  }
  return { bodies, untried: mutants.untried() };
}

/** Whoever reads json-seq may go on after an item that is no JSON: RFC 7464 §2.3. */
function isJsonSeq({ mediaType }: DescribedContent): boolean {
  return /[/+]json-seq\b/i.test(mediaType);
}

async function cutOff(content: DescribedContent, first: Json): Promise<WrongBody> {
  const { contentType, bytes } = await bytesOf(content, [first]);
  const cut = utf8(`${new TextDecoder().decode(bytes)}{"a":\n`);
  return { value: undefined, bytes: { contentType, bytes: cut }, about: "a line that is cut off", pointer: "/1" };
}

/** What a server may read from the item; nothing where it is none, or nobody would look into it. */
function readingsOf(content: DescribedContent, mutant: Mutant, before: Json): readonly Json[] {
  const { value } = mutant;
  if (content.kind === "lines") return [value];
  if (content.kind === "events") return readingsOfEvent(value, before);
  const { rest } = content;
  if (rest.isFile || isSpecial(rest)) return isWithoutHeaders(mutant) ? [value] : [];
  return isObject(value) || Array.isArray(value) ? [value, JSON.stringify(value)] : possibleReadings(value, []);
}

/** An event without a type is a `message`, and one without an id has that of the one before: WHATWG HTML §9.2.6. */
function readingsOfEvent(value: Json, before: Json): readonly Json[] {
  const text = textOf(value);
  if (text === undefined) return [];
  const id = isObject(before) && before["id"] !== undefined ? { id: before["id"] } : {};
  return eventsIn(text).flatMap((event) =>
    eventReadings(event)
      .filter(isObject)
      .flatMap((reading) => [reading, { event: "message", ...reading }])
      .flatMap((reading) => [reading, { ...id, ...reading }]),
  );
}

function textOf(event: Json): string | undefined {
  try {
    return eventText(event);
  } catch (error) {
    if (error instanceof Uncarriable) return undefined;
    throw error;
  }
}
