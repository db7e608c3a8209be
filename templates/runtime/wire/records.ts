/** Objects with untrusted keys. Keys are neither looked up on a prototype nor assigned to one. */
import { WireError } from "./wire-error.js";

/** Returns true for a plain object: not for an array, Date, Blob or Map. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Returns the own property `name` of an object. Returns undefined if it has none, or if `record` is not an object. */
export function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined;
export function own(record: unknown, name: string): unknown;
export function own(record: unknown, name: string): unknown {
  return isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Creates an object without a prototype. Throws a `WireError` if a name occurs twice. */
export function recordOfEntries<Raw>(
  entries: readonly (readonly [name: string, raw: Raw])[],
  decode: (raw: Raw, name: string) => unknown,
): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null); // makes `__proto__` an ordinary property
  for (const [name, raw] of entries) {
    if (name in record) throw new WireError(`has ${JSON.stringify(name.slice(0, 40))} more than once`);
    record[name] = decode(raw, name);
  }
  return record;
}
