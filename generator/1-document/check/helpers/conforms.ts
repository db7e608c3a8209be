/**
 * Whether a value is of a schema, as far as that costs nothing: by the keywords of the schema itself and of those that
 * stand in it. References, alternatives and patterns are left to validators.
 */
import { isObject } from "../../json.ts";

/** What is wrong with the value, as the end of a sentence: "is less than 1"; undefined where nothing is known to be. */
export function nonconformity(value: unknown, schema: unknown): string | undefined {
  if (schema === false) return "is not allowed at all";
  if (!isObject(schema) || "$ref" in schema) return undefined;
  return wrongType(value, schema) ?? wrongChoice(value, schema) ?? wrongSize(value, schema) ?? wrongPart(value, schema);
}

type Keywords = Readonly<Record<string, unknown>>;

const IS_OF_TYPE: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["string", (value) => typeof value === "string"],
  ["number", (value) => typeof value === "number"],
  ["integer", (value) => Number.isInteger(value)],
  ["boolean", (value) => typeof value === "boolean"],
  ["null", (value) => value === null],
  ["array", (value) => Array.isArray(value)],
  ["object", (value) => isObject(value)],
]);

/** `nullable` is that of 3.0; a type that nobody knows is another rule's affair. */
function wrongType(value: unknown, { type, nullable }: Keywords): string | undefined {
  if (type === undefined || (value === null && nullable === true)) return undefined;
  const types = [type].flat().filter((one) => typeof one === "string");
  if (types.some((one) => IS_OF_TYPE.get(one)?.(value) ?? true)) return undefined;
  return `is not of type ${types.join(" or ")}`;
}

/** Values that have parts are not compared. */
function wrongChoice(value: unknown, { enum: choices, const: only, nullable }: Keywords): string | undefined {
  if (typeof value === "object" && (value !== null || nullable === true)) return undefined;
  if (Array.isArray(choices) && !choices.includes(value)) return "is not in `enum`";
  return only !== undefined && only !== value ? "is not the `const`" : undefined;
}

function wrongSize(value: unknown, keywords: Keywords): string | undefined {
  if (typeof value === "number") return outOfRange(value, keywords);
  if (typeof value === "string") return wrongText(value, keywords);
  return Array.isArray(value) ? wrongCount(value.length, keywords, ["minItems", "maxItems"]) : undefined;
}

/** `exclusiveMinimum` and `exclusiveMaximum` are booleans up to 3.0. */
function outOfRange(value: number, keywords: Keywords): string | undefined {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = keywords;
  if (typeof minimum === "number" && value < minimum) return `is less than ${minimum}`;
  if (typeof maximum === "number" && value > maximum) return `is more than ${maximum}`;
  const least = above === true ? minimum : above;
  const most = below === true ? maximum : below;
  if (typeof least === "number" && value <= least) return `is not more than ${least}`;
  return typeof most === "number" && value >= most ? `is not less than ${most}` : undefined;
}

function wrongText(value: string, keywords: Keywords): string | undefined {
  const { format } = keywords;
  if (FORMATS.get(String(format))?.test(value) === false) return `is not of format ${String(format)}`;
  return wrongCount([...value].length, keywords, ["minLength", "maxLength"]);
}

/** Those that are written in one way only. */
const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["date-time", /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:z|[+-]\d{2}:\d{2})$/i],
  ["uuid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
]);

function wrongCount(count: number, keywords: Keywords, [min, max]: readonly [string, string]): string | undefined {
  const [least, most] = [keywords[min], keywords[max]];
  if (typeof least === "number" && count < least) return `is shorter than ${least}`;
  return typeof most === "number" && count > most ? `is longer than ${most}` : undefined;
}

function wrongPart(value: unknown, { items, properties, allOf }: Keywords): string | undefined {
  for (const schema of Array.isArray(allOf) ? allOf : []) {
    const wrong = nonconformity(value, schema);
    if (wrong !== undefined) return wrong;
  }
  if (Array.isArray(value) && !Array.isArray(items)) {
    for (const [index, item] of value.entries()) {
      const wrong = nonconformity(item, items);
      if (wrong !== undefined) return `has an item, ${index}, that ${wrong}`;
    }
  }
  if (!isObject(value) || !isObject(properties)) return undefined;
  for (const [name, schema] of Object.entries(properties)) {
    const wrong = Object.hasOwn(value, name) ? nonconformity(value[name], schema) : undefined;
    if (wrong !== undefined) return `has a property \`${name}\` that ${wrong}`;
  }
  return undefined;
}
