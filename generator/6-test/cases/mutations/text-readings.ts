/** What a server may read from texts: where all is text on the wire, `5` may be a number, and one item no list. */
import { type Json, isObject, replaceAt, type JsonSteps, valueAt } from "../../../1-document/json.ts";
import { isNumber } from "../../../5-oracle/wire/wire-values.ts";

/**
 * Everything that `value` may be read as once it has travelled as text, where what was changed stands at `steps`: each
 * reading of that, and all of it as text, or as what the texts look like. More than any server reads.
 */
export function possibleReadings(value: Json, steps: JsonSteps): readonly Json[] {
  const changed = valueAt(value, steps);
  const own = changed === undefined ? [] : readingsAt(changed).map((reading) => replaceAt(value, steps, reading));
  // an item of a list may be the list
  const list = typeof steps.at(-1) === "number" ? valueAt(value, steps.slice(0, -1)) : undefined;
  const lists = list === undefined ? [] : readingsAt(list).map((one) => replaceAt(value, steps.slice(0, -1), one));
  const readings = [value, ...own, ...lists];
  return [...readings, ...readings.map(withoutNothings), eachText(value, String), eachText(value, likely)];
}

/** Null is not written, and neither is a list or an object without anything in it. */
function withoutNothings(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutNothings(item)).filter((item) => !isNothing(item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutNothings(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isNothing(member)));
}

function isNothing(value: Json): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function readingsAt(value: Json): readonly Json[] {
  if (isObject(value)) return [value, eachText(value, String), eachText(value, likely)];
  if (!Array.isArray(value)) return scalarReadings(value).flatMap((one) => [one, [one]]);
  const [only] = value as readonly Json[]; // of a JSON array
  const single = value.length === 1 && only !== undefined ? scalarReadings(only) : [];
  return [value, eachText(value, String), eachText(value, likely), ...single];
}

function scalarReadings(value: Json): readonly Json[] {
  return typeof value === "object" ? [value] : [String(value), likely(String(value))];
}

function eachText(value: Json, read: (text: string) => Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => eachText(item, read));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, eachText(member, read)]));
  }
  return value === null ? null : read(String(value));
}

function likely(text: string): Json {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return isNumber(text) ? Number(text) : text;
}
