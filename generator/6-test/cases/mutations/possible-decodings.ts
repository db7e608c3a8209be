/** Finds the values that a server may decode from text: `5` may be a number or a string, one item may be an array. */
import { type Json, isObject, replaceAt, type JsonSteps, valueAt } from "../../../1-document/json.ts";
import { isJsonNumber } from "../../../5-oracle/wire/decode-values.ts";

/**
 * Returns every value that a server may decode from `value` once it is encoded as text. `steps` lead to the changed
 * part, which is decoded in all ways. The rest is decoded as it is, as strings, or as what the strings look like.
 */
export function possibleDecodings(value: Json, steps: JsonSteps): readonly Json[] {
  const changed = valueAt(value, steps);
  const own = changed === undefined ? [] : decodingsAt(changed).map((reading) => replaceAt(value, steps, reading));
  // a single item may be decoded as the array
  const list = typeof steps.at(-1) === "number" ? valueAt(value, steps.slice(0, -1)) : undefined;
  const lists = list === undefined ? [] : decodingsAt(list).map((one) => replaceAt(value, steps.slice(0, -1), one));
  const decodings = [value, ...own, ...lists];
  return [
    ...decodings,
    ...decodings.map(withoutEmptyValues),
    mapScalars(value, String),
    mapScalars(value, guessedValue),
  ];
}

/** Drops null, empty arrays and empty objects, which are not encoded. */
function withoutEmptyValues(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutEmptyValues(item)).filter((item) => !isEmpty(item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutEmptyValues(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function decodingsAt(value: Json): readonly Json[] {
  if (isObject(value)) return [value, mapScalars(value, String), mapScalars(value, guessedValue)];
  if (!Array.isArray(value)) return scalarDecodings(value).flatMap((one) => [one, [one]]);
  const [only] = value as readonly Json[]; // of a JSON array
  const single = value.length === 1 && only !== undefined ? scalarDecodings(only) : [];
  return [value, mapScalars(value, String), mapScalars(value, guessedValue), ...single];
}

function scalarDecodings(value: Json): readonly Json[] {
  return typeof value === "object" ? [value] : [String(value), guessedValue(String(value))];
}

function mapScalars(value: Json, read: (text: string) => Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mapScalars(item, read));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapScalars(member, read)]));
  }
  return value === null ? null : read(String(value));
}

function guessedValue(text: string): Json {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return isJsonNumber(text) ? Number(text) : text;
}
