/** Types of configuration options: each one reads a value and has a JSON Schema. */
import type { JsonObject } from "./1-document/json.ts";
import { oneOf, UsageError } from "./usage-error.ts";

/** A type of options. `read` returns the value, or throws a `UsageError` that begins with `what`. */
export interface OptionType<Value> {
  readonly read: (value: unknown, what: string) => Value;
  readonly schema: JsonObject;
}

export const STRING: OptionType<string> = {
  read: (value, what) => (typeof value === "string" ? value : reject(what, "a string")),
  schema: { type: "string" },
};

export const BOOLEAN: OptionType<boolean> = {
  read: (value, what) => (typeof value === "boolean" ? value : reject(what, "true or false")),
  schema: { type: "boolean" },
};

export const POSITIVE_NUMBER: OptionType<number> = {
  read: (value, what) => (typeof value === "number" && value > 0 ? value : reject(what, "a positive number")),
  schema: { type: "number", exclusiveMinimum: 0 },
};

/** Returns the type of one of `known`. Messages call it `noun`. */
export function choiceOf<const Known extends string>(known: readonly Known[], noun?: string): OptionType<Known> {
  return { read: (value, what) => oneOf(known, value, noun ?? what), schema: { enum: [...known] } };
}

export function arrayOf<Item>({ read, schema }: OptionType<Item>): OptionType<readonly Item[]> {
  return {
    read: (value, what) =>
      Array.isArray(value) ? value.map((item: unknown) => read(item, what)) : reject(what, "an array"),
    schema: { type: "array", items: schema },
  };
}

/** Returns the type of an object with any keys. `describe` returns how messages call the value of a key. */
export function mapOf<Item>(
  { read, schema }: OptionType<Item>,
  describe: (what: string, key: string) => string = (what, key) => `${what}.${key}`,
): OptionType<Readonly<Record<string, Item>>> {
  return {
    read: (value, what) =>
      Object.fromEntries(entriesOf(value, what).map(([key, item]) => [key, read(item, describe(what, key))])),
    schema: { type: "object", additionalProperties: schema },
  };
}

/** Returns the type of an object with some of the keys of `types`. Messages call a key `noun`. */
export function someOf<Items extends object>(
  types: { readonly [Key in keyof Items]: OptionType<Items[Key]> },
  noun: string,
): OptionType<Partial<Items>> {
  const keys = Object.keys(types) as (keyof Items & string)[]; // an object literal
  const properties = Object.fromEntries(keys.map((key) => [key, types[key].schema]));
  const read = (value: unknown, what: string) => {
    const entries = entriesOf(value, what).map(([name, item]) => {
      const key = oneOf(keys, name, noun);
      return [key, types[key].read(item, `${what}.${key}`)] as const;
    });
    return Object.fromEntries(entries) as Partial<Items>; // each value was read by the type of its key
  };
  return { read, schema: { type: "object", properties, additionalProperties: false } };
}

export function entriesOf(value: unknown, what: string): readonly (readonly [key: string, value: unknown])[] {
  return Object.entries(isObject(value) ? value : reject(what, "an object"));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws a `UsageError`. */
export function reject(what: string, wanted: string): never {
  throw new UsageError(`${what} must be ${wanted}.`);
}
