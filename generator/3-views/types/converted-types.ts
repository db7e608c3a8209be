/** Strings and integers that become `Date`, `bigint` or the type of a codec, decided by all schemas that apply to one value. */
import type { Schema } from "../../1-document/openapi.ts";
import type { ValueConversions } from "../../options.ts";
import { alwaysAppliedSchemas, type NamedTypes } from "./named-types.ts";
import { kindsInSchema } from "./value-kinds.ts";
import { allowedValues } from "./literal-types.ts";

/** Types that a conversion can produce. */
type ConvertedType = "Date" | "bigint" | `format ${string}`;
/** Conversions of one value. `literal` means that it is not converted. */
export type ConvertedTypes = ReadonlySet<ConvertedType | "literal">;

/**
 * Returns the conversions of a value. `around` holds those of other schemas that apply to it. Values of `enum` and
 * `const` are never converted, because types contain them as literals.
 */
export type FindConvertedTypes = (schema: Schema, around: ConvertedTypes | undefined) => ConvertedTypes;

const NONE: ConvertedTypes = new Set();
const LITERAL: ConvertedTypes = new Set(["literal"]);

/** Returns the function that finds conversions, for the formats that the user has chosen. */
export function convertedTypesFinder(namedTypes: NamedTypes, formats: ValueConversions): FindConvertedTypes {
  const isOff = Object.keys(formats).length === 0;
  return (schema, around = NONE) => {
    if (isOff || around.has("literal")) return around;
    const all = alwaysAppliedSchemas(schema, namedTypes);
    if (all.some((each) => allowedValues(each) !== undefined)) return LITERAL;
    const found = new Set(around);
    for (const { format, ...each } of all) {
      const kinds = kindsInSchema(each);
      const type = format === undefined ? undefined : formats[format];
      if (format === "int64" && type !== undefined && kinds.includes("integer")) found.add("bigint");
      if (type === undefined || !kinds.includes("string")) continue;
      if (type === "Date") found.add("Date");
      else if (format !== "int64") found.add(`format ${format}`);
    }
    return found;
  };
}
