/**
 * A quick validation of a value, without compiling the schema. It checks the keywords of the schema and of its
 * subschemas, but no references, alternatives or patterns.
 */
import { isObject } from "../../json.ts";

/** Returns why a value is invalid, as the end of a sentence such as "is less than 1". Returns undefined if no problem is found. */
export function schemaViolation(value: unknown, schema: unknown): string | undefined {
  if (schema === false) return "is not allowed at all";
  if (!isObject(schema) || "$ref" in schema) return undefined;
  return (
    typeViolation(value, schema) ??
    choiceViolation(value, schema) ??
    sizeViolation(value, schema) ??
    partViolation(value, schema)
  );
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

/** Checks `type`, and `nullable` of 3.0. Unknown types are left to the rule `schema-type`. */
function typeViolation(value: unknown, { type, nullable }: Keywords): string | undefined {
  if (type === undefined || (value === null && nullable === true)) return undefined;
  const types = [type].flat().filter((one) => typeof one === "string");
  if (types.some((one) => IS_OF_TYPE.get(one)?.(value) ?? true)) return undefined;
  return `is not of type ${types.join(" or ")}`;
}

/** Checks `enum` and `const`. Arrays and objects are not compared. */
function choiceViolation(value: unknown, { enum: choices, const: only, nullable }: Keywords): string | undefined {
  if (typeof value === "object" && (value !== null || nullable === true)) return undefined;
  if (Array.isArray(choices) && !choices.includes(value)) return "is not in `enum`";
  return only !== undefined && only !== value ? "is not the `const`" : undefined;
}

function sizeViolation(value: unknown, keywords: Keywords): string | undefined {
  if (typeof value === "number") return rangeViolation(value, keywords);
  if (typeof value === "string") return stringViolation(value, keywords);
  return Array.isArray(value) ? lengthViolation(value.length, keywords, ["minItems", "maxItems"]) : undefined;
}

/** Checks the range of a number. `exclusiveMinimum` and `exclusiveMaximum` are booleans up to 3.0. */
function rangeViolation(value: number, keywords: Keywords): string | undefined {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = keywords;
  if (typeof minimum === "number" && value < minimum) return `is less than ${minimum}`;
  if (typeof maximum === "number" && value > maximum) return `is more than ${maximum}`;
  const least = above === true ? minimum : above;
  const most = below === true ? maximum : below;
  if (typeof least === "number" && value <= least) return `is not more than ${least}`;
  return typeof most === "number" && value >= most ? `is not less than ${most}` : undefined;
}

function stringViolation(value: string, keywords: Keywords): string | undefined {
  const { format } = keywords;
  if (FORMATS.get(String(format))?.test(value) === false) return `is not of format ${String(format)}`;
  return lengthViolation([...value].length, keywords, ["minLength", "maxLength"]);
}

/** Formats that a regular expression can check. */
const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["date-time", /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:z|[+-]\d{2}:\d{2})$/i],
  ["uuid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
]);

function lengthViolation(count: number, keywords: Keywords, [min, max]: readonly [string, string]): string | undefined {
  const [least, most] = [keywords[min], keywords[max]];
  if (typeof least === "number" && count < least) return `is shorter than ${least}`;
  return typeof most === "number" && count > most ? `is longer than ${most}` : undefined;
}

function partViolation(value: unknown, { items, properties, allOf }: Keywords): string | undefined {
  for (const schema of Array.isArray(allOf) ? allOf : []) {
    const violation = schemaViolation(value, schema);
    if (violation !== undefined) return violation;
  }
  if (Array.isArray(value) && !Array.isArray(items)) {
    for (const [index, item] of value.entries()) {
      const violation = schemaViolation(item, items);
      if (violation !== undefined) return `has an item, ${index}, that ${violation}`;
    }
  }
  if (!isObject(value) || !isObject(properties)) return undefined;
  for (const [name, schema] of Object.entries(properties)) {
    const violation = Object.hasOwn(value, name) ? schemaViolation(value[name], schema) : undefined;
    if (violation !== undefined) return `has a property \`${name}\` that ${violation}`;
  }
  return undefined;
}
