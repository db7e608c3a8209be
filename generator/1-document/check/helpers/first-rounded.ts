/** Finds integers that JavaScript may have rounded when it read the description. */
import { isObject, type Json } from "../../json.ts";

export interface RoundedInteger {
  readonly value: number;
  readonly path: readonly (string | number)[];
}

/** Returns the first integer in a value whose digits may be lost. */
export function firstRounded(value: Json | undefined, path: readonly (string | number)[]): RoundedInteger | undefined {
  if (typeof value === "number") {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? { value, path } : undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => firstRounded(item, [...path, index])).find((found) => found !== undefined);
  }
  if (!isObject(value)) return undefined;
  return Object.entries(value)
    .map(([name, item]) => firstRounded(item, [...path, name]))
    .find((found) => found !== undefined);
}
