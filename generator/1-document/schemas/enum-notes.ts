/** Names and descriptions of the values of an enum: `x-enum-varnames`, `x-enumNames`, `x-ms-enum` and their relatives. */
import { isObject, type Json } from "../json.ts";
import type { SchemaObject } from "../openapi.ts";

/** Name and description of one value. */
export interface EnumNote {
  readonly name?: string;
  readonly description?: string;
}

interface EnumProblem {
  /** The keyword that cannot be used as it is. */
  readonly keyword: string;
  readonly message: string;
}

export interface EnumNotes {
  /** Notes by the index of the value in `enum`. */
  readonly notes: readonly EnumNote[];
  readonly problems: readonly EnumProblem[];
}

/** Lists of names, the best one first. */
const NAME_LISTS = ["x-enum-varnames", "x-enumNames"];
/** Lists of descriptions, or objects with a description per value. */
const DESCRIPTIONS = ["x-enum-descriptions", "x-enumDescriptions"];
const MICROSOFT = "x-ms-enum";

type Keywords = Readonly<Record<string, unknown>>;

/** Reads the notes on the values of `enum`. A keyword that does not fit the values is a problem, and has no effect. */
export function enumNotesOf(schema: SchemaObject): EnumNotes {
  const values = (schema.enum ?? []) as readonly Json[]; // the description is JSON
  const keywords = schema as Keywords;
  const problems: EnumProblem[] = [];
  const fail = (keyword: string, message: string): void => void problems.push({ keyword, message });
  const names: (readonly (string | undefined)[])[] = [];
  const texts: (readonly (string | undefined)[])[] = [];
  for (const keyword of NAME_LISTS) {
    const list = readList(keyword, keywords[keyword], values, fail);
    if (list === undefined) continue;
    const twice = list.find((name, index) => list.indexOf(name) !== index && name !== undefined);
    if (twice === undefined) names.push(list);
    else fail(keyword, `\`${keyword}\` has the name \`${twice}\` twice.`);
  }
  for (const keyword of DESCRIPTIONS) {
    const given = keywords[keyword];
    const list = isObject(given) ? readByValue(keyword, given, values, fail) : readList(keyword, given, values, fail);
    if (list !== undefined) texts.push(list);
  }
  const microsoft = readMicrosoft(keywords[MICROSOFT], values, fail);
  names.push(microsoft.map(({ name }) => name));
  texts.push(microsoft.map(({ description }) => description));
  const notes = values.map((_, index): EnumNote => {
    const name = firstOf(names, index);
    const description = firstOf(texts, index);
    return { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
  });
  return { notes, problems };
}

type Fail = (keyword: string, message: string) => void;

function firstOf(lists: readonly (readonly (string | undefined)[])[], index: number): string | undefined {
  return lists.map((list) => list[index]).find((text) => text !== undefined && text !== "");
}

/** Returns one text per value. The list may leave out `null`. */
function readList(
  keyword: string,
  given: unknown,
  values: readonly Json[],
  fail: Fail,
): readonly (string | undefined)[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || !given.every((text) => typeof text === "string")) {
    fail(keyword, `\`${keyword}\` must be a list of strings.`);
    return undefined;
  }
  const texts: readonly string[] = given;
  if (texts.length === values.length) return texts;
  if (texts.length !== values.filter((value) => value !== null).length) {
    fail(keyword, `\`${keyword}\` does not fit the values of \`enum\`: ${texts.length} for ${values.length}.`);
    return undefined;
  }
  let next = 0;
  return values.map((value) => (value === null ? undefined : texts[next++]));
}

/** Returns the texts of an object whose keys are the values. */
function readByValue(
  keyword: string,
  given: Readonly<Record<string, unknown>>,
  values: readonly Json[],
  fail: Fail,
): readonly (string | undefined)[] {
  const known = new Set(values.map(String));
  const unknown = Object.keys(given).find((key) => !known.has(key));
  if (unknown !== undefined) fail(keyword, `\`${keyword}\` has the key \`${unknown}\`, which is no value of \`enum\`.`);
  return values.map((value) => {
    const text = Object.hasOwn(given, String(value)) ? given[String(value)] : undefined;
    return typeof text === "string" ? text : undefined;
  });
}

/** Returns the notes of `x-ms-enum`, whose `values` can be in any order. */
function readMicrosoft(given: unknown, values: readonly Json[], fail: Fail): readonly EnumNote[] {
  const listed = isObject(given) ? given["values"] : undefined;
  if (given === undefined || (isObject(given) && listed === undefined)) return [];
  if (!Array.isArray(listed) || !listed.every((entry) => isObject(entry))) {
    fail(MICROSOFT, `\`${MICROSOFT}\` must be an object whose \`values\` are objects.`);
    return [];
  }
  const entries: readonly Keywords[] = listed;
  const known = new Set(values.map(String));
  const unknown = entries.find((entry) => !known.has(String(entry["value"])));
  if (unknown !== undefined) {
    fail(MICROSOFT, `\`${MICROSOFT}\` has the value \`${String(unknown["value"])}\`, which is no value of \`enum\`.`);
  }
  return values.map((value): EnumNote => {
    const { name, description } = entries.find((entry) => String(entry["value"]) === String(value)) ?? {};
    return {
      ...(typeof name === "string" && { name }),
      ...(typeof description === "string" && { description }),
    };
  });
}
